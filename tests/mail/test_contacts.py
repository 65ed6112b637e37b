import random

import pytest

from triage.mail.named.contacts import email_addresses, links, phone_numbers

PHONES = {
    ("call me +1 415 555 2671", ""): "+14155552671", ("0170 1234567", "DE"): "+491701234567",
    ("Tel. 030/901820", "DE"): "+4930901820",
    ("(415) 555-2671", "US"): "+14155552671", ("415-555-2671", "US"): "+14155552671",
    ("06 12 34 56 78", "FR"): "+33612345678",
    ("电话：13812345678", "CN"): "+8613812345678", ("0049 30 901820", ""): "+4930901820",
    ("03-1234-5678", "JP"): "+81312345678",
    ("phone 4155552671", "US"): "+14155552671", ("020 7946 0958", "GB"): "+442079460958",
    ("WhatsApp: 0170 1234567", "DE"): "+491701234567",
    ("+39 06 6982 1234", "IT"): "+390669821234", ("my number is 0170-1234567.", "DE"): "+491701234567",
    ("(0)170 1234567", "DE"): "+491701234567",
    ("+49 (0)170 1234567", ""): "+491701234567", ("携帯 090-1234-5678", "JP"): "+819012345678",
    ("móvil 612 345 678", "ES"): "+34612345678",
    ("order 1042, call 0170 1234567", "DE"): "+491701234567",
}  # fmt: skip
NO_PHONES = [
    ("order 1234567890", "US"), ("order 0301234567", "DE"), ("tracking 4155552671", "US"), ("RB123456785GB", "GB"),
    ("2026-03-12 10:00", "DE"),
    ("12.03.2026", "DE"), ("1.234.567 €", "DE"), ("304-1234567-1234567", "US"), ("1Z8V92A70367203024", "US"),
    ("9400 1112 0108 0805 4830 16", "US"),
    ("IBAN DE89 3704 0044 0532 0130 00", "DE"), ("4111 1111 1111 1111", "US"), ("3318810025", "DE"),
    ("12345678", "DE"), ("00340434161094015902", "DE"),
    ("https://x.example/0170123456", "DE"), ("1042", "US"), ("2024 2025 2026", "US"), ("10115 12345", "DE"),
    ("0170 1234567", ""), ("", "US"),
    ("Kundennummer 0301234567", "DE"), ("订单 13812345678", "CN"), ("0301234567@mail.example", "DE"),
    ("call me", "US"), ("+1 23", "US"),
]  # fmt: skip
ADDRESSES = {
    "write to Anna.B@Example.ORG, please": ["Anna.B@example.org"], "<c.d@e.example>": ["c.d@e.example"],
    "mailto:x@y.example": ["x@y.example"],
    "(z@w.example)": ["z@w.example"], "user@münchen.example": ["user@münchen.example"], "邮箱a@b.cn谢谢": ["a@b.cn"],
    "a+b@c.example.": ["a+b@c.example"],
    "a@b.example b@b.example a@b.example": ["a@b.example", "b@b.example"], "o'neil@x.example": ["o'neil@x.example"],
    "ａ a＠b.example": ["a@b.example"],
}  # fmt: skip
NO_ADDRESSES = [
    "", "@", "a@", "@b.example", "bad@localhost", "a@@b.example", "logo@2x.png", "image001.png@01D9ABCD.12345678",
    "me @ home", "a@b..example",
    "price @ 5.99", "@handle", "a@-b.example", "a@b_c.example",
]  # fmt: skip
LINKS = {
    "见https://t.example/x?y=1。谢谢": ["https://t.example/x?y=1"], "http://a.example, ok": ["http://a.example"],
    "<https://b.example/c>": ["https://b.example/c"],
    "[x](https://c.example/d)": ["https://c.example/d"], "HTTP://D.example!": ["HTTP://D.example"],
    "www.e.example…": ["www.e.example"],
    "https://w.example/a_(b)": ["https://w.example/a_(b)"], "(see https://w.example/a).": ["https://w.example/a"],
    "https://a.example/?q=1&r=2#z": ["https://a.example/?q=1&r=2#z"],
    "https://a.example https://a.example www.b.example": ["https://a.example", "www.b.example"],
}  # fmt: skip
NO_LINKS = [
    "",
    "http",
    "http://",
    "www",
    "mail@www.x.example",
    "ftp://a.example",
    "a.example",
    "swww.x.example",
    "https:/a",
]


@pytest.mark.parametrize(("text", "country"), PHONES)
def test_phone_numbers(text, country):
    assert phone_numbers(text, country) == (PHONES[text, country],)


@pytest.mark.parametrize(("text", "country"), NO_PHONES)
def test_no_phone_numbers(text, country):
    assert phone_numbers(text, country) == ()


@pytest.mark.parametrize("text", ADDRESSES)
def test_email_addresses(text):
    assert list(email_addresses(text)) == ADDRESSES[text]


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_no_email_addresses(text):
    assert email_addresses(text) == ()


@pytest.mark.parametrize("text", LINKS)
def test_links(text):
    assert list(links(text)) == LINKS[text]


@pytest.mark.parametrize("text", NO_LINKS)
def test_no_links(text):
    assert links(text) == ()


def test_no_text_is_too_much():
    for seed in range(300):
        chance = random.Random(seed)
        text = "".join(chance.choices("0123+-() @a.b/:wht\u202e中\n", k=chance.randint(0, 200)))
        phone_numbers(text, chance.choice(["US", "??", "", "中", "DE"]))
        assert all("\n" not in found for found in (*email_addresses(text), *links(text)))

"""Outgoing messages, read back by an independent parser: the header names are the allow-list, the body is whole."""

import random
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest

from triage.errors import ConfigError
from triage.mail.compose import HEADERS, compose, triage_id, visible

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
OK = "<ok@x>"
OURS = re.compile(rb"<([0-9a-f]{32,64}@[A-Za-z0-9.-]{1,253})>")  # how a bounce is traced back to its reply


def made(**changes):
    asked = {
        "key": "reply:ab", "template": "refund/en", "instance": "1f2e", "own_address": "help@teapot.example",
        "from_name": "Blue Teapot", "recipient": "ann@customer.example", "subject": "Your order 1042",
        "text": "Hello\n", "html": "<p>Hello</p>", "date": NOW, "in_reply_to": "<m1@customer.example>",
        "references": ("<m0@customer.example>",), "automatic": True,
    }  # fmt: skip
    return compose(**asked | changes)


def read(raw):
    return message_from_bytes(raw, policy=policy.compat32)


def body(message, part=0):
    return message.get_payload(part).get_payload(decode=True).decode().replace("\r\n", "\n")


def shown(value):
    return str(make_header(decode_header(value)))


def test_the_message():
    message = read(made())
    assert dict(message.items()) == {
        "From": '"Blue Teapot" <help@teapot.example>',
        "To": "ann@customer.example",
        "Subject": "Your order 1042",
        "Date": "Wed, 18 Nov 2026 10:00:00 +0000",
        "Message-ID": message["Message-ID"],
        "In-Reply-To": "<m1@customer.example>",
        "References": "<m0@customer.example>\r\n <m1@customer.example>",
        "MIME-Version": "1.0",
        "X-Triage-Id": triage_id("1f2e", "reply:ab"),
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "auto_reply",
        "Content-Type": message["Content-Type"],
    }
    assert [part.get_content_type() for part in message.get_payload()] == ["text/plain", "text/html"]
    assert (body(message), body(message, 1)) == ("Hello\n", "<p>Hello</p>\n")
    assert message.defects == []


def test_a_draft():
    message = read(made(automatic=False, key="draft:ab"))
    assert not {"Auto-Submitted", "X-Auto-Response-Suppress", "Precedence"} & set(message.keys())
    assert message["X-Triage-Id"] == triage_id("1f2e", "draft:ab")
    assert message["Message-ID"] != read(made())["Message-ID"]


def test_our_ids():
    raw = made()
    assert OURS.findall(raw) == [read(raw)["Message-ID"].strip("<>").encode()]
    assert read(made())["Message-ID"] == read(made(subject="another"))["Message-ID"]
    assert read(made())["Message-ID"] != read(made(template="refund/de"))["Message-ID"]
    assert re.fullmatch(r"1f2e\.[0-9a-f]{32}", triage_id("1f\r\n2e", "reply:ab"))


TEXTS = {
    "ascii": "Hello Ann,\n\nyours\n",
    "long lines": "x" * 5_000 + "\n" + "wort " * 400 + "\n",
    "accents": "Schöne Grüße aus Köln, ça va?\n" * 30,
    "ideographs": "您好，您的订单已发货。\n" * 30,
    "points": ".\n..\nFrom me\n.x\n",
    "equal signs": "=\n=20 =C3=A4 a= \n",
    "trailing spaces": "a \nb\t\n",
    "emoji": "🎉 ok\n",
    "like a boundary": "--=_" + "0" * 32 + "--\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_text_arrives_whole(text):
    raw = made(text=text, html=f"<p>{text}</p>")
    assert body(read(raw)) == text
    assert body(read(raw), 1) == f"<p>{text}</p>\n".replace("\n</p>", "\n</p>")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert raw.isascii()


SUBJECTS = {
    "ascii": "Your order 1042",
    "accents": "Ihre Rückfrage zur Größe",
    "ideographs": "您的订单 A-1042 的最新情况，请您查收，感谢您的耐心等待和一直以来的支持与理解",
    "long ascii": "order " * 18 + "end",
    "emoji": "🎉" * 40,
    "like an encoded word": "=?utf-8?q?Hello?= and =?x?q?=0A?=",
}


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS.keys())
def test_the_subject_arrives_whole(subject):
    raw = made(subject=subject, from_name=subject)
    assert shown(read(raw)["Subject"]) == subject
    assert max(len(line) for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 100
    assert parseaddr(read(raw)["From"])[1] == "help@teapot.example"


@pytest.mark.parametrize("name", ['Ann "the shop" \\ Lee', "a, b; c: d <e@f.example>", "Grüße, Team", ""])
def test_the_name_of_the_shop(name):
    display, email = parseaddr(read(made(from_name=name))["From"].replace("\r\n", ""))
    assert (shown(display), email) == (name, "help@teapot.example")


def hostile(count=200, seed=7):
    """Ends of lines in every form, encoded words, marks of direction, headers to smuggle in, half characters."""
    pieces = [
        "\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\x1b[31m", "\u202e",
        "\u2066", "\u200b", "\ufeff", "=?x?q?=0A?=", "=?utf-8?q?=0D=0ABcc:_x=40evil.example?=", "Bcc: eve@evil.example",
        "Auto-Submitted: no", "To: eve@evil.example",
        "\r\n\r\n<html>", "\ud800", "\udfff", '"', "<", ">", "@", ",", ";",
        "中", "ä", "🎉", " ", "x" * 90, "\r\n ", "--=_", "MIME-Version: 9", "\t", "{{ 7*7 }}", "Order =?x?q?=0A?=",
    ]  # fmt: skip
    chance = random.Random(seed)
    return ["".join(chance.choices(pieces, k=chance.randint(1, 8))) for _ in range(count)]


def test_nothing_hostile_bends_a_header():
    for value in hostile():
        raw = made(
            subject=value, from_name=value, instance=value, in_reply_to=value, references=(value, f"<{value}@x>", OK),
            key=f"reply:{value.encode('utf-8', 'replace').hex()}", text=f"Hello\n{value}\nend\n", html=value,
        )  # fmt: skip
        message = read(raw)
        assert tuple(sorted(message.keys())) == tuple(sorted(set(HEADERS) - {"In-Reply-To"}))
        assert message["Auto-Submitted"] == "auto-replied"
        assert message["To"] == "ann@customer.example"
        assert message["References"].split() == [OK] or message["References"].split() == [f"<{value}@x>", OK]
        assert (body(message)[:6], body(message)[-4:]) == ("Hello\n", "end\n")
        assert message.defects == []
        assert raw.isascii()
        decoded = shown(message["Subject"]) + shown(message["From"])
        assert not re.search(
            r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", decoded.replace("\r\n ", "")
        )


@pytest.mark.parametrize("value", hostile(40, seed=11))
def test_visible_is_one_plain_line(value):
    assert not re.search(
        r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", visible(value)
    )


@pytest.mark.parametrize(
    "address",
    [
        "", "ann", "a@b", "a b@c.example", "a@c.example\r\nBcc: x@y.example", "a@c.example\n",
        "a@c.example, b@d.example", "<a@c.example>", "a@@c.example", "ä@c.example", "a@c.example\0",
        "a" * 250 + "@c.example", "a..b@c.example",
    ],
)  # fmt: skip
def test_no_address_no_message(address):
    with pytest.raises(ConfigError, match="plain address"):
        made(recipient=address)
    with pytest.raises(ConfigError, match="plain address"):
        made(own_address=address)


IDS = {
    "none": ((), None, []),
    "plain": (("<a@x>", "<b@x>"), "<b@x>", ["<a@x>", "<b@x>"]),
    "broken ones are left out": (("a@x", "<a x@y>", "<a@x", "<ä@x>", "<a@b@c>", "<>", "<a>"), "<ok@x>", ["<ok@x>"]),
    "too long": ((f"<{'a' * 300}@x>",), "<ok@x>", ["<ok@x>"]),
    "the first and the newest": (
        tuple(f"<{number}@x>" for number in range(40)),
        "<39@x>",
        ["<0@x>", *(f"<{number}@x>" for number in range(21, 40))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("references", "answered", "expected"), IDS.values(), ids=IDS.keys())
def test_references(references, answered, expected):
    message = read(made(references=references, in_reply_to=answered))
    assert (message["References"] or "").split() == expected
    assert message["In-Reply-To"] == answered

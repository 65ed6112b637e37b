import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden.golden import MAILS
from triage.domain import Mail, RawMail, mail_id
from triage.mail.parse import parse
from triage.mail.wire import mime
from triage.settings import Limits, Reading

READING = Reading(own_addresses=("support@shop.example",), instance="i1")


def read(content: bytes, reading: Reading = READING, note: str | None = None) -> Mail:
    raw = RawMail(
        id=mail_id("m", content), mailbox="m", content=content, received_at=datetime(2026, 1, 5, tzinfo=UTC), note=note
    )
    return parse(raw, reading)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


def assert_storable(mail: Mail) -> None:
    for text in strings(mail):
        text.encode("utf-8")
        assert "\0" not in text
        assert not re.search("[\x01-\x08\x0b-\x1f]", text), text


GOOD = (
    b"From: Anna <anna@example.org>\r\nTo: support@shop.example\r\nSubject: order 1042\r\n"
    b"Message-ID: <1@mail.example.org>\r\n\r\nWhere is my parcel?\r\n"
)


def test_a_plain_mail():
    mail = read(GOOD)
    assert (mail.sender.email, mail.subject, mail.new_text) == ("anna@example.org", "order 1042", "Where is my parcel?")
    assert (mail.language, mail.order_numbers, mail.automatic_rule, mail.error) == ("en", ("1042",), None, None)


def test_nothing_is_an_error_and_no_exception():
    assert read(b"").error == read(b" \r\n").error == "the mail is empty"


def test_the_note_is_the_error_and_headers_are_read():
    mail = read(GOOD.partition(b"\r\n\r\n")[0], note="larger than 25 MB; open it in your mail program")
    assert mail.error == "larger than 25 MB; open it in your mail program"
    assert mail.sender.email == "anna@example.org"
    assert read(b"", note="could not be fetched").error == "could not be fetched"


def test_a_second_delivery_has_the_same_fingerprint_and_other_words_another():
    again = read(b"Received: from x\r\nX-Spam: no\r\n" + GOOD.replace(b"parcel?", b" parcel? \r\n"))
    assert again.fingerprint == read(GOOD).fingerprint != read(GOOD.replace(b"parcel", b"refund")).fingerprint


def test_quotes_of_a_thread_are_no_view_but_forwards_and_lone_quotes_are():
    threat = b"> I will call my lawyer\r\n"
    lone = read(GOOD + threat)
    threaded = read(GOOD.replace(b"Message-ID", b"In-Reply-To: <0@x.example>\r\nMessage-ID") + threat)
    forwarded = read(
        GOOD.replace(b"Message-ID", b"In-Reply-To: <0@x.example>\r\nMessage-ID")
        + b"---------- Forwarded message ---------\r\nI will call my lawyer\r\n"
    )
    assert any("lawyer" in view for view in lone.views)
    assert not any("lawyer" in view for view in threaded.views)
    assert any("lawyer" in view for view in forwarded.views)
    assert "lawyer" not in lone.new_text + threaded.new_text + forwarded.new_text


def test_caps_are_applied_before_the_work():
    limits = Limits(header_bytes=1000, headers=5, parts=3, depth=2, text_chars=50, mail_bytes=100_000)
    headers = b"".join(b"X-%d: y\r\n" % number for number in range(50))
    assert read(headers + GOOD, Reading(limits=limits)).subject == ""
    many = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nword\r\n" * 50
    mail = read(many, Reading(limits=limits))
    assert mail.new_text.count("word") <= 3
    assert len(read(GOOD + b"x" * 1000, Reading(limits=limits)).new_text) <= 50


def test_more_parts_than_are_read_goes_to_a_person():
    many = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/plain\r\n\r\nword\r\n" * 500
    )
    assert "more parts" in read(many).error


def test_a_fault_of_ours_is_an_error_that_names_no_word_of_the_mail():
    broken = Reading(limits=Limits(text_chars="many"))  # type: ignore[arg-type]
    mail = read(GOOD, broken)
    assert mail.sender.email == "anna@example.org"
    assert mail.error == "its text cannot be read (TypeError); a person must look"


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_golden_mail_can_be_stored(path):
    assert_storable(read(path.read_bytes()))


UTF8 = b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LINES = st.sampled_from(
    [b"From: <", b'To: "', b"Subject: =?x?q?=0A?=", b"Content-Type: text/plain; name*0*",
    b"Content-Type: multipart/mixed; boundary=\xff",
     b"Content-Type: text/html; charset=idna", b"Content-Transfer-Encoding: base64", b"--\xff", b"--b", b"--b--", b"",
     b"\0", b"Date: 1 x 99999",
     b"Message-ID: <[", b"Return-Path: <>", b"Content-Type: message/rfc822", b"Content-Type: multipart/x; boundary=b",
     b"<div><p", b"> >", b"\x1b$B",
     b"References: <a@b> <", b"From: a@b.example, (((", b"Content-Disposition: attachment; filename*=utf-8''%ff",
     b"-----BEGIN", b"=E4=", b"&#1114112;&#xD800;"]
)  # fmt: skip


@SLOW
@given(st.binary(max_size=2_000))
def test_arbitrary_bytes_never_raise(content):
    mail = read(content)
    assert "cannot be read" not in (mail.error or "")
    assert_storable(mail)


WORDS = st.sampled_from(
    [
        "where is my parcel", "order 1042", "Grüße", "你好", "> old words", "-- ", "Anna", "",
        "On Mon, 5 Jan 2026, Shop wrote:",
        "From: Shop", "Sent: today", "-----Original Message-----", "Sent from my phone", "a < b & c", "---", "5 > 3",
        "  indented",
        "---------- Forwarded message ---------", "*bold*", "https://a.example/b",
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>", "<br>{}", "<table><tr><td>{}</td></tr></table>", "<b>{}", "{}</i>", "<!--{}",
     '<blockquote type="cite">{}</blockquote>', '<div class="gmail_signature">{}</div>',
     '<a href="https://c.example/">{}</a>',
     '<p style="display:none">{}</p>', '<div class="gmail_attr">{}</div>', '<div id="appendonsend"></div>{}',
     "<pre>{}</pre>"]
)  # fmt: skip
TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> set[str]:
    return set(TOKEN.findall(text.casefold()))


@SLOW
@given(st.lists(WORDS, max_size=25))
def test_every_new_word_is_a_word_of_the_text(lines):
    text = "\n".join(lines)
    mail = read(GOOD.replace(b"Where is my parcel?", text.encode()).replace(b"\r\n\r\n", UTF8, 1))
    assert tokens(f"{mail.new_text} {mail.quoted_text} {mail.forwarded_text} {mail.signature}") <= tokens(text)


@SLOW
@given(st.lists(st.tuples(TAGS, WORDS), max_size=25))
def test_every_new_word_is_a_word_of_the_page(pieces):
    page = "\n".join(tag.format(html.escape(words)) for tag, words in pieces)
    mail = read(
        GOOD.replace(b"Where is my parcel?", page.encode()).replace(b"\r\n\r\n", UTF8.replace(b"plain", b"html"), 1)
    )
    assert tokens(mail.new_text) <= tokens("https://c.example/ " + " ".join(words for _, words in pieces))


@SLOW
@given(st.sampled_from(MAILS), st.integers(0, 5_000), st.binary(max_size=20))
def test_a_mail_is_read_the_same_way_twice(path, place, piece):
    content = path.read_bytes()
    spoilt = content[:place] + piece + content[place:]
    assert read(spoilt) == read(spoilt)


@SLOW
@given(st.lists(LINES, max_size=40), st.sampled_from([b"\r\n", b"\n", b"\r"]))
def test_hostile_lines_never_raise(lines, end):
    mail = read(end.join(lines))
    assert "cannot be read" not in (mail.error or "")
    assert_storable(mail)


@SLOW
@given(
    st.sampled_from(MAILS), st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4)), min_size=1, max_size=8)
)
def test_mutated_mails_never_raise(path, changes):
    content = bytearray(path.read_bytes())
    for place, piece in changes:
        place %= len(content) + 1
        content[place : place + len(piece)] = piece
    mail = read(bytes(content))
    assert "cannot be read" not in (mail.error or "")
    assert_storable(mail)


def test_an_attachment_is_hashed_and_never_opened():
    part = mime.Part(
        content_type="application/octet-stream", charset="", name="x.PDF", attached=True, encoding="base64",
        body=b"aGVsbG8=", group=0, embedded=False,
    )  # fmt: skip
    found = mime.attachment(part)
    assert (found.kind, found.size) == ("document", 5)
    assert found.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

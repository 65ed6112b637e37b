import pytest

from triage.mail.wire.headers import date, message_ids, split, value_and_parameters, words
from triage.settings import Limits

LIMITS = Limits()


def test_every_occurrence_in_order_and_names_without_case():
    headers, body = split(b"X-A: 1\r\nx-a: 2\r\nFrom: b\r\n\r\ntext", LIMITS)
    assert (headers.all("x-a"), headers.first("from"), headers.first("to"), body) == (("1", "2"), "b", "", b"text")


def test_folded_and_bare_line_ends():
    assert split(b"Subject: a\n b\n\tc\n\nx", LIMITS)[0].first("subject") == "a b\tc"
    assert split(b"\r\n\r\nonly text", LIMITS)[1] == b"only text"


def test_text_after_a_line_that_is_no_header_is_not_lost():
    headers, body = split(b"Subject: a\nnot a header\nmore\n\nx", LIMITS)
    assert headers.first("subject") == "a"
    assert b"not a header" in body
    assert b"x" in body


def test_no_codec_is_looked_up_for_stray_text():
    assert split(b"Content-Type: text/html; charset=idna\r\nstray \xff\r\n", LIMITS)[1].startswith(b"stray \xff")


def test_caps():
    assert len(split(b"A: b\r\n" * 5_000 + b"\r\n", Limits(headers=10))[0].fields) == 10
    assert len(split(b"A: " + b"b" * 99_999 + b"\r\n\r\n", Limits(header_bytes=100))[0].first("a")) <= 100


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?Q?Gr=C3=B6=C3=9Fe?=", "Größe"), ("=?gb2312?B?0tG5usXk?= x", "已购配 x"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"), ("a =?utf-8?q?b?= c", "a b c"),
        ("=?x-none?q?a=E9?=", "aé"), ("=?utf-8?b?YQ?=", "a"), ("=?utf-8?b?%%%?=", ""),
        ("=?utf-8?q?open", "=?utf-8?q?open"), ("=?base64?q?x?=", "x"),
        ("=?utf-8*en?q?a_b?=", "a b"), ("=?utf-8?q?not=zz?=", "not=zz"), ("=?utf-8?q?two words?=", "two words"),
        ("plain =? x", "plain =? x"),
        ("=?utf-8?B?5YyF6KO5", "包裹"), ("Re: =?utf-8?Q?Gr=C3=B6=C3=9Fe", "Re: Größe"),
        ("=?utf-8?B?5Y?= =?utf-8?B?yF6KO5?=", "包裹"), ("=?UTF-8?B?5YyF!6KO5?=", "包裹"),
        ("=?utf-8?Q?=E5=8C?=\t=?UTF-8?Q?=85?=", "包"), ("=?big5?B?pV0=?= =?utf-8?Q?=E8=A3=B9?= x", "包裹 x"),
        ("a =?utf-8?b?", "a =?utf-8?b?"),
    ],
)  # fmt: skip
def test_encoded_words(raw, text):
    assert words(raw) == text


def test_an_encoded_line_end_stays_one_line():
    headers, _ = split(b"Subject: Order =?x?q?=0A?= 1\r\nFrom: =?utf-8?q?A=0D=0ABcc:_x?=\r\n\r\n", LIMITS)
    assert headers.text("subject") == "Order 1"
    assert headers.text("from") == "A Bcc: x"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text/html", ("text/html", {})), ('text/plain; charset="utf-8"', ("text/plain", {"charset": "utf-8"})),
        ("text/plain; name*", ("text/plain", {})),
        ("a/b; name*0*=utf-8''%E5%8C; name*1*=%85", ("a/b", {"name": "包"})),
        ('a/b; x="a;b"; y=c', ("a/b", {"x": "a;b", "y": "c"})),
        ('a/b; boundary="open', ("a/b", {"boundary": "open"})), ("a/b; name*999999999=x", ("a/b", {})),
        ("a/b;; x = y ;", ("a/b", {"x": "y"})),
        ('a/b; name="=?utf-8?q?=C3=A9?="', ("a/b", {"name": "é"})), ("a/b; name*0*=\"''\"", ("a/b", {"name": ""})),
        (r'a/b; x="a\"b"', ("a/b", {"x": 'a"b'})),
        ("a/b; filename*=%E5%8C%85.pdf", ("a/b", {"filename": "包.pdf"})),
        ('a/b; filename="%E5%8C%85.pdf"', ("a/b", {"filename": "包.pdf"})),
        ("a/b; filename=utf-8''%E5%8C%85.pdf", ("a/b", {"filename": "包.pdf"})),
        ("a/b; filename=100%.pdf", ("a/b", {"filename": "100%.pdf"})),
        ("a/b; boundary=%E5%8C%85", ("a/b", {"boundary": "%E5%8C%85"})),
        ("a/b; filename*0=a; filename*1*=%E5%8C%85; filename*2=.pdf", ("a/b", {"filename": "a包.pdf"})),
        ('a/b; filename*0="=?utf-8?B?5YyF"; filename*1="6KO5?="', ("a/b", {"filename": "包裹"})),
        ("a/b; filename*=GB2312''%B0%FC.pdf", ("a/b", {"filename": "包.pdf"})),
        ("a/b; filename*=utf-8'en'it's%20it", ("a/b", {"filename": "it's it"})),
    ],
)  # fmt: skip
def test_parameters(field, value):
    assert value_and_parameters(field) == value


def test_message_ids():
    assert message_ids("<a@b> (x) <c@d><a@b> <> <sp ace@x>") == ("<a@b>", "<c@d>")
    assert len(message_ids("<a@b>" + "".join(f"<{n}@b>" for n in range(99)), 20)) == 20
    assert message_ids("".join(f"<{n}@b>" for n in range(99)), 20)[-1] == "<98@b>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Mon, 02 Jun 99999999999999999999 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "1 Jan 0000",
        "Mon, 1 Jan 2024 10:00:00 +9999",
    ],
)
def test_bad_dates_are_none(text):
    assert date(text) is None


def test_dates_are_utc():
    assert date("Mon, 05 Jan 2026 09:00:00 +0100").isoformat() == "2026-01-05T08:00:00+00:00"
    assert date("Mon, 05 Jan 2026 09:00:00 -0000").isoformat() == "2026-01-05T09:00:00+00:00"

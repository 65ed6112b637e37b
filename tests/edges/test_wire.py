"""Names and answers of IMAP, taken apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.edges.imap.wire import (
    Fetched,
    Listed,
    decode_name,
    encode_name,
    fetched,
    first_namespace,
    internal_date,
    listed,
    uid_set,
    uids_of,
)

NAMES = [
    ("INBOX", b"INBOX"),
    ("a & b", b"a &- b"),
    ("Entwürfe", b"Entw&APw-rfe"),
    ("台北/日本語", b"&U,BTFw-/&ZeVnLIqe-"),
    ("📦", b"&2D3c5g-"),
    ("tab\tCR\rLF\n", b"tab&AAk-CR&AA0-LF&AAo-"),
]


@pytest.mark.parametrize(("name", "wire"), NAMES)
def test_modified_utf_7(name: str, wire: bytes) -> None:
    assert encode_name(name) == wire
    assert decode_name(wire) == name


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_name_survives_and_is_one_line_of_ascii(name: str) -> None:
    wire = encode_name(name)
    assert decode_name(wire) == name
    assert wire.isascii()
    assert all(32 <= byte < 127 for byte in wire)


@pytest.mark.parametrize("raw", [b"&", b"&x", b"&!!!-", b"&AA-", b"caf\xc3\xa9", b"\xff"])
def test_a_name_that_is_no_utf_7_is_taken_as_it_stands(raw: bytes) -> None:
    assert decode_name(raw) == raw.decode("utf-8", "replace")


@given(st.sets(st.integers(1, 300)))
def test_uid_sets_keep_their_numbers(uids: set[int]) -> None:
    assert uids_of(uid_set(uids)) == sorted(uids) if uids else uid_set(uids) == ""


def test_fetch_answers_of_every_shape() -> None:
    answers = [
        b'1 (UID 5 RFC822.SIZE 20 INTERNALDATE " 1-Feb-2026 10:00:00 +0000" FLAGS (\\Seen a))',
        b"9 (FLAGS (\\Seen))",  # unasked, without UID
        (b"2 (UID 6 BODY[] {4}", b"ab\r\n"),
        b")",
        (b"3 (BODY[] {22}", b"* 4 FETCH (UID 999 X)\r\n"),  # a mail may look like an answer
        b" UID 7)",
        b'4 (UID 8 BODY[] "UID 77 \\"x\\"")',
        b"5 (UID 9 BODY[] NIL)",
        None,
    ]
    assert list(fetched(answers)) == [
        Fetched(uid=5, size=20, received_at=datetime(2026, 2, 1, 10, tzinfo=UTC), flags=frozenset({"\\Seen", "a"})),
        Fetched(uid=6, content=b"ab\r\n"),
        Fetched(uid=7, content=b"* 4 FETCH (UID 999 X)\r\n"),
        Fetched(uid=8, content=b'UID 77 "x"'),
        Fetched(uid=9),
    ]


DATES = [
    ("31-Dec-2025 23:30:00 -0100", datetime(2026, 1, 1, 0, 30, tzinfo=UTC)),
    ("01-Jan-2026 00:00:00 +0000", datetime(2026, 1, 1, tzinfo=UTC)),
    ("01-Foo-2026 00:00:00 +0000", None),
    ("99-Jan-2026 00:00:00 +0000", None),
    ("31-Dec-9999 23:59:59 -1200", None),
    ("01-Jan-2026 00:00:00 +9999", None),
    ("", None),
]


@pytest.mark.parametrize(("stamp", "moment"), DATES)
def test_dates(stamp: str, moment: datetime | None) -> None:
    assert internal_date(stamp) == moment


def test_list_answers_of_every_shape() -> None:
    answers = [
        b'(\\HasNoChildren \\Drafts) "/" "a \\"b\\" c"',
        b'() "." INBOX.x',
        b'(\\Noselect) NIL ""',
        (b'() "/" {7}', b"a {b} \\"),
        b"",
        None,
    ]
    assert list(listed(answers)) == [
        Listed(wire=b'a "b" c', delimiter="/", attributes=frozenset({"\\hasnochildren", "\\drafts"})),
        Listed(wire=b"INBOX.x", delimiter=".", attributes=frozenset()),
        Listed(wire=b"", delimiter="", attributes=frozenset({"\\noselect"})),
        Listed(wire=b"a {b} \\", delimiter="/", attributes=frozenset()),
    ]


@pytest.mark.parametrize(
    ("answer", "prefix"),
    [
        (b'(("" "/")) NIL NIL', ""),
        (b'(("INBOX." ".")) NIL (("shared." "."))', "INBOX."),
        (b'NIL NIL (("" "."))', ""),
        (b"", ""),
    ],
)
def test_the_personal_prefix(answer: bytes, prefix: str) -> None:
    assert first_namespace(answer) == prefix

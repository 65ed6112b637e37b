"""What goes onto the wire and what comes off it: names in modified UTF-7, UID sets, FETCH and LIST answers. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from triage.errors import Refused

Answer = bytes | tuple[bytes, bytes] | None  # a line; or a line and the literal that followed it

_FORBIDDEN = re.compile(rb"[\r\n\0]")
_ITEM = re.compile(rb"\d+ \(")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_FLAGS = re.compile(rb"\bFLAGS \(([^)]*)\)")
_QUOTED_BODY = re.compile(rb'BODY\[[^\]]*\](?:<\d+>)? "((?:[^"\\]|\\.)*)"')
_LIST = re.compile(rb'\((?P<attributes>[^)]*)\) (?P<delimiter>NIL|"(?:\\.|[^"\\])*") (?P<name>.*)', re.DOTALL)
_STAMP = re.compile(r" ?(\d{1,2})-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """One mail of a FETCH answer; None is what the answer did not hold."""

    uid: int
    size: int | None = None
    received_at: datetime | None = None
    flags: frozenset[str] = frozenset()
    content: bytes | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One folder of a LIST answer; `wire` is its name as the server spells it."""

    wire: bytes
    delimiter: str
    attributes: frozenset[str]


def refuse_controls(argument: bytes | str | None) -> None:
    r"""Stop CR, LF and NUL before they become a second command (CVE-2025-15366). Raises Refused.

    >>> refuse_controls(b"a\r\nX DELETE Q")
    Traceback (most recent call last):
    triage.errors.Refused: an IMAP argument holds a line break or NUL and was not sent
    """
    raw = argument.encode("utf-8", "surrogatepass") if isinstance(argument, str) else argument or b""
    if _FORBIDDEN.search(raw):
        raise Refused("an IMAP argument holds a line break or NUL and was not sent")


def quoted(raw: bytes) -> bytes:
    r"""A quoted string (RFC 3501, 4.3).

    >>> quoted(b'a "b"')
    b'"a \\"b\\""'
    """
    return b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def encode_name(name: str) -> bytes:
    """A folder name in modified UTF-7 (RFC 3501, 5.1.3).

    >>> encode_name("Entwürfe & 草稿")
    b'Entw&APw-rfe &- &g0l6Pw-'
    """
    return re.sub(r"[^ -~]+", _shift, name.replace("&", "&-")).encode("ascii")


def _shift(run: re.Match[str]) -> str:
    coded = base64.b64encode(run[0].encode("utf-16-be", "surrogatepass"), b"+,").rstrip(b"=")
    return f"&{coded.decode()}-"


def decode_name(raw: bytes) -> str:
    """The folder name; what is not modified UTF-7 is taken as it stands.

    >>> decode_name(b"Entw&APw-rfe &- &g0l6Pw-")
    'Entwürfe & 草稿'
    """
    return re.sub(r"&([A-Za-z0-9+,]*)-", _unshift, raw.decode("utf-8", "replace"))


def _unshift(found: re.Match[str]) -> str:
    coded = found[1]
    if not coded:
        return "&"
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4), b"+,").decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return found[0]


def uid_set(uids: Iterable[int]) -> str:
    """UIDs as a sequence set.

    >>> uid_set([3, 1, 2, 7])
    '1:3,7'
    """
    spans: list[list[int]] = []
    for uid in sorted(set(uids)):
        if spans and uid == spans[-1][1] + 1:
            spans[-1][1] = uid
        else:
            spans.append([uid, uid])
    return ",".join(str(low) if low == high else f"{low}:{high}" for low, high in spans)


def uids_of(sequence: str) -> list[int]:
    """The UIDs of a sequence set, in its order (COPYUID pairs them by place, RFC 4315).

    >>> uids_of("4:6,2")
    [4, 5, 6, 2]
    """
    uids: list[int] = []
    for span in sequence.split(","):
        low, _, high = span.partition(":")
        uids.extend(range(int(low), int(high or low) + 1))
    return uids


def internal_date(stamp: str) -> datetime | None:
    """INTERNALDATE as aware UTC, None when it is none.

    >>> internal_date(" 1-Feb-2026 10:00:00 +0100").isoformat()
    '2026-02-01T09:00:00+00:00'
    """
    found = _STAMP.fullmatch(stamp)
    if found is None or found[2] not in _MONTHS:
        return None
    day, _, year, hour, minute, second, sign, off_hours, off_minutes = found.groups()
    offset = timedelta(hours=int(off_hours), minutes=int(off_minutes)) * (-1 if sign == "-" else 1)
    try:
        zone = timezone(offset)
        month = _MONTHS.index(found[2]) + 1
        local = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def fetched(answers: Sequence[Answer]) -> Iterator[Fetched]:
    """The mails of an untagged FETCH; what came unasked (flags without UID) is left out."""
    for item, literal in _items(answers):
        line = _QUOTED_BODY.sub(b"", item)  # a mail's words are never read as an answer
        if uid := _UID.search(line):
            size, date, flags = _SIZE.search(line), _DATE.search(line), _FLAGS.search(line)
            yield Fetched(
                uid=int(uid[1]),
                size=int(size[1]) if size else None,
                received_at=internal_date(date[1].decode("ascii", "replace")) if date else None,
                flags=frozenset(flags[1].decode("utf-8", "replace").split()) if flags else frozenset(),
                content=literal if literal is not None else _quoted_body(item),
            )


def _items(answers: Sequence[Answer]) -> Iterator[tuple[bytes, bytes | None]]:
    """Lines joined with their tails; a literal stands apart so that nothing in a mail is read as an answer."""
    line, literal = b"", None
    for answer in answers:
        head = answer[0] if isinstance(answer, tuple) else answer or b""
        if _ITEM.match(head):
            if line:
                yield line, literal
            line, literal = head, None
        else:
            line += b" " + head
        if isinstance(answer, tuple):
            literal = answer[1]
    if line:
        yield line, literal


def _quoted_body(line: bytes) -> bytes | None:
    found = _QUOTED_BODY.search(line)
    return re.sub(rb"\\(.)", rb"\1", found[1]) if found else None


def listed(answers: Sequence[Answer]) -> Iterator[Listed]:
    """The folders of an untagged LIST."""
    for answer in answers:
        line, literal = answer if isinstance(answer, tuple) else (answer or b"", None)
        if found := _LIST.match(line):
            yield Listed(
                wire=literal if literal is not None else _unquoted(found["name"]),
                delimiter=_delimiter(found["delimiter"]),
                attributes=frozenset(found["attributes"].decode("ascii", "replace").casefold().split()),
            )


def _delimiter(raw: bytes) -> str:
    return "" if raw == b"NIL" else _unquoted(raw).decode("ascii", "replace")


def _unquoted(raw: bytes) -> bytes:
    raw = raw.strip()
    return re.sub(rb"\\(.)", rb"\1", raw[1:-1]) if raw.startswith(b'"') else raw


def first_namespace(answer: bytes) -> str:
    """The prefix of the personal namespace (RFC 2342); empty on most servers, "INBOX." on some.

    >>> first_namespace(b'(("INBOX." ".")) NIL NIL')
    'INBOX.'
    """
    found = re.match(rb'\(\("((?:\\.|[^"\\])*)"', answer)
    return decode_name(_unquoted(b'"' + found[1] + b'"')) if found else ""

"""A header block, read by compat32 and kept as plain strings: lower-case names, every occurrence.

`policy.default` is not used: it raises on headers seen in the wild (CPython #151857, #148518) and needs seconds for
some.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from triage.mail.charset import clean, clean_line, decode
from triage.settings import Limits

_PARSER = BytesHeaderParser(policy=policy.compat32)
_VALUE = 20_000  # characters of one header that are looked at
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_MESSAGE_ID = re.compile(r"<([!-;=?-~]{1,250})>")
_WORD = re.compile(r"=\?([\w.:-]{1,60})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\s]*(?: [^?\s]+)*)\s*\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r';\s*+([\w!#$&+.^`|~-]{1,60}+)(?:\*(\d{1,3}))?(\*)?\s*+=\s*+("[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^;"]*+)', re.DOTALL
)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Headers:
    """Header fields in order: lower-case name and unfolded value, raw 8-bit bytes already decoded."""

    fields: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of this name, topmost first."""
        return tuple(value for field, value in self.fields if field == name)

    def first(self, name: str) -> str:
        """The topmost value of this name, or an empty string."""
        return next((value for field, value in self.fields if field == name), "")

    def has(self, *names: str) -> bool:
        """Whether any of these names occurs."""
        return any(field in names for field, _ in self.fields)

    def text(self, name: str, limit: int = 1_000) -> str:
        """The topmost value with encoded words decoded, as one clean line."""
        return clean_line(words(self.first(name)), limit)


def split(content: bytes, limits: Limits) -> tuple[Headers, bytes]:
    """Headers and the bytes after them. Never raises; a block over the caps is cut at a line."""
    end = _HEAD_END.search(content)
    if content[:1] in b"\r\n":  # no header at all
        return Headers(), content.lstrip(b"\r\n")
    head, body = (content[: end.start()], content[end.end() :]) if end else (content, b"")
    message = _PARSER.parsebytes(_cut(head, limits) + b"\n\n")
    fields = tuple(_fields(message.raw_items()))
    return Headers(fields=fields), _stray(message) + body


def _stray(message: Message) -> bytes:
    """What compat32 took for text because a line among the headers was none; it is text then, and not lost."""
    del message["content-type"], message["content-transfer-encoding"]  # or the library looks up any codec they name
    found = message.get_payload(decode=True)
    return found + b"\n" if isinstance(found, bytes) and found.strip() else b""


def _cut(head: bytes, limits: Limits) -> bytes:
    head = head.replace(b"\0", b"")
    if len(head) > limits.header_bytes:
        head = head[: limits.header_bytes].rpartition(b"\n")[0] or head[: limits.header_bytes]
    lines = head.split(b"\n")
    starts = [place for place, line in enumerate(lines) if line[:1] not in (b" ", b"\t", b"")]
    return head if len(starts) <= limits.headers else b"\n".join(lines[: starts[limits.headers]])


def _fields(items: Iterator[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for name, value in items:
        yield name.lower()[:200], _unfold(str(value)[:_VALUE])


def _unfold(value: str) -> str:
    if not value.isascii():
        value = decode(value.encode("utf-8", "surrogateescape"))
    return clean(value).replace("\n", "").strip()


def words(value: str) -> str:
    """Decode encoded words (RFC 2047); neighbours of one charset are joined first, as their letters may be split.

    >>> words("=?utf-8?B?5YyF?= =?utf-8?Q?=E8=A3=B9?= 1042")
    '包裹 1042'
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    run, label, end = b"", "", 0
    value = _BETWEEN_WORDS.sub(r"\1", value)
    for match in _WORD.finditer(value):
        adjacent = match.start() == end and run
        if run and not (adjacent and match[1].lower() == label):
            out.append(decode(run, label))
            run = b""
        out.append(value[end : match.start()])
        run, label, end = run + _payload(match[2], match[3]), match[1].lower(), match.end()
    return "".join(out) + (decode(run, label) if run else "") + value[end:]


def _payload(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if encoding in "bB":
        try:
            return binascii.a2b_base64(content + b"=" * (-len(content) % 4))
        except binascii.Error:
            return content
    return _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), content.replace(b"_", b" "))


def value_and_parameters(field: str) -> tuple[str, dict[str, str]]:
    r"""Value and parameters of Content-Type and the like, with the continuations of RFC 2231; names in lower case.

    >>> value_and_parameters("text/Plain; charset=\"GB2312\"; name*0*=utf-8''%E5%8C%85; name*1=.pdf")
    ('text/plain', {'charset': 'GB2312', 'name': '包.pdf'})
    """
    field = field[:4_000]
    value, _, _ = field.partition(";")
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(field):
        text = _unquote(match[4].strip())
        pieces.setdefault(match[1].lower(), {}).setdefault(int(match[2] or 0), (text, bool(match[3])))
    return value.strip().lower(), {name: _joined(parts) for name, parts in pieces.items()}


def _unquote(text: str) -> str:
    return text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\") if text[:1] == '"' else text


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    first, extended = parts[min(parts)]
    if not extended:
        return words("".join(text for _, (text, _) in sorted(parts.items())))
    label, _, rest = first.partition("'")
    parts = {**parts, min(parts): (rest.partition("'")[2], True)}
    content = b"".join(_percent(text) if coded else text.encode() for _, (text, coded) in sorted(parts.items()))
    return decode(content, label)


def _percent(text: str) -> bytes:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode("utf-8", "replace"))


def message_ids(value: str, limit: int = 50) -> tuple[str, ...]:
    """Message-IDs with their angle brackets, nearest last, at most `limit` (the nearest are kept).

    >>> message_ids("<a@b> junk <c@d>")
    ('<a@b>', '<c@d>')
    """
    return tuple(dict.fromkeys(f"<{found}>" for found in _MESSAGE_ID.findall(value)))[-limit:]


def date(value: str) -> datetime | None:
    """The date as aware UTC, None when it is none (wrong dates raise four kinds of exceptions in the library)."""
    try:
        found = parsedate_to_datetime(value[:200])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None

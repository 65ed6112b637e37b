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

from triage.mail.wire.charset import clean, clean_line, decode
from triage.settings import Limits

_PARSER = BytesHeaderParser(policy=policy.compat32)
_VALUE = 20_000  # characters of one header that are looked at
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_MESSAGE_ID = re.compile(r"<([!-;=?-~]{1,250})>")
_WORD = re.compile(r"=\?([\w.:-]{1,60})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\s]*(?: [^?\s]+)*)\s*\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_CUT_WORD = re.compile(r"=\?([\w.:-]{1,60})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\s]{4,})\??\Z")
_WORD_CHARS = 400
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r';\s*+([\w!#$&+.^`|~-]{1,60}+)(?:\*(\d{1,3}))?(\*)?\s*+=\s*+("[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^;"]*+)', re.DOTALL
)
_FILE_NAMES = frozenset({"name", "filename"})
_STYLED = re.compile(r"([\w.:-]{1,40})'[\w-]{0,20}'(?=[^%]{0,200}%)")
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
    if content[:1] in b"\r\n":  # no header at all
        return Headers(), content.lstrip(b"\r\n")
    end = _HEAD_END.search(content)
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
    run: list[tuple[str, str]] = []
    label, end = "", 0
    value = _BETWEEN_WORDS.sub(r"\1", value)
    for match in _WORD.finditer(value):
        if run and (match.start() != end or match[1].lower() != label):
            out.append(decode(_run(run), label))
            run = []
        out.append(value[end : match.start()])
        run.append((match[2], match[3]))
        label, end = match[1].lower(), match.end()
    return "".join(out) + (decode(_run(run), label) if run else "") + _unfinished(value[end:])


def _run(pieces: list[tuple[str, str]]) -> bytes:
    """The bytes of neighbours; some programs cut base64 anywhere, and then only the whole is sound."""
    content = b"".join(_payload(encoding, text) for encoding, text in pieces)
    cut = any(encoding in "bB" and len(text) % 4 for encoding, text in pieces[:-1])
    if cut and all(encoding in "bB" for encoding, _ in pieces) and not _is_utf8(content):
        whole = _payload("b", "".join(text for _, text in pieces))
        return whole if _is_utf8(whole) else content
    return content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unfinished(rest: str) -> str:
    """The text after the last word, with the encoded word that a program cut off at its end."""
    found = _CUT_WORD.search(rest[-_WORD_CHARS:]) if "=?" in rest else None
    if found is None or not (found[2] in "bB" or _HEX.search(found[3].encode("utf-8", "replace"))):
        return rest
    return rest[: len(rest) - len(found[0])] + decode(_payload(found[2], found[3]), found[1])


def _payload(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if encoding in "bB":
        letters = _NOT_BASE64.sub(b"", content)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
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
    return value.strip().lower(), {name: _joined(name, parts) for name, parts in pieces.items()}


def _unquote(text: str) -> str:
    return text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\") if text[:1] == '"' else text


def _joined(name: str, parts: dict[int, tuple[str, bool]]) -> str:
    ordered = [parts[number] for number in sorted(parts)]
    text, extended = ordered[0]
    if not any(coded for _, coded in ordered):
        text = words("".join(text for text, _ in ordered))
        return _unescaped(text) if name in _FILE_NAMES and "%" in text else text
    label = ""
    if extended and text.count("'") >= 2:  # else somebody left charset and language out
        label, _, rest = text.partition("'")
        ordered[0] = (rest.partition("'")[2], True)
    return decode(b"".join(_percent(text) if coded else text.encode() for text, coded in ordered), label)


def _unescaped(name: str) -> str:
    """A file name written as in an address of the web, or in the style of RFC 2231 without its star."""
    styled = _STYLED.match(name)
    label, rest = (styled[1], name[styled.end() :]) if styled else ("utf-8", name)
    content = _percent(rest)
    if content.isascii():
        return name
    try:
        return decode(content, label) if styled else clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return name


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
        local = local_date(value)
        return local.astimezone(UTC) if local else None
    except (ValueError, OverflowError):
        return None


def local_date(value: str) -> datetime | None:
    """The same in the writer's own offset: "yesterday" is counted from it.

    >>> local_date("Fri, 20 Nov 2026 08:00:00 +0900").isoformat()
    '2026-11-20T08:00:00+09:00'
    """
    try:
        found = parsedate_to_datetime(value[:200])
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None

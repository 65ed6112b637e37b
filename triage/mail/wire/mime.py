"""The parts of a mail: one pass over the bytes with every cap applied before the work, no recursion.

The library's parser recurses on nesting (RecursionError at 1,000 levels) and needs seconds for 100,000 parts; here the
boundaries are found by a linear scan and compat32 reads each header block only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from triage.domain import Attachment
from triage.mail.wire import transfer
from triage.mail.wire.charset import clean_line, decode
from triage.mail.wire.file_kinds import kind
from triage.mail.wire.headers import Headers, split, value_and_parameters, words
from triage.settings import Limits

_DASHED = re.compile(rb"(?:^|\n)--([\x21-\x7e]{1,70})[ \t]{0,9}\r?\n(?=content-|\r?\n)", re.IGNORECASE)
_BARE = re.compile(
    rb"(?:this is a multi-?part[^\n]{0,200}+\s{0,20}+)?--[\x21-\x7e]{1,70}+\s{1,4}+content-", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_LINE_REST = re.compile(rb"(--)?[ \t]{0,20}+(?=\r|\n|\Z)")
_CONTENT_ID = re.compile(rb"cid:([^\s\"'<>)]{1,250})", re.IGNORECASE)
_BLANKS = b" \t\r\n\xef\xbb\xbf"
_SEEN, _PAGE_BYTES = 1_000, 1_000_000
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A leaf of the tree. `group`: its nearest multipart/alternative; `embedded`: inside an attached mail.

    `flowed` and `delsp` are the parameters of RFC 3676.
    """

    content_type: str
    charset: str
    name: str
    attached: bool
    encoding: str
    body: bytes
    group: int
    embedded: bool
    flowed: bool = False
    delsp: bool = False
    inline: bool = False  # shown within the text: its disposition says so, or the page shows its Content-ID
    content_id: str = ""

    def content(self, limit: int | None = None) -> bytes:
        """The body without its transfer encoding, at most `limit` bytes of it; damaged encodings give what they can."""
        raw = self.body if limit is None else self.body[: limit * 4]
        return transfer.decoded(raw, self.encoding)[:limit]

    def text(self, limit: int) -> str:
        """The content as clean text of at most `limit` characters."""
        content = transfer.decoded_text(self.body[: limit * 8], self.encoding)[: limit * 2]
        return decode(content, self.charset)[:limit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """All leaves in order, every content type met on the way, and the headers of the mails inside this one."""

    parts: tuple[Part, ...] = ()
    types: tuple[str, ...] = ()
    top: str = ""
    embedded: tuple[Headers, ...] = ()
    cut: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Todo:
    headers: Headers
    body: bytes
    depth: int
    group: int
    embedded: bool
    default: str = "text/plain"


def tree(headers: Headers, body: bytes, limits: Limits) -> Tree:
    """Walk the parts depth first, in order. Beyond the caps for parts and depth a part is read as plain text."""
    waiting = [_Todo(headers=headers, body=body, depth=0, group=0, embedded=False)]
    parts: list[Part] = []
    types: list[str] = []
    inner: list[Headers] = []
    visited, deepest = 0, 0
    while waiting and visited < limits.parts:
        todo, visited = waiting.pop(), visited + 1
        kind, parameters = value_and_parameters(todo.headers.first("content-type"))
        kind = kind if "/" in kind.strip("/") else todo.default
        deepest = max(deepest, todo.depth + kind.startswith(("multipart/", "message/rfc822")))
        types.append(kind)
        children = _children(todo, kind, parameters, limits, visited)
        if children and kind.startswith("message/"):
            inner.append(children[0].headers)
        waiting.extend(reversed(children))
        if not children:
            parts.extend(_leaves(todo, kind, parameters, limits))
    return Tree(
        parts=tuple(_shown(_capped(parts, limits))),
        types=tuple(types),
        top=types[0],
        embedded=tuple(inner),
        cut=bool(waiting) or deepest > limits.depth,
    )


def _children(todo: _Todo, kind: str, parameters: dict[str, str], limits: Limits, number: int) -> list[_Todo]:
    if todo.depth >= limits.depth:
        return []
    if kind.startswith("multipart/") or (kind == "text/plain" and _BARE.match(todo.body[:_SEEN].lstrip())):
        group = number if kind == "multipart/alternative" else todo.group
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        pieces = _pieces(todo.body, parameters.get("boundary", ""), limits.parts)
        return [_inside(todo, piece, group, todo.embedded, default, limits) for piece in pieces]
    if kind in _MESSAGES:
        content = transfer.decoded(todo.body, _encoding(todo.headers))
        return [_inside(todo, content, number, True, "text/plain", limits)]
    return []


def _pieces(body: bytes, boundary: str, limit: int) -> list[bytes]:
    """The pieces of a multipart; where no line has the boundary that the header names, another one is looked for."""
    pieces = _between(body, boundary, limit) if boundary else []
    if pieces:
        return pieces
    found = _DASHED.search(body[:10_000])
    return _between(body, found[1].decode("ascii"), limit) if found else []


def _inside(todo: _Todo, piece: bytes, group: int, embedded: bool, default: str, limits: Limits) -> _Todo:
    headers, body = split(piece, limits)
    return _Todo(headers=headers, body=body, depth=todo.depth + 1, group=group, embedded=embedded, default=default)


def _between(body: bytes, boundary: str, limit: int) -> list[bytes]:
    """Between the delimiter lines (RFC 2046, 5.1.1). A missing end is the end of the body; text around is no part."""
    pieces: list[bytes] = []
    begin: int | None = None
    for start, end, closing in _delimiters(body, boundary.encode("utf-8", "replace")[:200].rstrip()):
        if begin is not None:
            pieces.append(body[begin:start])
        begin = None if closing else end
        if closing or len(pieces) >= limit:
            break
    if begin is not None and len(pieces) < limit:
        pieces.append(body[begin:])
    return [_without_line_end(piece) for piece in pieces]


def _delimiters(body: bytes, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """Begin, with the line end before it, and end of every delimiter line; whether it closes the last part."""
    place = 0 if body.startswith(b"--" + boundary) else body.find(b"\n--" + boundary)
    while place >= 0:
        found = _LINE_REST.match(body, body.index(b"--", place) + 2 + len(boundary))
        if found:
            yield place - (body[place - 1 : place] == b"\r"), found.end(), found[1] is not None
        place = body.find(b"\n--" + boundary, place + 1)


def _without_line_end(piece: bytes) -> bytes:
    """Drop the end of the delimiter's own line; a part without headers then begins with the empty line it must have."""
    return piece[2:] if piece.startswith(b"\r\n") else piece[1:] if piece[:1] in (b"\n", b"\r") else piece


def _leaves(todo: _Todo, kind: str, parameters: dict[str, str], limits: Limits) -> list[Part]:
    """A leaf, and the files that stand uuencoded in its text."""
    part = _leaf(todo, kind, parameters, limits)
    if part.attached or part.content_type != "text/plain" or b"begin" not in todo.body:
        return [part]
    text, files = transfer.uuencoded_files(part.content())
    if not files:
        return [part]
    return [replace(part, encoding="", body=text), *(_file(part, name, content, limits) for name, content in files)]


def _file(part: Part, name: str, content: bytes, limits: Limits) -> Part:
    return replace(
        part, content_type="application/octet-stream", name=clean_line(words(name), limits.attachment_name),
        attached=True, encoding="", body=content,
    )  # fmt: skip


def _leaf(todo: _Todo, kind: str, parameters: dict[str, str], limits: Limits) -> Part:
    disposition, details = value_and_parameters(todo.headers.first("content-disposition"))
    kind = "text/plain" if kind.startswith("multipart/") else kind  # too deep or without boundary: shown as it is
    name = clean_line(details.get("filename") or parameters.get("name") or "", limits.attachment_name)
    encoding = _encoding(todo.headers)
    if kind == "text/plain" and not name and _PAGE.match(transfer.decoded(todo.body[:_SEEN], encoding).lstrip(_BLANKS)):
        kind = "text/html"
    return Part(
        content_type=clean_line(kind, 100), charset=parameters.get("charset", ""), name=name,
        attached=disposition == "attachment" or not kind.startswith("text/")
        or (bool(name) and kind not in {"text/plain", "text/html"}),
        encoding=encoding, body=todo.body, group=todo.group, embedded=todo.embedded, inline=disposition == "inline",
        flowed=parameters.get("format", "").lower() == "flowed", delsp=parameters.get("delsp", "").lower() == "yes",
        content_id=clean_line(todo.headers.first("content-id"), 300).strip("<> "),
    )  # fmt: skip


def _capped(parts: list[Part], limits: Limits) -> list[Part]:
    """The parts with no more HTML in all than a few pages may have: 200 full ones would cost half a minute."""
    left = limits.html_chars * 3  # bytes, as they are encoded
    out: list[Part] = []
    for part in parts:
        if part.content_type == "text/html" and not part.attached:
            part = part if len(part.body) <= left else replace(part, body=part.body[:left])
            left -= len(part.body)
        out.append(part)
    return out


def _shown(parts: list[Part]) -> list[Part]:
    """The parts, those inline whose Content-ID a page of the mail shows (RFC 2392)."""
    if not any(part.attached and part.content_id and not part.inline for part in parts):
        return parts
    pages = (part for part in parts if part.content_type == "text/html" and not part.attached)
    named = {unquote_to_bytes(found) for page in pages for found in _CONTENT_ID.findall(page.content(_PAGE_BYTES))}
    return [replace(part, inline=part.inline or part.content_id.encode() in named) for part in parts]


def _encoding(headers: Headers) -> str:
    return words(headers.first("content-transfer-encoding")).partition(";")[0].strip().lower()


def attachment(part: Part) -> Attachment:
    """What is known of a part that is not text of the mail. Its content is hashed, never opened."""
    content = part.content()
    return Attachment(
        name=part.name, content_type=part.content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), kind=kind(part.content_type, part.name), inline=part.inline,
    )  # fmt: skip

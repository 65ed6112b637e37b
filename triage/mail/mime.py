"""The parts of a mail: one pass over the bytes with every cap applied before the work, no recursion.

The library's parser recurses on nesting (RecursionError at 1,000 levels) and needs seconds for 100,000 parts; here the
boundaries are found by a linear scan and compat32 reads each header block only.
"""

from __future__ import annotations

import binascii
import hashlib
import quopri
import re
from dataclasses import dataclass

from triage.domain import Attachment
from triage.mail.charset import clean_line, decode
from triage.mail.headers import Headers, split, value_and_parameters, words
from triage.settings import Limits

_DASHED = re.compile(rb"(?:^|\n)--([\x21-\x7e]{1,70})[ \t]{0,9}\r?\n")
_SPACE = re.compile(rb"\s+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_KINDS = {"image": "image", "video": "video", "audio": "audio", "text": "document", "message": "document"}
_DOCUMENTS = frozenset(str.split("pdf doc docx xls xlsx ppt pptx odt ods odp rtf csv txt pages numbers eml"))
_ARCHIVES = frozenset(str.split("zip rar 7z gz tgz tar bz2 xz iso"))
_PICTURES = frozenset(str.split("jpg jpeg png gif webp heic heif bmp tif tiff"))
_FILMS = frozenset(str.split("mp4 mov avi mkv webm 3gp m4v mpg mpeg"))
_SUFFIXES = {
    **dict.fromkeys(_DOCUMENTS, "document"), **dict.fromkeys(_ARCHIVES, "archive"),
    **dict.fromkeys(_PICTURES, "image"), **dict.fromkeys(_FILMS, "video"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A leaf of the tree. `group`: its nearest multipart/alternative; `embedded`: inside an attached mail."""

    content_type: str
    charset: str
    name: str
    attached: bool
    encoding: str
    body: bytes
    group: int
    embedded: bool

    def content(self, limit: int | None = None) -> bytes:
        """The body without its transfer encoding, at most `limit` bytes of it; damaged encodings give what they can."""
        raw = self.body if limit is None else self.body[: limit * 4]
        return _decoded(raw, self.encoding)[:limit]

    def text(self, limit: int) -> str:
        """The content as clean text of at most `limit` characters."""
        return decode(self.content(limit * 2), self.charset)[:limit]


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
            parts.append(_leaf(todo, kind, parameters, limits))
    return Tree(
        parts=tuple(parts),
        types=tuple(types),
        top=types[0],
        embedded=tuple(inner),
        cut=bool(waiting) or deepest > limits.depth,
    )


def _children(todo: _Todo, kind: str, parameters: dict[str, str], limits: Limits, number: int) -> list[_Todo]:
    if todo.depth >= limits.depth:
        return []
    boundary = (parameters.get("boundary") or _guessed_boundary(todo.body)) if kind.startswith("multipart/") else ""
    if boundary:
        group = number if kind == "multipart/alternative" else todo.group
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        pieces = _pieces(todo.body, boundary, limits.parts)
        return [_inside(todo, piece, group, todo.embedded, default, limits) for piece in pieces]
    if kind in {"message/rfc822", "message/global", "message/news"}:
        content = _decoded(todo.body, _encoding(todo.headers))
        return [_inside(todo, content, number, True, "text/plain", limits)]
    return []


def _guessed_boundary(body: bytes) -> str:
    """Where the header names none: the first line that looks like one."""
    found = _DASHED.search(body[:10_000])
    return found[1].decode("ascii", "replace") if found else ""


def _inside(todo: _Todo, piece: bytes, group: int, embedded: bool, default: str, limits: Limits) -> _Todo:
    headers, body = split(piece, limits)
    return _Todo(headers=headers, body=body, depth=todo.depth + 1, group=group, embedded=embedded, default=default)


def _pieces(body: bytes, boundary: str, limit: int) -> list[bytes]:
    """Between the delimiter lines (RFC 2046, 5.1.1). A missing end is the end of the body; text around is no part."""
    delimiter = re.escape(boundary.encode("utf-8", "replace")[:200].rstrip())
    line = re.compile(rb"(?:^|\r?\n)--" + delimiter + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    pieces: list[bytes] = []
    start: int | None = None
    for match in line.finditer(body):
        if start is not None:
            pieces.append(body[start : match.start()])
        start = None if match[1] else match.end()
        if match[1] or len(pieces) >= limit:
            break
    if start is not None and len(pieces) < limit:
        pieces.append(body[start:])
    return [_without_line_end(piece) for piece in pieces]


def _without_line_end(piece: bytes) -> bytes:
    """Drop the end of the delimiter's own line; a part without headers then begins with the empty line it must have."""
    return piece[2:] if piece.startswith(b"\r\n") else piece[1:] if piece[:1] in (b"\n", b"\r") else piece


def _leaf(todo: _Todo, kind: str, parameters: dict[str, str], limits: Limits) -> Part:
    disposition, details = value_and_parameters(todo.headers.first("content-disposition"))
    kind = "text/plain" if kind.startswith("multipart/") else kind  # too deep or without boundary: shown as it is
    name = clean_line(details.get("filename") or parameters.get("name") or "", limits.attachment_name)
    return Part(
        content_type=clean_line(kind, 100), charset=parameters.get("charset", ""), name=name,
        attached=disposition == "attachment" or (bool(name) and not kind.startswith("text/"))
        or not kind.startswith("text/"),
        encoding=_encoding(todo.headers), body=todo.body, group=todo.group, embedded=todo.embedded,
    )  # fmt: skip


def _encoding(headers: Headers) -> str:
    return words(headers.first("content-transfer-encoding")).partition(";")[0].strip().lower()


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(body)
    return body


def _base64(body: bytes) -> bytes:
    """Base64 with anything else in between; text after the padding (a footer some list added) is dropped."""
    letters = _SPACE.sub(b"", body.partition(b"=")[0])
    if _NOT_BASE64.search(letters):
        lines = (
            line
            for line in body.partition(b"=")[0].splitlines()
            if len(_NOT_BASE64.findall(line.strip())) * 20 < len(line)
        )
        letters = _NOT_BASE64.sub(b"", b"".join(lines))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _uuencoded(body: bytes) -> bytes:
    out = []
    for line in body.partition(b"begin ")[2].split(b"\n")[1:]:
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line.rstrip(b"\r")))
        except binascii.Error:
            continue
    return b"".join(out)


def attachment(part: Part) -> Attachment:
    """What is known of a part that is not text of the mail. Its content is hashed, never opened."""
    content = part.content()
    return Attachment(
        name=part.name, content_type=part.content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), kind=_kind(part.content_type, part.name),
    )  # fmt: skip


def _kind(content_type: str, name: str) -> str:
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    main, _, sub = content_type.partition("/")
    if main in {"image", "video", "audio"}:
        return main
    return _SUFFIXES.get(suffix) or _SUFFIXES.get(sub) or _KINDS.get(main, "other")

"""Transfer encodings undone (RFC 2045, section 6), damaged ones as far as they go, and forgotten ones noticed."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator

_SPACE = re.compile(rb"\s+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{20,80}={0,2}")
_PADDED_BREAK = re.compile(rb"=[ \t]{1,20}(?=\r?\n)")
_CUT_BREAK = re.compile(rb"=[0-9A-F]?[ \t]{0,20}\Z")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_ESCAPES = re.compile(rb"=(?:3D|20|0D|0A|A0|E[2-9]=[89AB][0-9A-F]|[CD][0-9A-F]=[89AB][0-9A-F])")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_UU_LINE = re.compile(rb"[ -`]{1,90}+")
_UU_NAMES = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_SEEN = 50_000  # bytes of a body in which traces of an encoding are looked for
_UU_FILES = 20


def decoded(body: bytes, encoding: str) -> bytes:
    """The bytes behind a transfer encoding's name in lower case; an unknown one changes nothing. Never raises."""
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return _quoted_printable(body)
    return _uuencoded(body) if encoding in _UU_NAMES else body


def decoded_text(body: bytes, encoding: str) -> bytes:
    r"""The same for text, where an encoding done twice, or one that no header names, betrays itself.

    >>> decoded_text(b"a =3D3D b=3DC3=3DA9 c=3D20=\n", "quoted-printable").decode()
    'a = bé c '
    """
    content = decoded(body, encoding)
    if _is_quoted(content):
        return _quoted_printable(content)
    return _base64(content) if encoding != "base64" and _is_base64(content) else content


def _quoted_printable(body: bytes) -> bytes:
    if b"=" not in body:
        return body
    return quopri.decodestring(_CUT_BREAK.sub(b"", _PADDED_BREAK.sub(b"=", body)))


def _is_quoted(content: bytes) -> bool:
    """Whether text is still quoted-printable: escapes of several kinds, or soft line breaks along with escapes."""
    sample = content[:_SEEN]
    if b"=" not in sample or not (found := _ESCAPES.findall(sample)):
        return False
    breaks = len(_SOFT_BREAK.findall(sample))
    return len(set(found)) >= 3 or (breaks >= 1 and len(found) >= 2) or sample.count(b'=3D"') >= 2


def _is_base64(content: bytes) -> bool:
    """Whether text is base64 throughout: two full lines of it at least and nothing else, with text inside."""
    lines = content[:_SEEN].split()
    if len(lines) < 2 or len(lines[0]) < 56 or any(len(line) != len(lines[0]) for line in lines[1:-1]):
        return False
    if not all(_BASE64_LINE.fullmatch(line) for line in lines[:50]):
        return False
    inner = _base64(b"".join(lines[:50]))
    return inner.count(b" ") * 50 > len(inner) and b"\0" not in inner


def _base64(body: bytes) -> bytes:
    """Base64 with anything else in between; text after the padding (a footer some list added) is dropped."""
    letters = _SPACE.sub(b"", body.partition(b"=")[0])
    if _NOT_BASE64.search(letters):
        letters = _NOT_BASE64.sub(b"", b"".join(_base64_lines(body.partition(b"=")[0])))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _base64_lines(body: bytes) -> Iterator[bytes]:
    """The lines that are base64 but for a few stray letters; one of words (a footer) is not."""
    for line in map(bytes.strip, body.splitlines()):
        strays = len(_NOT_BASE64.findall(line))
        if strays * 20 < len(line) or (strays == 1 and b" " not in line):
            yield line


def _uuencoded(body: bytes) -> bytes:
    found = _UU_BEGIN.search(body)
    return _uu_lines(body, found.end())[0] if found else b""


def _uu_lines(body: bytes, place: int) -> tuple[bytes, int]:
    """Content of the lines from a place up to "end", and where the next line begins."""
    out: list[bytes] = []
    while place < len(body):
        stop = body.find(b"\n", place) + 1 or len(body)
        line = body[place:stop].rstrip(b"\r\n")
        if line.strip() == b"end":
            return b"".join(out), stop
        if not _UU_LINE.fullmatch(line):
            break
        place = stop
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out), place


def uuencoded_files(body: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    r"""Text without the files that stand in it uuencoded, and their names and contents; at most 20 are taken out.

    >>> uuencoded_files(b"Hi\nbegin 644 a.txt\n#0V%T\n`\nend\nBye")
    (b'Hi\nBye', [('a.txt', b'Cat')])
    """
    files: list[tuple[str, bytes]] = []
    kept: list[bytes] = []
    end = 0
    for found in _UU_BEGIN.finditer(body):
        if found.start() < end or len(files) == _UU_FILES:
            continue
        content, stop = _uu_lines(body, found.end())
        if content:
            files.append((found[1].decode("utf-8", "replace").strip(), content))
            kept.append(body[end : found.start()])
            end = stop
    return b"".join(kept) + body[end:], files

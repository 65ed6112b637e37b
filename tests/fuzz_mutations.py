"""How a mail is spoilt for the fuzz run: of bytes, of headers, of parts, of HTML and of letters."""

import base64
import quopri
import random
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes, list[bytes]], bytes]

CHARSETS = (
    b"utf-8", b"gb2312", b"gb18030", b"big5", b"iso-2022-jp", b"shift_jis", b"euc-kr", b"koi8-r", b"windows-1251",
    b"utf-16", b"utf-7",
    b"iso-8859-1", b"base64", b"idna", b"x-unknown", b"", b"utf\0-8", b"hz-gb-2312", b"iso-2022-kr", b"us-ascii",
    b"utf-16-be",
)  # fmt: skip
HEADERS = (
    b"Content-Type: text/html", b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: message/rfc822",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable", b"Content-Type: text/plain; charset=utf-7",
    b"Content-Disposition: attachment; filename*=x''%ff",
    b"From: <", b'To: "', b"Subject: =?utf-8?b?5YyF", b"Auto-Submitted: (", b"Content-Type: multipart/alternative",
    b"Date: 1 x 99999",
    b"Content-Type: text/plain; format=flowed; delsp=yes", b"References: <a@b> <",
    b"Content-Type: text/plain; name*9=x; name*", b"Reply-To: a@b, c",
    b"List-Id: <", b"Content-ID: <a", b"Return-Path: <>", b"Authentication-Results: mx.shop.example; dmarc=pass (",
    b"MIME-Version: \xb2",
)  # fmt: skip
TAGS = (
    b"<div>", b"</div>", b'<div class="gmail_quote">', b'<blockquote type="cite">', b"</blockquote>",
    b"<table><tr><td>", b"</table>", b"<p>",
    b"<style>.a{display:none}</style>", b'<p style="display:none">', b"<!--", b"-->", b"<![CDATA[", b"<br>", b"<pre>",
    b"&#0;", b"&#xD800;",
    b"&nbsp;", b"&zwnj;", b'<a href="https://a.example">', b"</a>", b'<div id="appendonsend"></div>',
    b'<div class="gmail_attr">', b"<body>",
    b"<html>", b"<script>", b"<svg>", b'<font color="white">', b"<img alt='x'>", b"<li>", b"<hr>", b"<td>", b"</tr>",
    b"<o:p>", b"<", b"&#28;",
    b'<div class="gmail_signature">', b"&#x1e;", b"<title>", b"</p>", b"<span style='color:#fff;background:#fff'>",
    b"&lt;", b"<template>",
)  # fmt: skip
LINES = (
    b"On Mon, 5 Jan 2026 at 9:00, A <a@b.example> wrote:", b"> x", b"-- ", b"-----Original Message-----",
    b"From: a@b.example", b"Sent: today",
    b"---------- Forwarded message ---------", b"begin 644 a.txt", b"#0V%T", b"end", b"--b", b"--b--", b"", b"Name: x",
    b"Email: a@b.example",
    b"Begin forwarded message:", b"1Z999AA10123456784", b"EUR 1.000,00", b"+49 30 1234567", b"31.12.9999",
    b"30 Feb 2026", b"-----BEGIN PGP MESSAGE-----",
    b"=3D=3D=E5=8C=", b"\x1b$B", b"\x1c", b"\x1e a", b"\x1d", b"\x1f", b"\xff\xfe", b"order 9999999999999999999999",
    b"in 999999999 days", b"0000-00-00",
)  # fmt: skip
PLANES = ((0, 0x20), (0x80, 0x250), (0x300, 0x370), (0x400, 0x500), (0x590, 0x700), (0x2000, 0x2070), (0x3040, 0x3100),
(0x4E00, 0x9FFF),
          (0xAC00, 0xD7A3), (0xD800, 0xE000), (0xFE00, 0xFFFF), (0x1F300, 0x1FAFF), (0xE0000, 0xE0080), (0x660, 0x66A),
          (0xFF10, 0xFF1A))  # fmt: skip


def mutated(chance: random.Random, mails: list[bytes]) -> bytes:
    """One of the mails after one to six mutations."""
    content = chance.choice(mails)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6))):
        content = chance.choice(MUTATIONS)(chance, content, mails)[:400_000]
    return content


def flip(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Other bits at some places."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 50)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Without a stretch, or without its end."""
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 10, 200, 10**6)) :]


def splice(chance: random.Random, content: bytes, mails: list[bytes]) -> bytes:
    """The beginning of one mail and the end of another."""
    other = chance.choice(mails)
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]


def repeat(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """A stretch several times over."""
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((1, 5, 30, 200))]
    return content[:start] + piece * chance.choice((2, 10, 200)) + content[start:]


def insert(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Bytes of any kind somewhere."""
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.randbytes(chance.choice((1, 4, 40))) + content[place:]


def double_header(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """One header line again, at another place."""
    head, gap, body = content.partition(b"\n\n" if b"\r\n\r\n" not in content else b"\r\n\r\n")
    lines = head.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"\n".join(lines) + gap + body


def add_header(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """A header that is odd, at the top or in the middle."""
    lines = content.split(b"\n")
    lines.insert(chance.randrange(min(len(lines), 40) + 1), chance.choice(HEADERS) + b"\r")
    return b"\n".join(lines)


def add_lines(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Lines that mean something to the rules."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 2, 8))):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(LINES))
    return b"\n".join(lines)


def relabel(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Another charset's name on the same bytes."""
    before, mark, after = content.partition(b"charset=")
    rest = after.lstrip(b'"')
    end = next((place for place, byte in enumerate(rest[:60]) if byte in b'"; \r\n'), 0)
    return before + mark + chance.choice(CHARSETS) + rest[end:] if mark else content


def recode(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Another transfer encoding of the body than the header says, or a new one on top."""
    head, gap, body = content.partition(b"\r\n\r\n" if b"\r\n\r\n" in content else b"\n\n")
    coded = (base64.encodebytes, quopri.encodestring, lambda text: text.replace(b"=", b"=3D"), lambda text: text[::-1])
    return head + gap + chance.choice(coded)(body[:100_000])


def rebound(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Boundaries that do not fit."""
    old, new = chance.choice(
        ((b"boundary=", b"boundry="), (b"--", b"-"), (b"\n--", b"\n --"), (b"--\r\n", b"\r\n"), (b'"', b""))
    )
    return content.replace(old, new, chance.choice((1, 5, -1)))


def nest(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """The mail inside others, a few or very many."""
    kind = chance.choice(
        (b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\n")
    )
    return kind * chance.choice((1, 3, 30, 500)) + content


def mark_up(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Tags and references strewn over the text, which becomes HTML."""
    out = content.replace(b"text/plain", b"text/html", chance.choice((0, 1, 1)))
    for _ in range(chance.choice((1, 5, 40))):
        place = chance.randrange(len(out) + 1)
        out = out[:place] + chance.choice(TAGS) * chance.choice((1, 1, 1, 30)) + out[place:]
    return out


def drop_tags(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Tags that are not closed, or not opened."""
    sign = chance.choice((b"</", b"<", b">", b'"', b"'"))
    pieces = content.split(sign)
    if len(pieces) > 1:
        place = chance.randrange(len(pieces) - 1)
        pieces[place : place + 2] = [pieces[place] + pieces[place + 1]]
    return sign.join(pieces)


def letters(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Letters of every plane, in one of the charsets mail has."""
    first, last = chance.choice(PLANES)
    text = "".join(chr(chance.randrange(first, last)) for _ in range(chance.choice((1, 5, 60))))
    charset = chance.choice(("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "cp1251"))
    place = chance.randrange(len(content) + 1)
    return content[:place] + text.encode(charset, "surrogatepass" if "utf" in charset else "replace") + content[place:]


def line_ends(chance: random.Random, content: bytes, _mails: list[bytes]) -> bytes:
    """Other line ends."""
    old, new = chance.choice(
        ((b"\r\n", b"\n"), (b"\r\n", b"\r"), (b"\n", b"\n\n"), (b"\r\n\r\n", b"\r\n"), (b"\n", b"\r\r\n"))
    )
    return content.replace(old, new)


MUTATIONS: tuple[Mutation, ...] = (
    flip, cut, splice, repeat, insert, double_header, add_header, add_lines, relabel, recode, rebound, nest, mark_up,
    mark_up,
    drop_tags, letters, line_ends,
)  # fmt: skip

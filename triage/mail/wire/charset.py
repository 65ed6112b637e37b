"""Bytes to clean text: charsets by name from an allow-list, wrong labels repaired, never an exception.

Python's own lookup would accept "base64", "zlib", "idna" or a name with a NUL, and raise; a name reaches a codec only
through the table below.
"""

from __future__ import annotations

import re

from triage.mail.wire import charset_repair

# The codec that reads what is really sent, and the names mail has for it: supersets, as browsers take them (WHATWG
# Encoding), because "gb2312" is GBK or GB18030 in practice and "iso-8859-1" is windows-1252.
_NAMES = {
    "utf-8": "utf8 unicode11utf8 cp65001 utf8mb4", "utf-7": "utf7 unicode11utf7", "utf-16": "utf16 ucs2 unicode",
    "utf-16-le": "utf16le", "utf-16-be": "utf16be", "utf-32": "utf32",
    "cp1252": "usascii ascii ansix341968 iso646us 646 us iso88591 latin1 l1 windows1252 cp1252 ansi iso885915 latin9",
    "iso8859-2": "iso88592 latin2", "iso8859-3": "iso88593", "iso8859-4": "iso88594", "iso8859-5": "iso88595",
    "iso8859-6": "iso88596", "iso8859-10": "iso885910", "iso8859-13": "iso885913", "iso8859-14": "iso885914",
    "iso8859-16": "iso885916", "cp1250": "windows1250 cp1250", "cp1251": "windows1251 cp1251",
    "cp1253": "windows1253 cp1253 iso88597", "cp1254": "windows1254 cp1254 iso88599 latin5",
    "cp1255": "windows1255 cp1255 iso88598 iso88598i", "cp1256": "windows1256 cp1256",
    "cp1257": "windows1257 cp1257", "cp1258": "windows1258 cp1258", "koi8-r": "koi8r", "koi8-u": "koi8u",
    "cp866": "ibm866 cp866 866", "mac-cyrillic": "xmaccyrillic",
    "cp852": "ibm852 cp852", "cp437": "ibm437 cp437",
    "cp850": "ibm850 cp850", "cp874": "tis620 windows874 cp874 iso885911",
    "mac-roman": "macintosh macroman xmacroman",
    "gb18030": "gb2312 gbk cp936 gb18030 xgbk gb231280 euccn csgb2312", "hz": "hz hzgb2312",
    "cp950": "big5 cp950 big5eten xbig5 cnbig5", "big5hkscs": "big5hkscs",
    "cp932": "shiftjis sjis cp932 windows31j xsjis mskanji",
    "iso2022_jp_ext": "iso2022jp iso2022jpms cp50220 cp50221 iso2022jp2", "euc-jp": "eucjp xeucjp ujis",
    "cp949": "euckr ksc56011987 ksc5601 cp949 windows949 korean", "iso2022_kr": "iso2022kr", "johab": "johab",
}  # fmt: skip
_CODECS = {name: codec for codec, names in _NAMES.items() for name in names.split()}
_NAME = re.compile(r"[^a-z0-9]")
_CONTROLS: dict[int, str | None] = {
    **{code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\t\n"},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def codec(name: str | None) -> str | None:
    r"""The codec for a charset label, None when the label is missing or not one we trust.

    >>> codec("GB2312"), codec("ISO-8859-1"), codec("base64"), codec("utf\0-8")
    ('gb18030', 'cp1252', None, 'utf-8')
    """
    return _CODECS.get(_NAME.sub("", (name or "")[:40].lower()))


def decode(content: bytes, label: str | None = None) -> str:
    """Text of these bytes under a label that may be missing, unknown or wrong; cleaned as `clean` does.

    >>> decode("Paket zurück".encode(), "us-ascii"), decode("包裹".encode("gbk"), "gb2312")
    ('Paket zurück', '包裹')
    """
    return clean(charset_repair.undoubled(charset_repair.decoded(content, codec(label))))


def clean(text: str) -> str:
    r"""Text that can be stored and encoded anywhere: no NUL, no control letters, no lone surrogates, lines end in "\n".

    >>> clean("a\0b\r\nc\udc80")
    'ab\nc\ufffd'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def clean_line(text: str, limit: int = 1_000) -> str:
    r"""One line: no line ends, no bidirectional overrides (they make a header or a file name read as another).

    >>> clean_line("a\r\nBcc: b\u202ec")
    'a Bcc: bc'
    """
    return " ".join(_BIDI.sub("", clean(text[: limit * 4])).split())[:limit]


_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")

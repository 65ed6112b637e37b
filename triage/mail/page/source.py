"""HTML as it arrives, made harmless for a parser: comments, conditions and stray marks gone, nesting bounded.

50,000 unclosed tags, comments or stray ampersands cost seconds in every parser, so they go before one sees them.
"""

from __future__ import annotations

import re
from html import unescape

_DEPTH = 200
_FEW_TAGS = 2_000  # so many cannot nest deep enough to cost anything
_TAGS = 30_000
_ANY_TAG = re.compile(r"<[^<>]{0,2000}+>?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_COMMENT = re.compile(r"<!--(?:>|->|[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z))")
_CONDITION = re.compile(r"<!--\[if[^<]*+(?:<(?!!\[endif)[^<]*+)*+(?:<!\[endif\]-->|\Z)", re.IGNORECASE)
_DECLARATION = re.compile(r"<(?:!\[[^\]>]{0,200}\]?[^>]{0,20}|[?!](?!doctype)[^>]{0,300})>?", re.IGNORECASE)
_STRAY = re.compile(r"<(?![a-zA-Z/!])|<(?=/[^a-zA-Z])")
_STRAY_AMPERSAND = re.compile(r"&(?!#?[a-zA-Z0-9]{1,31};)")
_LONG_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
_SHEET = re.compile(r"<style\b[^>]{0,500}>([^<]*+(?:<(?!/style)[^<]*+)*+)", re.IGNORECASE)
_SHEETS = 60_000  # characters of style sheets that are looked at
_FLAT = frozenset(
    str.split(  # never nest in a parse tree, closed or not
        "br hr img input meta link col area base wbr embed source param p li td th tr dt dd option tbody thead"
    )
)


def sheets(html: str) -> str:
    """The style sheets of a page as one text; those for Outlook alone (conditional comments) do not count.

    >>> sheets("<style>.a{display:none}</style><!--[if mso]><style>.b{}</style><![endif]-->")
    '.a{display:none}'
    """
    if "<style" not in html and "<STYLE" not in html:
        return ""
    return "\n".join(_SHEET.findall(_CONDITION.sub("", html)))[:_SHEETS]


def bare(html: str) -> str:
    """The words of a page without its tags, and nothing else told of it.

    >>> bare("<p>Hi <b>you</b></p>").split()
    ['Hi', 'you']
    """
    return unescape(_ANY_TAG.sub("\n", defused(html)))


def defused(html: str) -> str:
    """The same page without what only costs time: comments, conditions, stray marks, endless nesting."""
    html = _COMMENT.sub("", html) if "<!--" in html else html
    html = _STRAY.sub("&lt;", _DECLARATION.sub("", html))
    if "&" in html:
        html = _STRAY_AMPERSAND.sub("&amp;", _LONG_REFERENCE.sub("\ufffd", html))
    return html if html.count("<") <= _FEW_TAGS else _flattened(html)


def _flattened(html: str) -> str:
    """Tags below the depth cap, and after the last one allowed, become line ends; their text stays."""
    out: list[str] = []
    depth, end = 0, 0
    for number, match in enumerate(_TAG.finditer(html)):
        if number == _TAGS:
            return "".join(out) + html[end : match.start()] + _ANY_TAG.sub("\n", html[max(end, match.start()) :])
        if match[2].lower() in _FLAT:
            continue
        if match[1]:
            depth = max(0, depth - 1)
        elif depth < _DEPTH:
            depth += 1
        else:
            close = html.find(">", match.end(), match.end() + 1_000)
            out.append(html[end : match.start()] + "\n")
            end = max(end, close + 1 if close >= 0 else match.end())
    return "".join(out) + html[end:]

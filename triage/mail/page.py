"""HTML to lines of text: what a reader sees, what is hidden from one, and where the mail programs put their quotes.

BeautifulSoup on lxml (lxml alone loses text in deep nesting); the input is cut and defused first, because 50,000 open
tags, comments or stray ampersands cost seconds in every parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Doctype, NavigableString, ProcessingInstruction, Tag

from triage.mail.charset import clean
from triage.settings import Limits

QUOTE = ">"  # begins a line that lies in a quote container, once per level
WEAK_QUOTE = "\x1d"  # begins a line of a blockquote that nothing marks as a reply's quote
SIGNATURE = "\x1e"  # begins a line that lies in a signature container
CUT = "\x1c"  # a line of its own: from here on the mail is history

_DEPTH = 200
_TAGS = 30_000
_ANY_TAG = re.compile(r"<[^<>]{0,2000}+>?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_COMMENT = re.compile(r"<!--(?:>|->|[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z))")
_DECLARATION = re.compile(r"<(?:!\[[^\]>]{0,200}\]?[^>]{0,20}|[?!](?!doctype)[^>]{0,300})>?", re.IGNORECASE)
_STRAY = re.compile(r"<(?![a-zA-Z/!])|<(?=/[^a-zA-Z])")
_STRAY_AMPERSAND = re.compile(r"&(?!#?[a-zA-Z0-9]{1,31};)")
_LONG_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
_FLAT = frozenset(
    str.split(  # never nest in a parse tree, closed or not
        "br hr img input meta link col area base wbr embed source param p li td th tr dt dd option tbody thead"
    )
)
_BLOCKS = frozenset(
    str.split(
        "address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr "
        "li main nav ol p pre section table tbody thead tr ul title includetail"
    )
)
_DROPPED = frozenset(str.split("script style head title template svg math object iframe"))
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0\u3000]+")
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|$|!)"
    r"|font-size:[01]px|(?:^|;)opacity:0(?:\.0+)?(?:;|$|!)|mso-hide:all|(?:text-indent|left|top):-\d{3,}"
    r"|(?:^|;)color:transparent"
)
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|pt|%)?(?:;|$|!)")
_COLOR = re.compile(r"(?:^|;)color:([^;!]{1,40})")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]{1,40})")
_WHITE = frozenset({"white", "#fff", "#ffffff", "#fefefe", "rgb(255,255,255)", "rgba(255,255,255,1)"})

# Marks that the mail programs leave, by attribute: substring tests on id, class, name, type and cite.
_QUOTE_MARKS = (
    "gmail_quote", "cite", "quote", "yahoo_quoted", "moz-cite", "protonmail_quote", "zmail_extra", "isreplycontent",
    "ntes-mailmaster-quote", "mail-editor-reference-message-container", "tutanota_quote", "wmquote", "quotedreply",
    "ms-outlook-mobile-reference-message", "mailquote", "replyblockquote",
)  # fmt: skip
_CONTAINER_MARKS = (  # quoted as a whole, whatever the tag
    "yahoo_quoted", "zmail_extra", "ntes-mailmaster-quote", "mail-editor-reference-message-container",
    "tutanota_quote", "ms-outlook-mobile-reference-message", "protonmail_quote", "isreplycontent",
)  # fmt: skip
_CUT_MARKS = ("divrplyfwdmsg", "appendonsend", "outlookmessageheader")
_SIGNATURE_MARKS = (
    "gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "applemailsignature", "protonmail_signature",
    "ydpsignature", "ntes-mailmaster-signature", "mail-signature", "lineBreakAtBeginningOfSignature".lower(),
)  # fmt: skip
_TELLING = frozenset({"blockquote", "includetail", "pre"})  # these say something without an attribute
_ATTRIBUTES = ("id", "class", "name", "type", "cite")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The text of one HTML part. `text` has quote marks at its line starts; `hidden` and `alts` are plain words."""

    text: str = ""
    hidden: str = ""
    alts: tuple[str, ...] = ()


def read(html: str, limits: Limits) -> Page:
    """Text of a page, for people and for guards. Linear in the input, which is cut to the caps first."""
    defused = _defused(html[: limits.html_chars])
    writer = _Writer()
    writer.walk(BeautifulSoup(defused, "lxml", multi_valued_attributes=None))
    lines = writer.finish()
    return Page(text="\n".join(lines), hidden=clean(" ".join(writer.hidden)), alts=tuple(writer.alts[:100]))


def _defused(html: str) -> str:
    """The same page without what only costs time: comments, conditions, stray marks, endless nesting."""
    html = _DECLARATION.sub("", _COMMENT.sub("", html))
    html = _STRAY.sub("&lt;", _STRAY_AMPERSAND.sub("&amp;", _LONG_REFERENCE.sub("\ufffd", html)))
    return html if html.count("<") <= _DEPTH else _flattened(html)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """What surrounds a node."""

    quotes: int = 0
    weak: bool = False
    signature: bool = False
    hidden: bool = False
    pre: bool = False
    light: bool = True  # the background is white


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.hidden: list[str] = []
        self.alts: list[str] = []
        self._line: list[str] = []
        self._prefix = ""

    def walk(self, root: Tag) -> None:
        """Depth first without recursion. A string in the list is a break that a closed block leaves."""
        waiting: list[tuple[object, _Place]] = [(root, _Place())]
        while waiting:
            node, place = waiting.pop()
            if isinstance(node, Tag):
                waiting.extend(self._tag(node, place))
            elif isinstance(node, NavigableString):
                self._text(node, place)
            else:
                self._break()

    def finish(self) -> list[str]:
        self._break()
        return self.lines

    def _tag(self, tag: Tag, place: _Place) -> Iterator[tuple[object, _Place]]:
        name = tag.name.lower()
        if name in _DROPPED and tag.parent is not None:
            return
        if name == "img":
            self._picture(tag)
            return
        marks = _marks(tag) if tag.attrs else ""
        inner = _inside(tag, name, marks, place) if tag.attrs or name in _TELLING else place
        block = name in _BLOCKS
        if name == "br":
            self._break(always=True)
        elif block or inner.quotes != place.quotes:
            self._break()
            yield None, place
        if name == "hr" or name in {"td", "th"}:
            self._line.append(" ")
        if marks and not inner.hidden and any(mark in marks for mark in _CUT_MARKS):
            self._break()
            self.lines.append(CUT)
        if name == "p":
            self._blank()
        yield from _link(tag, name, inner)
        yield from ((child, inner) for child in reversed(tag.contents))

    def _text(self, node: NavigableString, place: _Place) -> None:
        if isinstance(node, Comment | CData | Doctype | ProcessingInstruction):
            return
        text = clean(str(node))
        if place.hidden:
            self.hidden.append(_SPACE.sub(" ", text))
            return
        prefix = QUOTE * place.quotes + (WEAK_QUOTE if place.weak else "") + (SIGNATURE if place.signature else "")
        if prefix != self._prefix:
            self._break()
            self._prefix = prefix
        if not place.pre:
            self._line.append(_SPACE.sub(" ", text))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break(always=True)
            self._line.append(line)

    def _break(self, *, always: bool = False) -> None:
        line = " ".join("".join(self._line).split())
        if line or always:
            self.lines.append(f"{self._prefix} {line}" if self._prefix else line)
        self._line.clear()

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _picture(self, tag: Tag) -> None:
        alt = tag.get("alt")
        if isinstance(alt, str) and alt.strip():
            self.alts.append(clean(alt)[:500].strip())


def _inside(tag: Tag, name: str, marks: str, place: _Place) -> _Place:
    style = _style(tag)
    quoted = name == "blockquote" and any(mark in marks for mark in _QUOTE_MARKS)
    quoted = (
        quoted or name == "includetail" or tag.get("name") == "quote" or any(mark in marks for mark in _CONTAINER_MARKS)
    )
    light = _light(tag, style, place.light)
    return _Place(
        quotes=place.quotes + quoted,
        weak=place.weak or (name == "blockquote" and not quoted and not place.quotes),
        signature=place.signature or any(mark in marks for mark in _SIGNATURE_MARKS),
        hidden=place.hidden or tag.has_attr("hidden") or _is_hidden(tag, style, light),
        pre=place.pre or name == "pre",
        light=light,
    )


def _marks(tag: Tag) -> str:
    return " ".join(str(tag.attrs[name]) for name in _ATTRIBUTES if name in tag.attrs).lower()[:500]


def _style(tag: Tag) -> str:
    style = tag.get("style")
    return "".join(style[:2_000].split()).lower() if isinstance(style, str) else ""


def _light(tag: Tag, style: str, outer: bool) -> bool:
    colour = tag.get("bgcolor")
    found = _BACKGROUND.search(style)
    if found:
        return found[1] in _WHITE or "transparent" in found[1] or "none" in found[1]
    return colour.lower().strip() in _WHITE if isinstance(colour, str) else outer


def _is_hidden(tag: Tag, style: str, light: bool) -> bool:
    colour = tag.get("color") if tag.name == "font" else None
    found = _COLOR.search(style)
    white = (found[1] in _WHITE) if found else isinstance(colour, str) and colour.lower().strip() in _WHITE
    clipped = "overflow:hidden" in style and _NO_SIZE.search(style) is not None
    return (white and light) or clipped or _HIDDEN_STYLE.search(style) is not None


def _link(tag: Tag, name: str, place: _Place) -> Iterator[tuple[object, _Place]]:
    """The address of a link whose words do not show it, after them."""
    href = tag.get("href") if name == "a" else None
    if isinstance(href, str) and href[:5].lower() in {"http:", "https"} and href not in tag.get_text():
        yield NavigableString(f" <{clean(href)[:300]}>"), place

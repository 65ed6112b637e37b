"""HTML to lines of text: what a reader sees, what is hidden from one, and where the mail programs put their quotes.

BeautifulSoup on lxml (lxml's own trees lose text in deep nesting) feeds a builder that writes lines at once: no tree is
made, which is most of the cost. The input is cut and defused first, by `page_source`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from bs4.builder import LXMLTreeBuilder  # type: ignore[attr-defined]  # put there when bs4 finds lxml

from triage.mail.page import source as page_source
from triage.mail.page import style as page_style
from triage.mail.page.lines import CUT, QUOTE, SIGNATURE, WEAK_QUOTE, Lines
from triage.mail.page.marks import Role
from triage.mail.page.place import Place, inside
from triage.mail.wire.charset import clean, clean_line
from triage.settings import Limits

__all__ = ["CUT", "QUOTE", "SIGNATURE", "WEAK_QUOTE", "Page", "read"]

_BLOCKS = frozenset(
    str.split(
        "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 "
        "h3 h4 h5 h6 header hr includetail legend li main nav ol p pre section summary table tbody tfoot thead title ul"
    )
)
_SILENT = frozenset(str.split("script style head title"))
_UNSEEN = frozenset(str.split("template svg math object iframe noframes"))
_TELLING = frozenset({"blockquote", "includetail", "pre", "sign"})  # these say something without an attribute
_EMPTY = frozenset({"br", "img"})
_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_DASHES = re.compile(r">{0,9} ?[-_=]{4}")
_SPACES = re.compile(r"\s+")
_LINKS, _LINK_CHARS, _ALTS, _ALT_CHARS, _INTRODUCTION_CHARS = 50, 300, 100, 500, 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The text of one HTML part. `text` has quote marks at its line starts; `hidden` and `alts` are plain words.

    `links` are the addresses (http, https, mailto) behind visible words, those outside of quotes first.
    """

    text: str = ""
    hidden: str = ""
    alts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def unmarked(self) -> str:
        """The text without the marks of this package at its line starts."""
        return self.text.translate(_NO_MARKS)


_NO_MARKS = str.maketrans("", "", WEAK_QUOTE + SIGNATURE + CUT)


def read(html: str, limits: Limits) -> Page:
    """Text of a page, for people and for guards. Linear in the input, which is cut to the caps first."""
    html = html[: limits.html_chars]
    writer = _Writer(page_style.hiding(page_source.sheets(html)))
    source = page_source.defused(html)
    BeautifulSoup(source if "<" in source else f"{source}<br>", builder=writer)  # it would warn about a text alone
    return Page(
        text="\n".join(writer.lines.finish()), hidden=_SPACES.sub(" ", clean(" ".join(writer.hidden))).strip(),
        alts=tuple(writer.alts), links=tuple(dict.fromkeys((*writer.links, *writer.quoted_links)))[:_LINKS],
    )  # fmt: skip


def skim(html: str, limits: Limits) -> Page:
    """The words of a page alone, at a tenth of the cost."""
    return Page(text=clean(page_source.bare(html[: limits.html_chars])))


class _Open(NamedTuple):
    """An element that is not closed yet."""

    name: str
    outer: Place
    href: str = ""
    words: int = 0  # written before a link
    line: int = -1  # where an introduction begins


class _Writer(LXMLTreeBuilder):  # type: ignore[misc]
    """Takes the parser's events and writes lines, in place of a tree."""

    CHUNK_SIZE = 1 << 16

    def __init__(self, hiding: frozenset[str]) -> None:
        super().__init__()
        self.lines = Lines()
        self.hidden: list[str] = []
        self.alts: list[str] = []
        self.links: list[str] = []
        self.quoted_links: list[str] = []
        self._hiding = hiding
        self._open: list[_Open] = []
        self._place = Place()
        self._hides, self._prefix, self._silent = False, "", 0
        self._data: list[str] = []

    def data(self, data: str | bytes) -> None:
        """A piece of text; the parser may cut one text into several."""
        self._data.append(data)  # type: ignore[arg-type]  # bytes only where bytes are fed

    def comment(self, text: str | bytes) -> None:
        """No comment is shown."""

    def pi(self, target: str, data: str) -> None:
        """Nor is an instruction."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Nor is the type of the document."""

    def close(self) -> None:
        """The end of the page."""
        self._flush()

    def start(self, tag: Any, attrib: Any, nsmap: Any = None) -> None:
        """An element begins."""
        if self._data:
            self._flush()
        if tag == "br":
            self._line_end()
        elif tag == "img":
            self._picture(attrib)
        else:
            self._begin(tag, attrib)

    def end(self, tag: Any) -> None:
        """An element ends, and with it all that was left open inside."""
        if self._data:
            self._flush()
        if tag in _EMPTY:
            return
        if self._open and self._open[-1].name != tag:
            self._finish_to(tag)
        if self._open:
            self._finish(self._open.pop())

    def _finish_to(self, name: str) -> None:
        """Finish what was left open inside the element of this name; the parser opens what it closes."""
        while self._open and self._open[-1].name != name:
            self._finish(self._open.pop())

    def _begin(self, name: str, attributes: Any) -> None:
        outer, role, tight, line = self._place, Role.NONE, False, -1
        if attributes or self._hiding or name in _TELLING:
            place, role, look = inside(name, attributes, outer, self._hiding)
            tight = look.tight or "mso" in attributes.get("class", "").lower()
            self._enter(place)
        if name in _SILENT:
            self._silent += 1
        elif name in _UNSEEN:
            self._enter(self._place._replace(gone=True))
        self._lay_out(name, tight=tight)
        if role and not self._hides:
            line = self._act(role)
        href = self._link(attributes) if name == "a" and attributes and not self._hides else ""
        self._open.append(_Open(name, outer, href, self.lines.words, line))

    def _lay_out(self, name: str, *, tight: bool) -> None:
        if name == "tr":
            self.lines.row()
        elif name in {"td", "th"}:
            self.lines.cell()
        elif name in _BLOCKS:
            self.lines.block(blank=name == "p" and not tight)

    def _act(self, role: Role) -> int:
        if Role.CUT in role and not self._place.quotes:
            self.lines.mark(CUT)
        if Role.SIGNATURE_RULE in role and not self._place.quotes:
            self.lines.mark("-- ")
        return self.lines.here() if Role.INTRODUCTION in role else -1

    def _finish(self, one: _Open) -> None:
        if one.name in _SILENT:
            self._silent -= 1
        if one.href and self.lines.words == one.words and not self._hides:
            self.lines.write(one.href, self._prefix)
        if one.name == "tr":
            self.lines.row()
        elif one.name in _BLOCKS:
            self.lines.block()
        if one.line >= 0:
            self._introduce(one.line)
        if one.outer is not self._place:
            self._enter(one.outer)

    def _introduce(self, number: int) -> None:
        """An introduction is history; one that begins with dashes says itself what follows, and a long one is none."""
        lines = self.lines.since(number)
        dashes = bool(lines) and _DASHES.match(lines[0]) is not None
        if dashes or sum(map(len, lines)) > _INTRODUCTION_CHARS:
            bare = [line.removeprefix(QUOTE).removeprefix(" ") for line in lines]
            self.lines.replace(number, [*bare[:1], CUT, *bare[1:]] if dashes else bare)

    def _enter(self, place: Place) -> None:
        if place is not self._place:
            self._place, self._hides, self._prefix = place, place.hidden, place.prefix

    def _flush(self) -> None:
        text = "".join(self._data)
        self._data.clear()
        if self._silent:
            return
        if self._hides:
            self.hidden.append(text)
        elif self._place.pre:
            self.lines.write_lines(text, self._prefix)
        else:
            self.lines.write(text, self._prefix)

    def _line_end(self) -> None:
        if not self._silent and not self._hides:
            self.lines.end()

    def _picture(self, attributes: Any) -> None:
        alt = clean(attributes.get("alt", "")[:_ALT_CHARS]).strip()
        if alt and len(self.alts) < _ALTS:
            self.alts.append(alt)
            self.lines.words += 1  # a link around it has words

    def _link(self, attributes: Any) -> str:
        href = clean_line(attributes.get("href", "")[:1_000].strip(), _LINK_CHARS)
        if not _LINK.match(href):
            return ""
        links = self.quoted_links if self._place.quotes else self.links
        if len(links) < _LINKS:
            links.append(href)
        return href

"""Pictures as SVG: boxes, words and lines with the classes of one theme, readable in light and dark.

Written by hand rather than by matplotlib: a shop's machine needs no plotting library for a dozen boxes, the pictures
follow the reader's light or dark screen, and their words stay words. No scripts, no fonts or files from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

_LIGHT = """
.picture{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-size:12px}
.picture .card{fill:#fff}.picture .ink{fill:#1f2328}.picture .soft{fill:#59636e}.picture .head{fill:#1f2328;font-weight:600;font-size:13px}
.picture .grid{stroke:#d9dfe5}.picture .axis{stroke:#8b949e}.picture .gap{stroke:#fff;stroke-width:1.5}
.picture .h0{fill:#f3f5f8}.picture .h1{fill:#e3eefa}.picture .h2{fill:#c5ddf3}.picture .h3{fill:#9dc6ea}.picture .h4{fill:#6ba6da}.picture .h5{fill:#3f83c2}.picture .h6{fill:#2264a3}.picture .h7{fill:#0f437c}
.picture .on0{fill:#8b949e}.picture .on1,.picture .on2,.picture .on3,.picture .on4{fill:#12283f}.picture .on5,.picture .on6,.picture .on7{fill:#fff}
.picture .u0{fill:#a9cdea}.picture .u1{fill:#4f8fc9}.picture .u2{fill:#f2a65a}.picture .u3{fill:#b3362f}.picture .u4{fill:#d0d7de}
.picture .onu0,.picture .onu2,.picture .onu4{fill:#12283f}.picture .onu1,.picture .onu3{fill:#fff}
.picture .bad{fill:#b3362f}.picture .limit{stroke:#b3362f;stroke-dasharray:4 3}
.picture .line1{stroke:#2264a3;stroke-width:2.2;fill:none}.picture .line2{stroke:#b8621b;stroke-width:2.2;fill:none}
.picture .dot1{fill:#2264a3}.picture .dot2{fill:#b8621b}.picture .band1{fill:#2264a3;opacity:.13}.picture .band2{fill:#b8621b;opacity:.13}
"""  # noqa: E501
_DARK = """
.picture .card{fill:#161b22}.picture .ink{fill:#e6edf3}.picture .soft{fill:#9da7b1}.picture .head{fill:#e6edf3}
.picture .grid{stroke:#30363d}.picture .axis{stroke:#6e7681}.picture .gap{stroke:#161b22}
.picture .h0{fill:#1c222b}.picture .h1{fill:#1b2d42}.picture .h2{fill:#1c3f61}.picture .h3{fill:#1f5482}.picture .h4{fill:#2a6ea8}.picture .h5{fill:#4a90cc}.picture .h6{fill:#7db5e4}.picture .h7{fill:#b5d8f5}
.picture .on0{fill:#6e7681}.picture .on1,.picture .on2,.picture .on3,.picture .on4{fill:#eaf3fb}.picture .on5,.picture .on6,.picture .on7{fill:#0c1a29}
.picture .u0{fill:#2f5f8a}.picture .u1{fill:#6ba6da}.picture .u2{fill:#e0913f}.picture .u3{fill:#e5645b}.picture .u4{fill:#484f58}
.picture .onu0,.picture .onu4{fill:#eaf3fb}.picture .onu1,.picture .onu2,.picture .onu3{fill:#0c1a29}
.picture .bad{fill:#ff7b72}.picture .limit{stroke:#ff7b72}
.picture .line1{stroke:#6ba6da}.picture .line2{stroke:#e8a15c}.picture .dot1{fill:#6ba6da}.picture .dot2{fill:#e8a15c}
.picture .band1{fill:#6ba6da;opacity:.18}.picture .band2{fill:#e8a15c;opacity:.18}
"""  # noqa: E501
STYLE = f"{_LIGHT.strip()}\n@media (prefers-color-scheme:dark){{{_DARK}}}"
WIDE, NARROW = 7.6, 6.4  # pixels of a letter, about, at 12 px: Chinese and capitals, and the others


class Picture:
    """A drawing of `width` by `height` pixels that grows with its page. `told` says in words what it shows.

    >>> picture = Picture(100, 40, "One box", "A box of 3.")
    >>> picture.box(0, 0, 50, 20, "h1", tip="3 mails")
    >>> "<title>3 mails</title>" in picture.inline()
    True
    """

    def __init__(self, width: float, height: float, name: str, told: str) -> None:
        self._root = Xml.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_n(width)} {_n(height)}", "width": _n(width),
            "height": _n(height), "class": "picture", "role": "img", "aria-label": shown(f"{name}. {told}"),
        })  # fmt: skip
        self.box(0, 0, width, height, "card", corner=8)

    def box(
        self, x: float, y: float, width: float, height: float, kind: str, *, tip: str = "", corner: float = 0
    ) -> None:
        """A filled rectangle; `tip` is shown under the pointer."""
        given = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "class": kind}
        box = Xml.SubElement(self._root, "rect", given | ({"rx": _n(corner)} if corner else {}))
        _tip(box, tip)

    def word(self, x: float, y: float, text: str, kind: str = "ink", *, anchor: str = "start", turn: float = 0) -> None:
        """Text on its base line; `anchor` start, middle or end; `turn` in degrees."""
        turned = {"transform": f"rotate({_n(turn)} {_n(x)} {_n(y)})"} if turn else {}
        Xml.SubElement(
            self._root, "text", {"x": _n(x), "y": _n(y), "class": kind, "text-anchor": anchor} | turned
        ).text = shown(text)

    def line(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """A line through points."""
        places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        Xml.SubElement(self._root, "polyline", {"points": places, "class": kind, "fill": "none"})

    def area(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """A filled shape."""
        Xml.SubElement(
            self._root, "polygon", {"points": " ".join(f"{_n(x)},{_n(y)}" for x, y in points), "class": kind}
        )

    def dot(self, x: float, y: float, kind: str, tip: str = "") -> None:
        """A small circle."""
        _tip(Xml.SubElement(self._root, "circle", {"cx": _n(x), "cy": _n(y), "r": "3.5", "class": kind}), tip)

    def inline(self) -> str:
        """For a page that holds the theme itself."""
        return Xml.tostring(self._root, encoding="unicode")

    def alone(self) -> str:
        """A file of its own, with the theme inside."""
        opening, rest = self.inline().split(">", 1)
        lines = rest.replace("><rect", ">\n<rect")  # so that a change is seen line by line
        return f"{opening}>\n<style>\n{STYLE}\n</style>\n{lines}\n"


def shown(text: str) -> str:
    r"""Text without what XML forbids or a reader cannot see.

    >>> shown("a\x1b[31mb\u202ec")
    'a[31mbc'
    """
    return "".join(letter for letter in text if letter.isprintable())


def wide(text: str) -> float:
    """About how many pixels a text takes."""
    return sum(WIDE if letter.isupper() or letter > "\u2e7f" else NARROW for letter in text)


def _tip(element: Xml.Element, words: str) -> None:
    if words:
        Xml.SubElement(element, "title").text = shown(words)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

"""What CSS says about a piece of text, as far as it decides whether a reader sees it (CSS 2.1 with what mail uses)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_NAMED: dict[str, Colour] = {
    "white": WHITE, "window": WHITE, "canvas": WHITE, "black": (0, 0, 0), "windowtext": (0, 0, 0),
    "canvastext": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240), "whitesmoke": (245, 245, 245), "gainsboro": (220, 220, 220),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211), "red": (255, 0, 0), "blue": (0, 0, 255), "navy": (0, 0, 128), "green": (0, 128, 0),
    "yellow": (255, 255, 0),
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\((\d{1,3})(?:\.\d{1,9})?[, ](\d{1,3})(?:\.\d{1,9})?[, ](\d{1,3})(?:\.\d{1,9})?([^)]{0,20})")
_ALPHA_NONE = re.compile(r"[,/]\s?(?:0(?:\.0\d{0,9})?|\.0\d{0,9}|0%)\Z")
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(px|pt|em|rem|%|in|cm|mm|vw|vh|ex|ch)?")
_TINY = {"px": 2.0, "pt": 1.5, "em": 0.12, "rem": 0.12, "%": 12.0, "in": 0.02, "cm": 0.05, "mm": 0.5, "": 2.0}
_NO_FONT = re.compile(r"0(?:px|pt)?[/ ]")
_RELATIVE_UNITS = frozenset({"em", "%", "ex", "ch"})
_RELATIVE_SIZES = frozenset({"inherit", "unset", "smaller", "larger"})
_OUTSIDE = re.compile(r"-\d{3,}|-\d{2,}(?:em|rem|in|cm)")
_FAR_OUTSIDE = re.compile(r"-\d{4,}|-[5-9]\d{2}")
_NOTHING = re.compile(r"0?(?:\.0{1,9})?(?:px|pt|em|rem|%)?|1(?:px|pt)")
_CLIPPED = re.compile(r"rect\((?:[01](?:px|pt)?[, ]?){4}\)|inset\((?:50|100)%|circle\(0|polygon\(00")
_SHRUNK = re.compile(r"scale[xy3d]{0,2}\(0(?:\.0{1,9})?[,)]|translate[xy3d]{0,2}\((?:[^()]{0,20},)?-\d{3,}")
_WORD_RULE = re.compile(r"border-top:(?:solid)?(?:#b5c4df|#e1e1e1|1(?:\.0)?ptsolidrgb\((?:181,196,223|225,225,225)\))")
_SELECTOR = re.compile(r"([a-z][a-z0-9]{0,9})?(?:([.#])([\w-]{1,80}))?")
_CLASS_SELECTOR = re.compile(r"\*?\[class[~*]?=[\"']?([\w-]{1,80})[\"']?\]")
_RULES, _HIDING = 2_000, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What one element's style says. None: it says nothing about that."""

    gone: bool = False  # not shown, nor anything inside
    tiny: bool | None = None
    colour: Colour | None = None
    ground: Colour | None = None
    any_ground: bool = False  # a picture or gradient lies behind the text
    pre: bool | None = None
    word_rule: bool = False  # the line that Outlook draws above the mail it answers
    short_rule: bool = False  # the line that Foxmail draws above a signature
    left_rule: bool = False  # a line at the left side, as quotes have
    tight: bool = False  # no space above


PLAIN = Look()


@lru_cache(maxsize=1_000)
def look(style: str) -> Look:
    """What a style attribute says.

    >>> look("Display: NONE").gone, look("font-size:0").tiny, look("color:#fff").colour
    (True, True, (255, 255, 255))
    """
    said = _declarations(style[:2_000].lower())
    if not said:
        return PLAIN
    background = said.get("background-color", "") or said.get("background", "")
    space = said.get("white-space", "")
    return Look(
        gone=_is_gone(said), tiny=_tiny(said), colour=colour(said.get("color", "")), ground=colour(background),
        any_ground="url(" in background or "gradient" in background or "background-image" in said,
        pre=space.startswith(("pre", "break-spaces")) if space else None,
        word_rule=_WORD_RULE.search("border-top:" + "".join(said.get("border-top", "").split())) is not None,
        short_rule=said.get("width") == "210px", left_rule=_has_left_rule(said),
        tight=said.get("margin-top", said.get("margin", "")).startswith("0"),
    )  # fmt: skip


def _declarations(style: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            said[name.strip()] = value.replace("!important", "").strip()
    return said


def _is_gone(said: dict[str, str]) -> bool:
    return (
        said.get("display") == "none" or said.get("mso-hide") == "all"
        or said.get("visibility") in {"hidden", "collapse"} or _is_nothing(said.get("opacity", ""))
        or any(_OUTSIDE.match(said[name]) for name in ("text-indent", "left", "top", "right") if name in said)
        or any(_FAR_OUTSIDE.match(said[name]) for name in ("margin-left", "margin-top", "margin") if name in said)
        or _is_clipped(said) or _is_transparent(said.get("color", ""))
        or _is_transparent(said.get("-webkit-text-fill-color", ""))
    )  # fmt: skip


def _is_clipped(said: dict[str, str]) -> bool:
    """No room for the text and no spilling over; or clipped, scaled or moved away."""
    small = any(_is_nothing(said.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    where = "".join((said.get("clip", "") + said.get("clip-path", "")).split())
    return (
        (small and said.get("overflow", "") in {"hidden", "clip"})
        or _CLIPPED.search(where) is not None
        or _SHRUNK.search("".join(said.get("transform", "").split())) is not None
    )


def _is_nothing(value: str) -> bool:
    return bool(value) and _NOTHING.fullmatch(value) is not None


def _tiny(said: dict[str, str]) -> bool | None:
    """Whether the font is too small to read; None where that depends on the text around, as for "1em"."""
    size = said.get("font-size", "")
    if not size:
        return True if _NO_FONT.match(said.get("font", "")) else None
    found = _SIZE.match(size)
    if found is None:
        return None if size in _RELATIVE_SIZES else False
    unit = found[2] or ""
    if float(found[1]) < _TINY.get(unit, 0.1):
        return True
    return None if unit in _RELATIVE_UNITS else False


def _has_left_rule(said: dict[str, str]) -> bool:
    rule = said.get("border-left", "") or said.get("border-left-width", "")
    return bool(rule) and "none" not in rule and not rule.startswith("0")


def colour(value: str) -> Colour | None:
    """A colour as red, green and blue, None when it is none that is known.

    >>> colour("#FFF"), colour("rgb(0, 0, 1)"), colour("inherit")
    ((255, 255, 255), (0, 0, 1), None)
    """
    value = value[:100].lower().strip()
    if found := _HEX.search(value):
        return _of_hex(found[1])
    if found := _RGB.search(value.replace(", ", ",")):
        return (int(found[1]), int(found[2]), int(found[3])) if not _ALPHA_NONE.search(found[4]) else None
    return next((_NAMED[word] for word in value.split()[:3] if word in _NAMED), None)


def _of_hex(digits: str) -> Colour | None:
    if len(digits) in {3, 4}:
        return (int(digits[0], 16) * 17, int(digits[1], 16) * 17, int(digits[2], 16) * 17)
    return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) in {6, 8} else None


def _is_transparent(value: str) -> bool:
    if value == "transparent":
        return True
    found, digits = _RGB.search(value.replace(", ", ",")), _HEX.fullmatch(value)
    return bool(found and _ALPHA_NONE.search(found[4])) or bool(
        digits and digits[1][3:4] == "0" and len(digits[1]) == 4
    )


def same(first: Colour, second: Colour) -> bool:
    """Whether an eye cannot tell the two apart."""
    return all(abs(one - other) <= 8 for one, other in zip(first, second, strict=True))


def hiding(sheet: str) -> frozenset[str]:
    """Simple selectors (".name", "#id", "tag", "tag.name") whose rules hide text; rules for some screens do not count.

    >>> sorted(hiding(".pre, p.x{display:none} @media print{.no{display:none}}"))
    ['.pre', 'p.x']
    """
    found: set[str] = set()
    depth, selector = 0, ""
    for piece in re.split(r"([{}])", sheet, maxsplit=_RULES):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selector = piece
        elif depth == 1 and _hides(piece):
            found.update(_simple(selector))
    return frozenset(sorted(found)[:_HIDING])


def _hides(declarations: str) -> bool:
    said = look(" ".join(declarations[:1_000].split()))
    return said.gone or said.tiny is True


def _simple(selector: str) -> list[str]:
    cleaned = re.sub(r"<!--|-->|/\*[^*]{0,500}\*/", "", selector[-2_000:]).lower()
    names = (_CLASS_SELECTOR.sub(r".\1", one.strip()) for one in cleaned.split(","))
    return [name for name in names if name and _SELECTOR.fullmatch(name) and name not in {"img", "a", "style"}]

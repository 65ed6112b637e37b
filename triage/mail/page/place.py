"""What surrounds a piece of a page's text: quotes, signatures, and everything that hides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from triage.mail.page import style as page_style
from triage.mail.page.lines import QUOTE, SIGNATURE, WEAK_QUOTE
from triage.mail.page.marks import Role, roles
from triage.mail.page.style import PLAIN, WHITE, Colour, Look

_ATTRIBUTES = ("id", "class", "name", "type", "cite", "data-marker", "data-smartmail")


class Place(NamedTuple):
    """What surrounds a piece of text. A tuple, as thousands are made."""

    quotes: int = 0
    weak: bool = False
    signature: bool = False
    gone: bool = False
    tiny: bool = False
    pre: bool = False
    colour: Colour | None = None
    ground: Colour | None = WHITE  # None: not one colour
    adapted: bool = False  # colours were changed for a dark screen; what they hide there, another screen shows

    @property
    def hidden(self) -> bool:
        """Whether a reader does not see it."""
        return self.gone or self.tiny or (not self.adapted and _alike(self.colour, self.ground))

    @property
    def prefix(self) -> str:
        """The marks its lines begin with."""
        return QUOTE * self.quotes + WEAK_QUOTE * self.weak + SIGNATURE * self.signature


def _alike(colour: Colour | None, ground: Colour | None) -> bool:
    return colour is not None and ground is not None and page_style.same(colour, ground)


def inside(name: str, attributes: Mapping[str, str], outer: Place, hiding: frozenset[str]) -> tuple[Place, Role, Look]:
    """The place within an element, what the element is to the mail, and what its style says.

    `hiding`: selectors of the page's style sheets that hide, as `page_style.hiding` gives them.
    """
    style = attributes.get("style")
    look = page_style.look(style) if style else PLAIN
    marks = " ".join(attributes[key] for key in _ATTRIBUTES if key in attributes).lower() if attributes else ""
    role = _role(name, attributes, marks, look)
    place = _coloured(name, attributes, look, outer) if attributes else outer
    tiny = look.tiny
    if (tiny is not None and tiny is not place.tiny) or (look.pre is not None and look.pre is not place.pre):
        place = place._replace(
            tiny=place.tiny if tiny is None else tiny, pre=place.pre if look.pre is None else look.pre
        )
    if look.gone or _is_gone(name, attributes, role, hiding):
        place = place._replace(gone=True)
    return _marked(name, role, place), role, look


def _role(name: str, attributes: Mapping[str, str], marks: str, look: Look) -> Role:
    role = roles(marks) if marks else Role.NONE
    if look.word_rule:
        role |= Role.CUT
    if name == "includetail" or attributes.get("name") == "quote":
        role |= Role.QUOTE
    if name == "blockquote" and (look.left_rule or Role.QUOTE_BLOCK in role):
        role |= Role.QUOTE
    if name == "hr" and look.short_rule:
        role |= Role.SIGNATURE_RULE
    return role | Role.SIGNATURE if name == "sign" else role


def _marked(name: str, role: Role, place: Place) -> Place:
    if name == "pre" and not place.pre:
        place = place._replace(pre=True)
    if Role.QUOTE in role or Role.INTRODUCTION in role:
        return place._replace(quotes=place.quotes + 1)
    if name == "blockquote" and not place.quotes:
        place = place._replace(weak=True)
    return place._replace(signature=True) if Role.SIGNATURE in role else place


def _coloured(name: str, attributes: Mapping[str, str], look: Look, place: Place) -> Place:
    colour, ground = look.colour, look.ground
    if colour is None and name in {"font", "body"}:
        colour = page_style.colour(attributes.get("color") or attributes.get("text") or "")
    if ground is None and "bgcolor" in attributes:
        ground = page_style.colour(attributes["bgcolor"])
    if look.any_ground or "background" in attributes:
        place = place._replace(ground=None)
    elif ground is not None and ground != place.ground:
        place = place._replace(ground=ground)
    if colour is not None and colour != place.colour:
        place = place._replace(colour=colour)
    return place._replace(adapted=True) if "data-ogsc" in attributes and not place.adapted else place


def _is_gone(name: str, attributes: Mapping[str, str], role: Role, hiding: frozenset[str]) -> bool:
    if attributes and ("hidden" in attributes or _is_quiet(attributes, role)):
        return True
    return bool(hiding) and not hiding.isdisjoint(_selectors(name, attributes))


def _is_quiet(attributes: Mapping[str, str], role: Role) -> bool:
    """Whether this is a preview line that even a screen reader skips."""
    return attributes.get("aria-hidden") == "true" and Role.PREVIEW in role


def _selectors(name: str, attributes: Mapping[str, str]) -> list[str]:
    """The simple selectors that choose an element."""
    own = [f".{one}" for one in attributes.get("class", "").lower().split()[:20]]
    if "id" in attributes:
        own.append(f"#{attributes['id'].lower()}")
    return [name, *own, *(name + one for one in own)]

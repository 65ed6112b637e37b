"""The learning curves as a picture: two panels, each share with the band in which it lies with 95 % confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from triage.corpus.curve import Curve, Point, interval
from triage.corpus.svg import Picture

_WIDTH, _HEIGHT = 860, 350
_TOP, _BASE = 62, 290
_PANELS = ((58.0, 420.0), (488.0, 850.0))  # from x to x
_HEADS = {"intent": 1, "urgency": 2}  # numbers of their classes
_WORDS = 96  # pixels for the words behind the last point
_APART = 15  # pixels between two lines of words
_FINE = 0.3  # span of shares up to which the grid has a line at every 5 %


@dataclass(frozen=True, kw_only=True, slots=True)
class _Panel:
    title: str
    below: str
    points: Sequence[Point]
    names: Sequence[str]  # of the points, on the axis
    values: Sequence[float]  # by which they are spread along it
    ends: tuple[float, float]

    @property
    def x(self) -> list[float]:
        """Places of the points, a little inside the ends; the right one leaves room for words."""
        left, right = self.ends[0] + 14, self.ends[1] - _WORDS
        low, high = min(self.values), max(self.values)
        return [left + (right - left) * (value - low) / ((high - low) or 1) for value in self.values]

    @property
    def grid(self) -> list[float]:
        """Shares at which a line is drawn, from below the lowest band to above the highest."""
        ends = [end for point in self.points for _, *band in _shares(point).values() for end in band]
        lines = 10 if max(ends) - min(ends) > _FINE else 20  # between 0 and 1
        low, high = max(0, floor(min(ends) * lines)), min(lines, ceil(max(ends) * lines))
        return [line / lines for line in range(low, high + 1)]

    def y(self, share: float) -> float:
        """Height of a share."""
        low, *_, high = self.grid
        return _BASE - (_BASE - _TOP) * (share - low) / (high - low)


def curves(name: str, curve: Curve) -> Picture:
    """Right shares against training rows (left, each step doubles) and against a shop's own rows (right).

    Each panel has its own scale, from the lowest band to the highest.
    """
    picture = Picture(_WIDTH, _HEIGHT, name, told(curve))
    for panel in _panels(curve):
        if panel.points:
            _draw(picture, panel)
    return picture


def told(curve: Curve) -> str:
    """The curves in words."""
    words = []
    if curve.growth:
        first, last = curve.growth[0], curve.growth[-1]
        words.append(
            f"Learning from {last.rows:,} rows, {_intent(last):.1%} of the intents of writers it never read are right; "
            f"from {first.rows:,} it were {_intent(first):.1%}."
        )
    if curve.own:
        first, last = curve.own[0], curve.own[-1]
        words.append(
            f"Adding {last.own:,} of a shop's own rows takes that shop's mails from {_intent(first):.1%} to "
            f"{_intent(last):.1%}."
        )
    return " ".join(words)


def _intent(point: Point) -> float:
    return point.intent_right / point.asked


def _panels(curve: Curve) -> tuple[_Panel, _Panel]:
    grown, own = curve.growth, curve.own
    return (
        _Panel(
            title="More rows, asked about writers left out", below="training rows", points=grown,
            names=[f"{point.rows:,}" for point in grown], values=[log10(point.rows) for point in grown],
            ends=_PANELS[0],
        ),
        _Panel(
            title="A shop's own rows added to the others", below="the shop's own rows", points=own,
            names=[f"{point.own:,}" for point in own], values=[float(point.own) for point in own], ends=_PANELS[1],
        ),
    )  # fmt: skip


def _shares(point: Point) -> dict[str, tuple[float, float, float]]:
    """Of each head the share of right ones and the ends of its band; without a head that nothing was asked of."""
    counts = {
        "intent": (point.intent_right, point.asked), "urgency": (point.urgency_right, point.urgency_asked),
    }  # fmt: skip
    return {name: (right / asked, *interval(right, asked)) for name, (right, asked) in counts.items() if asked}


def _draw(picture: Picture, panel: _Panel) -> None:
    left, right = panel.ends
    picture.word(left, 34, panel.title, "head")
    for share in panel.grid:
        picture.line([(left, panel.y(share)), (right, panel.y(share))], "grid")
        picture.word(left - 8, panel.y(share) + 4, f"{share:.0%}", "soft", anchor="end")
    picture.line([(left, _BASE), (right, _BASE)], "axis")
    for x, name in zip(panel.x, panel.names, strict=True):
        picture.word(x, _BASE + 18, name, "soft", anchor="middle")
    picture.word((left + right) / 2, _BASE + 40, panel.below, "soft", anchor="middle")
    for name, number in _HEADS.items():
        _line(picture, panel, name, number)
    _name(picture, panel)


def _line(picture: Picture, panel: _Panel, name: str, number: int) -> None:
    seen = [
        (x, *shares[name]) for x, point in zip(panel.x, panel.points, strict=True) if name in (shares := _shares(point))
    ]
    lower, upper = [(x, panel.y(low)) for x, _, low, _ in seen], [(x, panel.y(high)) for x, *_, high in seen]
    picture.area([*lower, *reversed(upper)], f"band{number}")
    picture.line([(x, panel.y(share)) for x, share, *_ in seen], f"line{number}")
    for x, share, *_ in seen:
        picture.dot(x, panel.y(share), f"dot{number}", f"{name}: {share:.1%}")


def _name(picture: Picture, panel: _Panel) -> None:
    """Each line's name and last share behind its end, the higher one first and not over each other."""
    ends = sorted((panel.y(share), name, share) for name, (share, *_) in _shares(panel.points[-1]).items())
    last = 0.0
    for y, name, share in ends:
        last = max(y + 4, last + _APART)
        picture.word(panel.x[-1] + 10, last, f"{name} {share:.1%}", f"dot{_HEADS[name]}")

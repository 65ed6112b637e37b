"""The month as one picture: mails a day and who answered them, and the cases that are open and overdue."""

from __future__ import annotations

from collections.abc import Sequence

from tests.month.record import Day
from tests.month.run import Result
from triage.corpus.svg import Picture

_WIDTH, _HEIGHT, _TOP, _BASE = 900, 350, 62, 290
_LEFT, _RIGHT = (58.0, 420.0), (488.0, 800.0)  # from x to x
_KINDS = (("answered alone", "h6"), ("draft for an agent", "h3"), ("left to a person", "u4"))


def picture(result: Result) -> str:
    """An SVG file."""
    days = [day for day in result.days if day.mails]
    whole = Picture(_WIDTH, _HEIGHT, "A simulated month", told(result.told, days))
    _bars(whole, days)
    _lines(whole, days)
    return whole.alone()


def told(scene: str, days: Sequence[Day]) -> str:
    """The picture in words."""
    mails, alone, drafts = (sum(getattr(day, name) for day in days) for name in ("mails", "replies", "drafts"))
    return (
        f"{scene}. {mails:,} mails, {alone:,} answered alone, {drafts:,} with a draft; at most "
        f"{max(day.open for day in days)} cases open in the evening and {max(day.overdue for day in days)} overdue."
    )


def _bars(whole: Picture, days: Sequence[Day]) -> None:
    left, right = _LEFT
    most = _round(max(day.mails for day in days))
    _axis(whole, _LEFT, "Mails a day, and who answers", most, len(days))
    step = (right - left) / len(days)
    for number, day in enumerate(days):
        y = float(_BASE)
        parts = (day.replies, day.drafts, max(0, day.mails - day.replies - day.drafts))
        for count, (name, kind) in zip(parts, _KINDS, strict=True):
            height = (_BASE - _TOP) * count / most
            y -= height
            whole.box(left + number * step + 1, y, step - 2, height, kind, tip=f"day {number + 1}: {count} {name}")
    for number, (name, kind) in enumerate(_KINDS):
        whole.box(left + number * 128, _BASE + 44, 11, 11, kind)
        whole.word(left + number * 128 + 16, _BASE + 54, name, "soft")


def _lines(whole: Picture, days: Sequence[Day]) -> None:
    left, right = _RIGHT
    most = _round(max(day.open for day in days))
    _axis(whole, _RIGHT, "Cases in the evening", most, len(days))
    step = (right - left) / len(days)
    for name, kind in (("open", "line1"), ("overdue", "line2")):
        counts = [getattr(day, name) for day in days]
        points = [(left + (at + 0.5) * step, _y(count, most)) for at, count in enumerate(counts)]
        whole.line(points, kind)
        whole.word(points[-1][0] + 8, points[-1][1] + 4, f"{name} {counts[-1]}", kind.replace("line", "dot"))


def _axis(whole: Picture, ends: tuple[float, float], title: str, most: int, days: int) -> None:
    left, right = ends
    whole.word(left, 34, title, "head")
    for count in range(0, most + 1, most // 4):
        whole.line([(left, _y(count, most)), (right, _y(count, most))], "axis" if not count else "grid")
        whole.word(left - 8, _y(count, most) + 4, str(count), "soft", anchor="end")
    for day in range(0, days, 7):
        whole.word(left + (day + 0.5) * (right - left) / days, _BASE + 18, f"day {day + 1}", "soft", anchor="middle")


def _y(count: float, most: int) -> float:
    return _BASE - (_BASE - _TOP) * count / most


def _round(most: int) -> int:
    """A number above, whose quarters are round."""
    step = next(step for step in (4, 20, 40, 80, 200, 400, 800, 2_000) if most <= step * 5)
    return -(-most // step) * step

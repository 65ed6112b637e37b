"""What more mails teach: a model is trained on each lot of rows and asked about mails that it has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from triage.corpus.lots import Lot, Plan
from triage.corpus.rows import STARTER
from triage.domain import Example
from triage.model.fit import fit
from triage.model.judge import judge_all

_WEIGHT = 2.0  # of a shop's own row beside the shipped ones, as when training


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """How many of the asked mails were judged rightly after learning from so many rows, of which the shop's own."""

    rows: int
    own: int
    asked: int
    intent_right: int
    urgency_asked: int
    urgency_right: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """The two curves, and of which corpus. `left_out` counts writers; `shop` is whose own rows were added."""

    rows: int
    seed: int
    left_out: int
    shop: str
    growth: tuple[Point, ...]
    own: tuple[Point, ...]


def learn(
    examples: Sequence[Example], chosen: Plan, seed: int = 0, progress: Callable[[int, str], None] = lambda n, w: None
) -> Curve:
    """Train and ask as planned. `progress` is told before each training how many rows are behind it, and in words
    what comes. Takes minutes. Raises ConfigError where a choice is too small to learn from.
    """
    asked: list[Point] = []
    done = 0
    for number, lot in enumerate((*chosen.growth, *chosen.own), 1):
        progress(done, f"Training {number} of {len(chosen.growth) + len(chosen.own)}, on {lot.size:,} rows")
        asked.append(_asked(examples, lot, seed))
        done += lot.size
    progress(done, "Done")
    growth = len(chosen.growth)
    return Curve(
        rows=len(examples), seed=seed, left_out=chosen.left_out, shop=chosen.shop, growth=tuple(asked[:growth]),
        own=_joined(asked[growth:]),
    )  # fmt: skip


def interval(right: int, of: int) -> tuple[float, float]:
    """Within which a share lies with 95 % confidence (Wilson 1927).

    >>> tuple(round(end, 3) for end in interval(80, 100))
    (0.711, 0.867)
    """
    z = 1.96
    share, spread = right / of, z * z / of
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / of + spread / (4 * of))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def _asked(examples: Sequence[Example], lot: Lot, seed: int) -> Point:
    fitted = fit([*(examples[row] for row in lot.train), *(_own(examples, row) for row in lot.own)], seed)
    rows = [examples[row] for row in lot.test]
    said = judge_all(fitted, [(row.subject, row.body, row.language) for row in rows])
    pairs = list(zip(rows, said, strict=True))
    return Point(
        rows=lot.size, own=len(lot.own), asked=len(pairs),
        intent_right=sum(row.intent == verdict.intent for row, verdict in pairs),
        urgency_asked=sum(bool(row.urgency) for row in rows),
        urgency_right=sum(row.urgency == verdict.urgency for row, verdict in pairs if row.urgency),
    )  # fmt: skip


def _own(examples: Sequence[Example], row: int) -> Example:
    """A row as a shop would have it: each is another customer's."""
    example = examples[row]
    return (
        replace(example, source="shop", writer=f"customer {row}", weight=_WEIGHT)
        if example.source == STARTER
        else example
    )


def _joined(points: Sequence[Point]) -> tuple[Point, ...]:
    """The two halves of a step as one point."""
    steps: dict[int, list[Point]] = defaultdict(list)
    for point in points:
        steps[point.own].append(point)
    return tuple(
        Point(
            rows=same[0].rows, own=own, asked=sum(point.asked for point in same),
            intent_right=sum(point.intent_right for point in same),
            urgency_asked=sum(point.urgency_asked for point in same),
            urgency_right=sum(point.urgency_right for point in same),
        )
        for own, same in sorted(steps.items())
    )  # fmt: skip

"""How far what a model sees has moved: one measure for labels, shares and scores, with what chance alone would give.

The measure is the population stability index, the sum of (q - p) ln(q / p) over classes whose shares went from p to q,
with its customary bounds 0.1 and 0.25 (Siddiqi 2006, "Credit Risk Scorecards"). It is above zero by chance alone, and
the more so the fewer mails and the more classes there are (Yurdakul and Naranjo 2020, "Statistical properties of the
population stability index"). So the rows are dealt out again at random many times: the mean of these indices is taken
off, and p is the share of them that is not smaller (a permutation test, counted as in Phipson and Smyth 2010). Classes
with fewer than five mails to be expected are one class (Cochran 1954): their noise would hide what moved. A score is
cut into tenths first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

ENOUGH = 100  # mails on either side, below which nothing is said
WATCH, CHANGED = 0.1, 0.25  # of the index beyond chance
SIGNIFICANT = 0.01  # p above which a difference counts as chance; a report asks about ten of them
REST = "the rest"  # the classes that are too rare to be told apart
_DEALT = 1_999
_EXPECTED = 5  # mails of a class
_UNSEEN = 0.5  # added to each class, so that one without mails has a logarithm (Krichevsky and Trofimov 1981)
_TENTHS = np.linspace(0.1, 0.9, 9)

Counts = Mapping[str, int]


class Drift(StrEnum):
    """What is said of a measure."""

    TOO_FEW = "too few mails"
    AS_BEFORE = "as before"
    BETTER = "better"
    WATCH = "watch"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A class and its shares, 0 to 1."""

    label: str
    before: float
    lately: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """How far two samples are apart. `moved` has every class, the one that moved most first; rare ones are together."""

    index: float  # population stability index
    chance: float  # what it would be on average if nothing had changed
    p: float  # how often it would be as large by chance, 0 to 1
    moved: tuple[Moved, ...]

    @property
    def beyond(self) -> float:
        """The index without what chance alone would give; not below 0."""
        return max(0.0, self.index - self.chance)


def shift(before: Counts, lately: Counts) -> Shift:
    """How far mails counted by class moved. The same counts give the same result. Raises ValueError for an empty side.

    >>> found = shift({"refund": 90, "customs": 10}, {"refund": 60, "customs": 40})
    >>> drift(found), found.moved[0].label
    (<Drift.CHANGED: 'changed'>, 'customs')
    >>> drift(shift({"refund": 90, "customs": 10}, {"refund": 85, "customs": 15}))
    <Drift.AS_BEFORE: 'as before'>
    """
    if not (sum(before.values()) and sum(lately.values())):
        raise ValueError("a side without mails cannot be compared")
    labels, old, new = _table(before, lately)
    parts = _parts(old, new)
    dealt = np.random.default_rng(0).multivariate_hypergeometric(old + new, new.sum(), _DEALT, method="marginals")
    by_chance = _parts(old + new - dealt, dealt).sum(axis=1)
    index = float(parts.sum())
    return Shift(
        index=index,
        chance=float(by_chance.mean()),
        p=float((1 + (by_chance >= index - 1e-12).sum()) / (1 + _DEALT)),
        moved=tuple(
            Moved(label=labels[at], before=float(old[at] / old.sum()), lately=float(new[at] / new.sum()))
            for at in np.argsort(-abs(new / new.sum() - old / old.sum()), kind="stable")
        ),
    )


def drift(found: Shift) -> Drift:
    """The verdict on a shift: one that chance explains, or that is small, is none."""
    if found.p > SIGNIFICANT or found.beyond < WATCH:
        return Drift.AS_BEFORE
    return Drift.CHANGED if found.beyond >= CHANGED else Drift.WATCH


def bands(before: Sequence[float], lately: Sequence[float]) -> tuple[Counts, Counts]:
    """Two samples of a score, counted in the tenths of both together; equal scores stay together.

    >>> bands([0.0, 0.0, 1.0], [0.0, 1.0, 1.0]) == ({"0": 2, "1": 1}, {"0": 1, "1": 2})
    True
    """
    edges = np.unique(np.quantile([*before, *lately], _TENTHS, method="lower"))
    old, new = (Counter(map(str, np.searchsorted(edges, side).tolist())) for side in (before, lately))
    return old, new


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Clopper and Pearson 1934).

    >>> [round(bound, 4) for bound in interval(5, 100)], interval(0, 0)
    ([0.0164, 0.1128], (0.0, 1.0))
    """
    from scipy.special import betaincinv  # not above: it takes a moment that a glance at the verdict need not

    low = float(betaincinv(hits, of - hits + 1, 0.025)) if hits else 0.0
    high = float(betaincinv(hits + 1, of - hits, 0.975)) if hits < of else 1.0
    return low, high


def _table(before: Counts, lately: Counts) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Labels and their mails on both sides, with the rare labels as one."""
    both = Counter(before) + Counter(lately)
    share = min(sum(before.values()), sum(lately.values())) / both.total()
    rare = {label for label, mails in both.items() if mails * share < _EXPECTED}
    kept = sorted(both.keys() - rare) if len(rare) > 1 else sorted(both)
    rows = [[side.get(label, 0) for label in kept] for side in (before, lately)]
    if len(rare) > 1:
        for row, side in zip(rows, (before, lately), strict=True):
            row.append(sum(side.get(label, 0) for label in rare))
        kept.append(REST)
    old, new = np.array(rows, np.int64)
    return kept, old, new


def _parts(old: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each class adds to the index; classes along the last axis."""
    p, q = _shares(old), _shares(new)
    return np.asarray((q - p) * np.log(q / p))


def _shares(mails: NDArray[np.int64]) -> NDArray[np.float64]:
    weights = mails + _UNSEEN
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))

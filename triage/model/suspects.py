"""Labels that are likely wrong, by confident learning (Northcutt, Jiang and Chuang 2021, JAIR 70). Pure.

A model that had not seen a row says how likely each label is. What counts as "surely refund" differs from label to
label, so the bar of each label is learnt: the mean probability that its own rows get. A row is suspected where another
label passes its bar and the model prefers it to the given one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.domain import Example, Verdict

_URGENCY = 0.5  # of a doubt about urgency beside one about intent: people agree less on it

Shares = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspect:
    """A labelled row that deserves a second look, and what the model would have said. "" where it does not object."""

    row: int
    intent: str
    urgency: str
    doubt: float  # 0 to 1: how unlikely the model finds the given label; that of urgency counts half


def suspects(examples: Sequence[Example], unseen: Sequence[Verdict]) -> tuple[Suspect, ...]:
    """Rows whose intent or urgency is likely wrong, the surest first.

    `unseen` holds, row by row, the verdict of a model that was not trained on the row (`triage.model.fit.lesson`).

    >>> told = {"refund": {"refund": 0.9, "payment": 0.1}, "payment": {"refund": 0.1, "payment": 0.9}}
    >>> rows = [Example(subject="", body="", intent=intent) for intent in ("refund", "refund", "payment", "payment")]
    >>> unseen = [
    ...     Verdict(intent=best, confidence=0.9, intents=told[best], urgency="", urgencies={})
    ...     for best in ("refund", "refund", "payment", "refund")
    ... ]
    >>> [(found.row, found.intent) for found in suspects(rows, unseen)]
    [(3, 'refund')]
    """
    intents = _doubted([row.intent for row in examples], [verdict.intents for verdict in unseen])
    urgencies = _doubted([row.urgency for row in examples], [verdict.urgencies for verdict in unseen])
    found = [_suspect(row, intents.get(row), urgencies.get(row)) for row in intents.keys() | urgencies.keys()]
    return tuple(sorted(found, key=lambda one: (-one.doubt, one.row)))


def _suspect(row: int, intent: tuple[str, float] | None, urgency: tuple[str, float] | None) -> Suspect:
    (other, doubt), (pace, haste) = intent or ("", 0.0), urgency or ("", 0.0)
    return Suspect(row=row, intent=other, urgency=pace, doubt=round(max(doubt, haste * _URGENCY), 4))


def _doubted(given: Sequence[str], told: Sequence[Mapping[str, float]]) -> dict[int, tuple[str, float]]:
    """Row by row that is doubted: the label that the model prefers, and how unlikely it finds the given one.

    Ranked by the given label's own share (self-confidence): by the lead of the other label, half as many of the first
    fifty are true errors.
    """
    labels = tuple(told[0]) if told else ()
    kept = [row for row, label in enumerate(given) if label in labels]
    if not kept:
        return {}
    shares = np.array([[told[row][label] for label in labels] for row in kept], np.float64)
    own = np.array([labels.index(given[row]) for row in kept])
    sure = np.where(shares >= _bars(shares, own), shares, 0.0)
    best, unlikely = sure.argmax(axis=1), 1 - shares[np.arange(len(kept)), own]
    doubted = np.flatnonzero((best != own) & (sure.max(axis=1) > 0))
    return {kept[at]: (labels[best[at]], float(unlikely[at])) for at in doubted}


def _bars(shares: Shares, own: NDArray[np.intp]) -> Shares:
    """For each label, the mean probability of it among the rows that carry it; out of reach where none does."""
    bars = np.full(shares.shape[1], np.inf)
    for label in np.unique(own):
        bars[label] = shares[own == label, label].mean()
    return bars

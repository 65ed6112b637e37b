"""How far two people who labelled the same mails agree, in the field's figures. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sklearn.metrics import cohen_kappa_score

from triage.domain import Example
from triage.labels import URGENCIES

Labels = tuple[str, str]  # what the first said, what the second said


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Two labellers' words on the same mails. Shares are 0 to 1; None where the rows cannot tell.

    Kappa is agreement beyond chance, -1 to 1. That of urgency is weighted: low against high counts twice as much as
    low against normal.
    """

    rows: int
    intent_share: float | None
    intent_kappa: float | None  # Cohen 1960
    urgency_share: float | None
    urgency_kappa: float | None  # Cohen 1968, linear weights
    also_f1: float | None  # of second requests, mail by mail; the same whoever comes first
    by_label: Mapping[str, float]  # intent: of all its namings by either person, the share that both gave
    disagreements: tuple[
        tuple[str, str, int], ...
    ]  # intent of the first, of the second, mails; the most frequent first


def agreement(pairs: Sequence[tuple[Example, Example]]) -> Agreement:
    """Figures of pairs of labels on one mail each, the first person's and the second's.

    Urgency is compared where both name one.

    >>> one, other = (Example(subject="", body="", intent=intent) for intent in ("refund", "payment"))
    >>> found = agreement([(one, one), (one, other), (other, other)])
    >>> found.intent_share, found.intent_kappa, found.disagreements
    (0.667, 0.4, (('refund', 'payment', 1),))
    """
    intents = [(first.intent, second.intent) for first, second in pairs]
    urgencies = [(first.urgency, second.urgency) for first, second in pairs if first.urgency and second.urgency]
    apart = Counter((first, second) for first, second in intents if first != second)
    return Agreement(
        rows=len(pairs),
        intent_share=_share(intents),
        intent_kappa=_kappa(intents, weights=None),
        urgency_share=_share(urgencies),
        urgency_kappa=_kappa(urgencies, weights="linear"),
        also_f1=_overlap([(set(first.also), set(second.also)) for first, second in pairs]),
        by_label=_by_label(intents),
        disagreements=tuple(
            (*labels, rows) for labels, rows in sorted(apart.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _share(said: Sequence[Labels]) -> float | None:
    return round(sum(first == second for first, second in said) / len(said), 3) if said else None


def _kappa(said: Sequence[Labels], weights: str | None) -> float | None:
    """None where both always gave the same one label: then chance alone explains everything."""
    labels = {label for both in said for label in both}
    if len(labels) < 2:
        return None
    order = URGENCIES if labels <= set(URGENCIES) else sorted(labels)
    first, second = zip(*said, strict=True)
    return round(float(cohen_kappa_score(first, second, labels=order, weights=weights)), 3)


def _overlap(said: Sequence[tuple[set[str], set[str]]]) -> float | None:
    """F1 of two sets of labels, over all mails together."""
    named = sum(len(first) + len(second) for first, second in said)
    return round(2 * sum(len(first & second) for first, second in said) / named, 3) if named else None


def _by_label(said: Sequence[Labels]) -> dict[str, float]:
    """Specific agreement of each label, the worst first."""
    named = Counter(label for both in said for label in both)
    shared = Counter(first for first, second in said if first == second)
    return dict(
        sorted(
            ((label, round(2 * shared[label] / named[label], 3)) for label in named),
            key=lambda item: (item[1], item[0]),
        )
    )

"""Which mails a person should label next: those the model is least sure of, but not ten of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from triage.domain import Verdict
from triage.model.features import terms
from triage.model.judge import Fitted, Judge
from triage.model.matrix import matrix

_SIMILAR = 0.5  # how much a mail like one already chosen falls back, at most


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A mail nobody has labelled yet: its own id, subject, new text and language."""

    id: str
    subject: str
    text: str
    language: str = "und"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A mail worth a person's look, with the model's guess."""

    mail: Candidate
    verdict: Verdict
    doubt: float  # 0: certain, 1: no idea


def choose(fitted: Fitted, mails: Sequence[Candidate], count: int) -> tuple[Choice, ...]:
    """At most `count` mails, the most telling first: doubt, less the likeness to what was chosen before."""
    if not mails:
        return ()
    judge = Judge(fitted)
    verdicts = [judge(mail.subject, mail.text, mail.language) for mail in mails]
    vectors = matrix(fitted.vocabulary, [terms(mail.subject, mail.text) for mail in mails])
    doubts = np.array([doubt(verdict) for verdict in verdicts])
    return tuple(
        Choice(mail=mails[row], verdict=verdicts[row], doubt=float(doubts[row]))
        for row in _spread(doubts, vectors, count)
    )


def doubt(verdict: Verdict) -> float:
    """One less the lead of the first intent over the second, or half of that for urgency where it is greater.

    >>> doubt(Verdict(intent="a", confidence=1.0, intents={"a": 1.0, "b": 0.0}, urgency="", urgencies={}))
    0.0
    """
    urgency = _hesitation(verdict.urgencies.values()) if verdict.urgencies else 0.0
    return max(_hesitation(verdict.intents.values()), urgency / 2)


def _hesitation(shares: Iterable[float]) -> float:
    first, second, *_ = [*sorted(shares, reverse=True), 0.0, 0.0]
    return 1 - (first - second)


def _spread(doubts: NDArray[np.float64], vectors: csr_matrix, count: int) -> list[int]:
    """Greedy: the highest doubt, then the highest after taking off likeness (cosine) to all chosen so far."""
    like = np.zeros(len(doubts))
    chosen: list[int] = []
    for _ in range(min(count, len(doubts))):
        worth = doubts * (1 - _SIMILAR * like)
        worth[chosen] = -1.0
        best = int(np.argmax(worth))
        chosen.append(best)
        like = np.maximum(like, (vectors @ vectors[best].T).toarray().ravel())
    return chosen

"""Which mails a person should label next: those the model is least sure of, but not ten of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from triage.domain import Verdict
from triage.model.features import terms
from triage.model.judge import Fitted, Judge, softmax
from triage.model.matrix import matrix

Shares = NDArray[np.floating[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A mail to label: its own id, subject, new text, language, and who wrote it."""

    id: str
    subject: str
    text: str
    language: str = "und"
    writer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A mail worth a person's look, with the model's guess."""

    mail: Candidate
    verdict: Verdict
    doubt: float  # 0: certain, 1: no idea


def choose(fitted: Fitted, mails: Sequence[Candidate], count: int) -> tuple[Choice, ...]:
    """At most `count` mails, the most telling first: doubt, less the likeness to what was chosen before.

    A second mail of the same words is worth nothing. 20,000 mails take about 15 s on one slow core.
    """
    if not mails or not fitted.intents:
        return ()
    vectors = matrix(fitted.vocabulary, [terms(mail.subject, mail.text, mail.language) for mail in mails])
    scores = np.asarray(vectors @ fitted.weights + fitted.bias, np.float32)
    urgent, also = len(fitted.intents), len(fitted.intents) + len(fitted.urgencies)
    doubts = doubt(softmax(scores[:, :urgent]), softmax(scores[:, urgent:also]) if fitted.urgencies else None)
    judge = Judge(fitted)
    return tuple(
        Choice(mail=mail, verdict=judge(mail.subject, mail.text, mail.language), doubt=float(doubts[row]))
        for row in _spread(doubts, vectors, count)
        for mail in (mails[row],)
    )


def doubt(intents: Shares, urgencies: Shares | None = None) -> Shares:
    """Mail by mail one less the lead of the first intent over the second, or half of that for urgency where greater.

    >>> doubt(np.array([[0.5, 0.5], [0.75, 0.25], [0.0, 1.0]]))
    array([1. , 0.5, 0. ])
    """
    hesitation = _hesitation(intents)
    return hesitation if urgencies is None else np.maximum(hesitation, _hesitation(urgencies) / 2)


def _hesitation(shares: Shares) -> Shares:
    if shares.shape[1] < 2:
        return np.zeros(len(shares))
    first_two = np.partition(shares, -2, axis=1)[:, -2:]
    return np.asarray(1 - (first_two[:, 1] - first_two[:, 0]))


def _spread(doubts: Shares, vectors: csr_matrix, count: int) -> list[int]:
    """Greedy: the highest doubt, then the highest after taking off likeness (cosine) to all chosen so far."""
    like = np.zeros(len(doubts))
    chosen: list[int] = []
    for _ in range(min(count, len(doubts))):
        worth = doubts * (1 - like)
        worth[chosen] = -1.0
        best = int(np.argmax(worth))
        chosen.append(best)
        like = np.clip(np.maximum(like, vectors @ vectors[best].toarray().ravel()), 0, 1)
    return chosen

"""How likely a machine's answer would be right: one calibrated number from everything a verdict says of itself.

Right means: the intent is, the person saw low urgency, and nothing else was asked. A verdict's own probabilities each
tell one of these; that they go wrong together is learnt from verdicts on mails that the model had not seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from triage.domain import Example, Verdict

Weights = tuple[float, ...]
WIDTH = 6  # signs and a constant
_EDGE = 1e-4  # probabilities nearer to 0 or 1 tell no more


def right(example: Example, verdict: Verdict) -> bool:
    """Whether an answer to the verdict's intent would have been what a person wanted."""
    return verdict.intent == example.intent and example.urgency in {"", "low"} and not example.also


def signs(verdict: Verdict) -> NDArray[np.float64]:
    """What speaks for and against a verdict, as `WIDTH` numbers."""
    first, second = (*sorted(verdict.intents.values(), reverse=True), 0.0)[:2]
    low = verdict.urgencies.get("low", 1.0)
    return np.array([
        _log_odds(first), np.log(max(first, _EDGE) / max(second, _EDGE)), _log_odds(low), _log_odds(verdict.second),
        verdict.coverage, 1.0,
    ])  # fmt: skip


def trust(weights: Weights, verdict: Verdict) -> float:
    """Probability that an automatic answer would be right; 0 with weights of a model that learnt none."""
    return 1 / (1 + float(np.exp(-np.dot(weights, signs(verdict))))) if weights else 0.0


def learn_trust(examples: Sequence[Example], verdicts: Sequence[Verdict]) -> Weights:
    """Weights of `signs`, from verdicts on unseen mails; none where these are too few or all alike."""
    from sklearn.linear_model import LogisticRegression  # not above: a worker judges without it

    pairs = [(row, said) for row, said in zip(examples, verdicts, strict=True) if said.urgency in {"", "low"}]
    wanted = np.array([right(row, said) for row, said in pairs], bool)
    if not pairs or min(wanted.sum(), (~wanted).sum()) < 2 * WIDTH:
        return ()
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=500)
    model.fit(np.array([signs(said) for _, said in pairs]), wanted)
    return tuple(map(float, model.coef_[0]))


def _log_odds(share: float) -> float:
    within = min(max(share, _EDGE), 1 - _EDGE)
    return float(np.log(within / (1 - within)))

"""A mail's verdict from a fitted model: one look-up per term, one small product. Needs NumPy only, not the trainer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from triage.domain import Verdict
from triage.model.features import Terms, parts_of, terms
from triage.model.proof import Bar, Class, Trial, bars
from triage.model.trust import Weights, trust
from triage.model.vocabulary import Floats, Rows, Vocabulary

Sureness = tuple[float, float, float]
_EDGE = 1e-6  # probabilities nearer to 0 or 1 tell no more
_WORDS_SHOWN = 6
_LEAST = 0.05  # of a word that is worth showing, in units of the score


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fitted:
    """A trained model. `weights` has a row per term and a column per output: intents, then urgencies, then alsos.

    Weights are calibrated: the temperatures are folded into them, so a softmax gives probabilities. They are stored
    row by row because a mail needs some rows and every column of them.
    """

    vocabulary: Vocabulary
    intents: tuple[str, ...]
    urgencies: tuple[str, ...]  # empty: trained on labels of the user's own, without urgency
    alsos: tuple[str, ...]
    weights: Floats
    bias: Floats
    also_threshold: float
    out_of_scope: str | None  # the label that is to be refused
    languages: tuple[str, ...]  # of the training rows; empty: not told
    sureness: Sureness = (1.0, 1.0, 0.0)  # how the first intent's probability is corrected; as it is
    trust: Weights = ()  # of the signs in `triage.model.trust`; empty: nothing is trusted
    trials: tuple[Trial, ...] = ()  # what automatic answers would have been worth on mails it had not seen
    version: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """What a model was made of and how good it is, for its card."""

    data_sha256: str
    rows_by_language: Mapping[str, int]
    rows_by_label: Mapping[str, int]
    scores: Mapping[str, Any]  # figures by what they were measured on; None where there was nothing to measure on


class Judge:
    """Says what a mail means.

    >>> from triage.model.fit import fit
    >>> from triage.domain import Example
    >>> rows = [Example(subject="", body=f"where is my parcel {n}", intent="order_status") for n in range(9)]
    >>> rows += [Example(subject="", body=f"it arrived broken {n}", intent="damaged_parcel") for n in range(9)]
    >>> Judge(fit(rows))("", "so where is it?", "en").intent
    'order_status'
    """

    def __init__(self, fitted: Fitted, wrong_share: float = 0.0) -> None:
        """`wrong_share`: what the shop accepts of wrong automatic answers, below 1; with 0 nothing is proven."""
        self._fitted = fitted
        self.bars: Mapping[Class, Bar] = bars(fitted.trials, wrong_share) if wrong_share else {}

    def __call__(self, subject: str, text: str, language: str) -> Verdict:
        """The verdict on a subject and the new words of a mail in a language (ISO 639-1, "und" when unknown)."""
        fitted, found = self._fitted, terms(subject, text, language)
        ids, values = fitted.vocabulary.vector(found)
        rows = fitted.weights[ids]
        known = 0.0 if _foreign(language, fitted.languages) else fitted.vocabulary.coverage(found.spoken)
        scores = values @ rows + fitted.bias
        said = values * rows[:, int(np.argmax(scores[: len(fitted.intents)]))]
        told = verdict(fitted, scores, _because(fitted.vocabulary, found, ids, said), known)
        return self._barred(told, language)

    def _barred(self, told: Verdict, language: str) -> Verdict:
        proven = self.bars.get((told.intent, language))
        if proven is None or proven.threshold is None:
            return told
        return replace(told, bar=proven.threshold, proven=True)


def judge(fitted: Fitted, subject: str, text: str, language: str) -> Verdict:
    """One mail's verdict."""
    return Judge(fitted)(subject, text, language)


def judge_all(fitted: Fitted, mails: Iterable[tuple[str, str, str]]) -> tuple[Verdict, ...]:
    """Verdicts on many mails, each subject, new text and language, in order."""
    one = Judge(fitted)
    return tuple(one(subject, text, language) for subject, text, language in mails)


def verdict(
    fitted: Fitted, scores: Floats, because: tuple[tuple[str, float], ...] = (), coverage: float = 1.0
) -> Verdict:
    """Scores of every output to a verdict. Urgency is "" and empty for a model that has none."""
    urgent, also = len(fitted.intents), len(fitted.intents) + len(fitted.urgencies)
    intents = _shares(fitted.intents, scores[:urgent])
    urgencies = _shares(fitted.urgencies, scores[urgent:also])
    intent = max(intents, key=intents.__getitem__)
    intents = _corrected(intents, intent, fitted.sureness)
    beside = {
        label: float(chance)
        for label, chance in zip(fitted.alsos, 1 / (1 + np.exp(-scores[also:].astype(np.float64))), strict=True)
        if label not in {intent, fitted.out_of_scope}
    }
    told = Verdict(
        intent=intent,
        confidence=intents[intent],
        intents=intents,
        urgency=max(urgencies, key=urgencies.__getitem__, default=""),
        urgencies=urgencies,
        also=tuple(label for label, chance in beside.items() if chance >= fitted.also_threshold),
        second=max(beside.values(), default=0.0),
        because=because,
        coverage=coverage,
        model=fitted.version,
    )
    return replace(told, trust=trust(fitted.trust, told), proven=False)


def corrected(share: float, sureness: Sureness) -> float:
    """A probability after beta calibration (Kull, Silva Filho and Flach 2017): a, b, c of a ln p - b ln(1 - p) + c.

    >>> corrected(0.9, (1.0, 1.0, 0.0)), corrected(0.9, (0.5, 0.5, 0.0))
    (0.9, 0.75)
    """
    a, b, c = sureness
    within = min(max(share, _EDGE), 1 - _EDGE)
    return round(float(1 / (1 + within**-a * (1 - within) ** b * np.exp(-c))), 12)


def _corrected(shares: Mapping[str, float], first: str, sureness: Sureness) -> Mapping[str, float]:
    """The first label's share corrected, and the others' so that all sum to 1 again."""
    if sureness == (1.0, 1.0, 0.0):
        return shares
    sure = corrected(shares[first], sureness)
    rest = (1 - sure) / max(1 - shares[first], _EDGE**2)
    return {label: sure if label == first else share * rest for label, share in shares.items()}


def softmax(scores: Floats) -> Floats:
    """Probabilities of scores along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _shares(labels: tuple[str, ...], scores: Floats) -> Mapping[str, float]:
    return dict(zip(labels, map(float, softmax(scores.astype(np.float64))), strict=True)) if labels else {}


def _foreign(language: str, known: Sequence[str]) -> bool:
    return bool(known) and language not in known and language != "und"


def _because(vocabulary: Vocabulary, found: Terms, ids: Rows, said: Floats) -> tuple[tuple[str, float], ...]:
    """Words and what they added to the winner's score, the strongest first. A word speaks for the parts within it and
    for the idea it stands for.
    """
    share = dict(zip(ids.tolist(), said.tolist(), strict=True))
    words, parts, ideas = (vocabulary.rows[kind] for kind in ("words", "parts", "ideas"))
    total = {word: share.get(words.get(word, -1), 0.0) for word in dict.fromkeys(found.words)}
    times = Counter(found.parts)
    for word, count in Counter(found.spoken).items():
        within = sum(share.get(parts.get(part, -1), 0.0) / times[part] for part in parts_of(word) if part in times)
        total[word] = total.get(word, 0.0) + within * count
    often = Counter(idea for _, idea in found.heard)
    for word, idea in found.heard:
        total[word] = total.get(word, 0.0) + share.get(ideas.get(idea, -1), 0.0) / often[idea]
    return _readable(total)


def _readable(total: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    shown: dict[str, float] = {}
    for term in sorted(total, key=total.__getitem__, reverse=True):
        if len(shown) == _WORDS_SHOWN or total[term] < _LEAST:
            break
        name = term.removeprefix("subject:").strip("_")
        if len(name) > 1 and not name.isdigit() and not any(name in other or other in name for other in shown):
            shown[name] = round(total[term], 3)
    return tuple(shown.items())

"""Examples to a fitted, calibrated model. Seeded: the same rows give the same predictions.

Calibration is learnt from mails that the model did not see: whole writers are left out in turn, because a mail by a
hand the model knows is easier than any customer's. One temperature for each head is then folded into its weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from threading import Lock
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from triage.domain import Example, Verdict
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES
from triage.model.features import Terms, terms
from triage.model.judge import Fitted, Sureness, softmax, verdict
from triage.model.matrix import matrix, reduced
from triage.model.trust import Weights, learn_trust
from triage.model.vocabulary import MIN_HANDS, Floats, Vocabulary, learn

Progress = Callable[[str], None]
Part = NDArray[np.intp]  # row numbers
Matrix = NDArray[np.float64]

_FOLDS = 3
_STRENGTH = {"intent": 30.0, "urgency": 3.0, "also": 3.0}  # inverse of the penalty, measured by leaving writers out
_BINARY: Mapping[str, Any] = {"solver": "liblinear", "dual": True, "tol": 0.01, "random_state": 0}
_ONE_AT_A_TIME = Lock()  # its random numbers are drawn from one source that all threads share
_ENOUGH = 100  # right and wrong verdicts from which a curve is drawn through them
_ABSENT = -30.0  # score of a label that a training part does not hold
_BARS = np.round(np.arange(0.1, 0.95, 0.025), 3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """A model, and the verdict on each example, in order, of a model that was not trained on it or on its writer."""

    fitted: Fitted
    unseen: tuple[Verdict, ...]
    others: tuple[Fitted, ...]  # the models of these verdicts
    by: tuple[int, ...]  # which of them judged each example


def fit(
    examples: Sequence[Example], seed: int = 0, progress: Progress | None = None, out_of_scope: str | None = "other"
) -> Fitted:
    """A calibrated model. Raises ConfigError where the rows cannot teach one."""
    return lesson(examples, seed, progress, out_of_scope).fitted


def lesson(
    examples: Sequence[Example], seed: int = 0, progress: Progress | None = None, out_of_scope: str | None = "other"
) -> Lesson:
    """A calibrated model, and what it would have said of its own rows had it not seen them. Raises ConfigError."""
    say = progress or (lambda line: None)
    plan = _outputs(examples, out_of_scope)
    say(f"Reading {len(examples):,} mails")
    corpus = [terms(example.subject, example.body, example.language) for example in examples]
    plan = replace(plan, vocabulary=learn(corpus, hands(examples)))
    x = matrix(plan.vocabulary, corpus)
    parts = _folds(examples, seed)
    say(f"Learning {len(plan.intents)} labels, {len(parts) + 1} times")
    rest = [np.setdiff1d(np.arange(len(examples)), part) for part in parts]
    try:
        whole, *others = Parallel(n_jobs=-1, prefer="threads")(
            [delayed(_taught)(plan, x, examples), *(delayed(_taught_by)(plan, x, examples, train) for train in rest)]
        )
    except ValueError:  # a part without any term that three rows share
        raise ConfigError(f"{len(examples)} rows are too few to learn from; add more, about 20 of each label") from None
    say("Calibrating")
    return _calibrated(whole, others, examples, corpus, parts)


def _calibrated(
    whole: Fitted, others: Sequence[Fitted], examples: Sequence[Example], corpus: Sequence[Terms], parts: Sequence[Part]
) -> Lesson:
    """Probabilities, bars and trust, learnt from what the others say of the rows they had not seen."""
    scores = np.zeros((len(examples), len(whole.bias)), np.float32)
    known = np.zeros(len(examples))
    by = np.zeros(len(examples), int)
    for number, (other, part) in enumerate(zip(others, parts, strict=True)):
        mine = [corpus[row] for row in part]
        scores[part] = matrix(other.vocabulary, mine) @ other.weights + other.bias
        known[part] = [other.vocabulary.coverage(mail.spoken) for mail in mine]
        by[part] = number
    scale = _scale(whole, examples, scores)
    also = _bar(scores, examples, whole)

    def calibrated(model: Fitted, trusted: Weights = ()) -> Fitted:
        return replace(
            model, weights=model.weights * scale, bias=model.bias * scale, also_threshold=also, trust=trusted
        )

    def judged(model: Fitted) -> tuple[Verdict, ...]:
        pairs = zip(scores * scale, known, strict=True)
        return tuple(verdict(model, row, coverage=float(covered)) for row, covered in pairs)

    whole = replace(whole, sureness=_sureness(examples, judged(calibrated(whole))))
    trusted = learn_trust(examples, judged(calibrated(whole)))
    fitted = calibrated(whole, trusted)
    return Lesson(
        fitted=fitted, unseen=judged(fitted), others=tuple(
            calibrated(replace(other, sureness=whole.sureness), trusted) for other in others
        ),
        by=tuple(map(int, by)),
    )  # fmt: skip


def hands(examples: Sequence[Example]) -> list[str]:
    """Who wrote each row. Starter rows are each another invented customer; a shop's writer is one customer."""
    return [
        example.writer if example.writer and example.source != "starter" else f"row {row}"
        for row, example in enumerate(examples)
    ]


def _outputs(examples: Sequence[Example], out_of_scope: str | None) -> Fitted:
    """What will be predicted, with nothing learnt yet."""
    intents = _ordered({example.intent for example in examples}, INTENTS)
    urgencies = _ordered({example.urgency for example in examples} - {""}, URGENCIES)
    if len({example.intent for example in examples}) < 2:
        raise ConfigError("training needs rows of at least two labels; add labelled mails")
    alsos = intents if any(example.also for example in examples) else ()
    urgencies = urgencies if len(urgencies) > 1 else ()
    width = len(intents) + len(urgencies) + len(alsos)
    return Fitted(
        vocabulary=Vocabulary({}, np.zeros(0, np.float32)), intents=intents, urgencies=urgencies, alsos=alsos,
        weights=np.zeros((0, width), np.float32), bias=np.zeros(width, np.float32), also_threshold=0.5,
        out_of_scope=out_of_scope if out_of_scope in intents else None,
        languages=_ordered({example.language for example in examples} - {""}, ()),
    )  # fmt: skip


def _ordered(labels: set[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(known) if labels and labels <= set(known) else tuple(sorted(labels))


def _folds(examples: Sequence[Example], seed: int) -> list[Part]:
    """Parts of the rows that are left out in turn: whole writers, where a language has another one to learn from."""
    writers: dict[str, set[str]] = {}
    for example in examples:
        writers.setdefault(example.language, set()).add(example.writer)
    group = [
        example.writer if len(writers[example.language]) > 1 and example.writer else f"row {row}"
        for row, example in enumerate(examples)
    ]
    size = Counter(group)
    names = sorted(size)
    Random(seed).shuffle(names)  # noqa: S311  a reproducible split, no secret
    filled = [0] * min(_FOLDS, len(names))
    home: dict[str, int] = {}
    for name in sorted(names, key=size.__getitem__, reverse=True):
        home[name] = filled.index(min(filled))
        filled[home[name]] += size[name]
    fold = np.array([home[name] for name in group])
    return [np.flatnonzero(fold == number) for number in range(len(filled))]


def _taught(plan: Fitted, x: csr_matrix, examples: Sequence[Example]) -> Fitted:
    """A model, not yet calibrated."""
    weights, bias = _heads(plan, x, examples)
    return replace(plan, weights=weights, bias=bias)


def _taught_by(plan: Fitted, x: csr_matrix, examples: Sequence[Example], train: Part) -> Fitted:
    """A model of these rows alone. Terms that they do not hold often enough are unknown to it, as in life."""
    kept = np.flatnonzero(x[train].getnnz(axis=0) >= MIN_HANDS)
    vocabulary = plan.vocabulary.only(kept)
    return _taught(
        replace(plan, vocabulary=vocabulary), reduced(vocabulary, x[train][:, kept]), [examples[row] for row in train]
    )


def _heads(plan: Fitted, x: csr_matrix, rows: Sequence[Example]) -> tuple[Floats, Floats]:
    """Weights and bias of all outputs, not yet calibrated."""
    heads = [
        _head(x, [row.intent for row in rows], plan.intents, rows, _STRENGTH["intent"]),
        _head(x, [row.urgency for row in rows], plan.urgencies, rows, _STRENGTH["urgency"]),
        _also(x, plan.alsos, rows),
    ]
    weights = np.concatenate([weights for weights, _ in heads], axis=1)
    return weights.astype(np.float32), np.concatenate([bias for _, bias in heads]).astype(np.float32)


def _head(
    x: csr_matrix, wanted: Sequence[str], labels: tuple[str, ...], rows: Sequence[Example], strength: float
) -> tuple[Matrix, Matrix]:
    """Weights and bias of one multinomial head, a column per label; rows without a label teach nothing."""
    weights, bias = np.zeros((x.shape[1], len(labels))), np.full(len(labels), _ABSENT)
    told = np.array([row for row, label in enumerate(wanted) if label in labels], np.intp)
    present = sorted({wanted[row] for row in told})
    if len(present) < 2:
        bias[[labels.index(label) for label in present]] = 0.0
        return weights, bias
    model = LogisticRegression(C=strength, solver="newton-cg", tol=1e-4, max_iter=100, class_weight="balanced")
    model.fit(x[told], [wanted[row] for row in told], sample_weight=[rows[row].weight for row in told])
    columns = [labels.index(label) for label in model.classes_]
    two = len(columns) == 2  # the library keeps one column then: the second label's
    weights[:, columns] = (np.vstack([-model.coef_, model.coef_]) / 2 if two else model.coef_).T
    bias[columns] = np.concatenate([-model.intercept_, model.intercept_]) / 2 if two else model.intercept_
    return weights, bias


def _also(x: csr_matrix, labels: tuple[str, ...], rows: Sequence[Example]) -> tuple[Matrix, Matrix]:
    """One yes-or-no head per label: is this asked for in the mail, as the main thing or beside it?"""
    weights, bias = np.zeros((x.shape[1], len(labels))), np.full(len(labels), _ABSENT)
    weight = [row.weight for row in rows]
    for column, label in enumerate(labels):
        asked = np.array([label == row.intent or label in row.also for row in rows])
        if 0 < asked.sum() < len(rows):
            model = LogisticRegression(C=_STRENGTH["also"], class_weight="balanced", **_BINARY)
            with _ONE_AT_A_TIME:
                model.fit(x, asked, sample_weight=weight)
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def _scale(plan: Fitted, examples: Sequence[Example], scores: Floats) -> Floats:
    """One over the temperature, for each output, from scores on unseen mails."""
    urgent, also = len(plan.intents), len(plan.intents) + len(plan.urgencies)
    scale = np.ones(scores.shape[1], np.float32)
    scale[:urgent] = 1 / _temperature(scores[:, :urgent], [row.intent for row in examples], plan.intents)
    scale[urgent:also] = 1 / _temperature(scores[:, urgent:also], [row.urgency for row in examples], plan.urgencies)
    return scale


def _temperature(scores: Floats, wanted: Sequence[str], labels: tuple[str, ...]) -> float:
    """The divisor of the scores under which the right labels are likeliest."""
    told = [row for row, label in enumerate(wanted) if label in labels]
    right = [labels.index(wanted[row]) for row in told]
    if not told:
        return 1.0
    known = scores[told].astype(np.float64)

    def surprise(log_t: float) -> float:
        chance = softmax(known / np.exp(log_t))[np.arange(len(told)), right]
        return float(-np.log(np.maximum(chance, 1e-12)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-3, 3), method="bounded").x))


def _sureness(examples: Sequence[Example], verdicts: Sequence[Verdict]) -> Sureness:
    """How a first intent's probability is corrected so that it says how often that intent is right."""
    hit = np.array([row.intent == said.intent for row, said in zip(examples, verdicts, strict=True)])
    if min(hit.sum(), (~hit).sum()) < _ENOUGH:
        return (1.0, 1.0, 0.0)
    share = np.clip([said.confidence for said in verdicts], 1e-6, 1 - 1e-6)
    model = LogisticRegression(C=1e3, max_iter=500).fit(np.stack([np.log(share), -np.log(1 - share)], axis=1), hit)
    a, b = map(float, model.coef_[0])
    return (a, b, float(model.intercept_[0])) if min(a, b) > 0 else (1.0, 1.0, 0.0)  # only where surer stays surer


def _bar(scores: Floats, examples: Sequence[Example], fitted: Fitted) -> float:
    """The probability from which a second request is reported: where precision and recall balance best (F1)."""
    if not fitted.alsos:
        return 0.5
    chance = 1 / (1 + np.exp(-scores[:, -len(fitted.alsos) :]))
    asked = np.array([[label in row.also for label in fitted.alsos] for row in examples])
    main = np.array([[label == row.intent for label in fitted.alsos] for row in examples])

    def f1(bar: float) -> float:
        said = (chance >= bar) & ~main
        return float(2 * (said & asked).sum() / max(1, said.sum() + asked.sum()))

    return float(max(_BARS, key=f1))

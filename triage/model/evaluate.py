"""How good a model is, in the field's figures. Pure: labelled mails and the verdicts on them in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, matthews_corrcoef, precision_recall_fscore_support, roc_auc_score

from triage.bounds import upper_bound
from triage.domain import Example, Verdict
from triage.model.trust import right

_BINS = 15  # of the calibration error, as in the literature


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """One label: its mails, how many of those called so are so, how many of them are found, and both in one figure."""

    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """One language: its mails, and the share whose intent and urgency are right."""

    rows: int
    accuracy: float
    urgency_accuracy: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Automation:
    """What a machine would answer alone: the share of all mails, and how much of it wrongly.

    A mail is answerable when a person marked it so: low urgency, one request, and the shop has a text for it.
    """

    eligible_share: float
    wrong_share: float
    wrong_share_upper_95: float  # one-sided Clopper-Pearson bound
    answered: int
    wrong: int
    answerable: int
    answered_share_of_answerable: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """Every figure that `triage evaluate --json` prints. None: the rows cannot tell (no such label, no urgency)."""

    rows: int
    accuracy: float
    macro_f1: float
    mcc: float
    ece: float
    in_scope_accuracy: float | None
    out_of_scope_recall: float | None
    out_of_scope_auroc: float | None
    urgency_accuracy: float | None
    urgency_recall: Mapping[str, float]
    by_label: Mapping[str, Label]
    by_language: Mapping[str, Language]
    automation: Automation

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)


def evaluate(
    examples: Sequence[Example],
    verdicts: Sequence[Verdict],
    out_of_scope: str | None = "other",
    answered: Sequence[bool] = (),
    answerable: Sequence[bool] = (),
) -> Scores:
    """Compare verdicts with what people said. Both are equally long, at least one row; raises ValueError otherwise.

    `answered` tells which mails a machine would have answered alone, `answerable` which a person would have let it;
    empty for none. An automatic answer is wrong when the intent is, or when a person saw more urgency or a second
    request.
    """
    if not examples or len(examples) != len(verdicts):
        raise ValueError("evaluation needs one verdict for each of at least one example")
    wanted = np.array([row.intent for row in examples])
    said = np.array([verdict.intent for verdict in verdicts])
    labels = sorted({*wanted, *said})
    right = wanted == said
    outside = wanted == out_of_scope
    told = [(row.urgency, verdict.urgency) for row, verdict in zip(examples, verdicts, strict=True) if row.urgency]
    told = told if any(urgency for _, urgency in told) else []
    return Scores(
        rows=len(examples),
        accuracy=float(right.mean()),
        macro_f1=float(f1_score(wanted, said, average="macro", labels=sorted(set(wanted)), zero_division=0)),
        mcc=float(matthews_corrcoef(wanted, said)),
        ece=calibration_error(np.array([verdict.confidence for verdict in verdicts]), right),
        in_scope_accuracy=_share(right[~outside]),
        out_of_scope_recall=_share(right[outside]),
        out_of_scope_auroc=_auroc(outside, verdicts, out_of_scope),
        urgency_accuracy=_share([want == say for want, say in told]),
        urgency_recall={
            urgency: float(np.mean([say == urgency for want, say in told if want == urgency]))
            for urgency in sorted({want for want, _ in told})
        },
        by_label=_by_label(wanted, said, labels),
        by_language=_by_language(examples, verdicts),
        automation=_automation(examples, verdicts, answered, answerable),
    )


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error: how far confidence and hit rate lie apart, over equal bins of confidence.

    >>> calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([True, True, True, False]))
    0.0
    """
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float(right[bins == one].sum() - confidence[bins == one].sum())) for one in np.unique(bins)]
    return sum(gaps) / len(confidence)


def strangeness(verdict: Verdict, out_of_scope: str | None) -> float:
    """How likely a mail is none of the known requests, between 0 and 1.

    Half is the doubt about the best known label at twice the temperature: sureness among known labels tells more about
    strange mails when it is softened (Liang et al. 2018, "ODIN"). Half is the probability of the label that is refused.
    """
    soft = {label: float(np.sqrt(share)) for label, share in verdict.intents.items()}
    best = max((share for label, share in soft.items() if label != out_of_scope), default=0.0)
    return (1 - best / max(sum(soft.values()), 1e-9) + verdict.intents.get(out_of_scope or "", 0.0)) / 2


def _auroc(outside: NDArray[np.bool_], verdicts: Sequence[Verdict], out_of_scope: str | None) -> float | None:
    if outside.all() or not outside.any():
        return None
    return float(roc_auc_score(outside, [strangeness(verdict, out_of_scope) for verdict in verdicts]))


def _share(hits: Sequence[bool] | NDArray[np.bool_]) -> float | None:
    return float(np.mean(hits)) if len(hits) else None


def _by_label(wanted: NDArray[Any], said: NDArray[Any], labels: list[str]) -> dict[str, Label]:
    figures = precision_recall_fscore_support(wanted, said, labels=labels, zero_division=0)
    return {
        str(label): Label(rows=int(rows), precision=float(precision), recall=float(recall), f1=float(f1))
        for label, precision, recall, f1, rows in zip(labels, *figures, strict=True)
    }


def _by_language(examples: Sequence[Example], verdicts: Sequence[Verdict]) -> dict[str, Language]:
    pairs: dict[str, list[tuple[Example, Verdict]]] = {}
    for row, verdict in zip(examples, verdicts, strict=True):
        pairs.setdefault(row.language, []).append((row, verdict))
    return {
        language: Language(
            rows=len(mine),
            accuracy=float(np.mean([row.intent == verdict.intent for row, verdict in mine])),
            urgency_accuracy=_share([row.urgency == verdict.urgency for row, verdict in mine if row.urgency]),
        )
        for language, mine in sorted(pairs.items())
    }


def _automation(
    examples: Sequence[Example], verdicts: Sequence[Verdict], answered: Sequence[bool], answerable: Sequence[bool]
) -> Automation:
    pairs = list(zip(examples, verdicts, strict=True))
    alone = [pair for pair, sent in zip(pairs, answered, strict=False) if sent]
    wrong = sum(not right(row, verdict) for row, verdict in alone)
    both = sum(sent and may for sent, may in zip(answered, answerable, strict=False))
    return Automation(
        eligible_share=len(alone) / len(examples),
        wrong_share=wrong / len(alone) if alone else 0.0,
        wrong_share_upper_95=upper_bound(wrong, len(alone)),
        answered=len(alone), wrong=wrong, answerable=sum(answerable),
        answered_share_of_answerable=both / sum(answerable) if any(answerable) else None,
    )  # fmt: skip

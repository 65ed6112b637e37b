"""Read, fit, evaluate, gate, register, promote: a new model takes the old one's place only when it is not worse."""

from __future__ import annotations

import hashlib
import json
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from triage.domain import Example
from triage.errors import BadModel, Refused
from triage.model.duplicates import same_words
from triage.model.evaluate import Scores, evaluate
from triage.model.fit import lesson
from triage.model.judge import Fitted, Provenance
from triage.ports import Registry
from triage.rehearsal import Stage, rehearse, trials

TOLERANCE = 0.005  # how much of a share may be lost on the frozen set
_GUARDED_INTENTS = ("dispute", "lost_parcel")
_GUARDED_URGENCIES = ("critical",)


def retrain(
    examples: Sequence[Example],
    benchmark: Sequence[Example],
    registry: Registry,
    *,
    progress: Callable[[str], None] = lambda line: None,
    seed: int = 0,
    force: bool = False,
    out_of_scope: str | None = "other",
    stage: Stage | None = None,
) -> Path:
    """Train on the examples and make the model active; returns its folder.

    `benchmark` is the frozen set: its mails are taken out of the examples. A model that is worse on it than the active
    one is registered, not promoted, and Refused says why; `force` promotes it all the same. `stage` holds the rules
    under which automatic answers are rehearsed. Raises ConfigError where the rows cannot teach a model.
    """
    stage = stage or Stage()
    learnt = without(examples, benchmark)
    if len(learnt) < len(examples):
        progress(f"{len(examples) - len(learnt)} rows are left out: they are in the frozen set")
    taught = lesson(learnt, seed, progress, out_of_scope)
    progress("Rehearsing automatic answers")
    fitted = replace(taught.fitted, trials=trials(learnt, taught, stage))
    unseen = evaluate(learnt, taught.unseen, out_of_scope)
    progress(f"On writers it had not read: {figures(unseen)}")
    frozen = measure(fitted, benchmark, stage)
    if frozen:
        progress(f"On the frozen set: {figures(frozen)}")
    folder = registry.register(fitted, provenance(learnt, unseen, frozen))
    faults = () if force else worse(frozen, _before(registry, fitted, benchmark, stage, progress))
    if faults:
        raise Refused(
            f"the new model {folder.name} is worse than the active one and was not made active: {'; '.join(faults)}. "
            f"Add training rows, or make it active all the same: triage models promote {folder.name}"
        )
    registry.promote(folder.name)
    return folder


def measure(fitted: Fitted, rows: Sequence[Example], stage: Stage | None = None) -> Scores | None:
    """Figures of a model under the shop's rules on labelled mails; None without mails."""
    if not rows:
        return None
    stage = stage or Stage()
    found = rehearse(fitted, rows, stage)
    return evaluate(
        rows, [one.verdict for one in found], fitted.out_of_scope, [one.answered for one in found],
        [stage.answerable(row) for row in rows],
    )  # fmt: skip


def worse(new: Scores | None, old: Scores | None) -> tuple[str, ...]:
    """What a new model lost on the frozen set beyond the tolerance, in words; empty when it may take over."""
    if new is None or old is None:
        return ()
    shares = [
        ("accuracy", old.accuracy, new.accuracy),
        *(
            (f"recall of {intent}", old.by_label[intent].recall, new.by_label[intent].recall)
            for intent in _GUARDED_INTENTS
            if intent in old.by_label and intent in new.by_label
        ),
        *(
            (f"recall of {urgency}", old.urgency_recall[urgency], new.urgency_recall.get(urgency, 0.0))
            for urgency in _GUARDED_URGENCIES
            if urgency in old.urgency_recall
        ),
    ]
    return tuple(f"{what} fell from {was:.1%} to {now:.1%}" for what, was, now in shares if now < was - TOLERANCE)


def without(examples: Iterable[Example], frozen: Iterable[Example]) -> tuple[Example, ...]:
    """The examples that are not in the frozen set, whatever their spacing and case."""
    kept_out = {same_words(row) for row in frozen}
    return tuple(row for row in examples if same_words(row) not in kept_out)


def provenance(examples: Sequence[Example], unseen: Scores, frozen: Scores | None) -> Provenance:
    """What the card tells of a model's rows and figures."""
    content = json.dumps([asdict(row) for row in examples], ensure_ascii=True, sort_keys=True)
    return Provenance(
        data_sha256=hashlib.sha256(content.encode()).hexdigest(),
        rows_by_language=dict(sorted(Counter(row.language for row in examples).items())),
        rows_by_label=dict(sorted(Counter(row.intent for row in examples).items())),
        scores={"benchmark": frozen.as_dict() if frozen else None, "cross_validation": unseen.as_dict()},
    )


def figures(scores: Scores) -> str:
    """The main figures on one line."""
    urgency = "" if scores.urgency_accuracy is None else f", urgency {scores.urgency_accuracy:.1%}"
    return (
        f"intent {scores.accuracy:.1%} of {scores.rows:,}, macro-F1 {scores.macro_f1:.3f}{urgency}, "
        f"calibration error {scores.ece:.3f}"
    )


def _before(
    registry: Registry, new: Fitted, benchmark: Sequence[Example], stage: Stage, progress: Callable[[str], None]
) -> Scores | None:
    """The active model's figures on the frozen set; None where the two cannot be compared."""
    try:
        old = registry.current()
    except BadModel as error:
        progress(f"The active model cannot be compared with: {error}")
        return None
    if old is None or old.intents != new.intents:
        return None
    return measure(old, benchmark, stage)


if __name__ == "__main__":  # the same command under a name that is easy to schedule
    sys.argv[:1] = ["triage", "train"]
    runpy.run_module("triage", run_name="__main__")

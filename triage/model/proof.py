"""From which trust on a machine may answer a class of mail alone: proven on mails the model had not seen, or not.

A class is an intent in a language. Its bar is the lowest at which the share of wrong answers stays under the shop's
limit with 95 % confidence (Clopper and Pearson 1934). Bars of a fixed list are tried from the strictest down to the
first that fails, so that trying many proves no less than trying one (fixed sequence testing, Angelopoulos et al. 2021,
"Learn then Test"). A class too rare for a proof of its own shares that of its intent in all languages, or else of all
classes together; where its own mails contradict it, the class has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import Literal

from triage.bounds import CONFIDENCE, lower_bound, upper_bound

_BARS = (0.995, 0.99, 0.985, 0.98, 0.975, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9, 0.88, 0.86, 0.84, 0.82, 0.8,
         0.77, 0.74, 0.7, 0.65, 0.6, 0.55, 0.5)  # fmt: skip
_MOST = 20_000  # mails beyond which nobody labels for one class

Class = tuple[str, str]  # intent, language
Scope = Literal["class", "intent", "all"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A labelled mail that the rules would let a machine answer, judged by a model that had not seen its writer."""

    intent: str  # as judged
    language: str
    trust: float
    right: bool  # the intent is right, and the person saw low urgency and no second request


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """What is proven for a class. `threshold` is None where nothing is, and `missing` then says how many more answered
    mails without a mistake beyond today's share of them would prove it; None: more mails will not, a better model may.
    """

    threshold: float | None
    scope: Scope
    answered: int
    wrong: int
    upper: float  # of the share of wrong answers
    missing: int | None = 0


def bars(trials: Sequence[Trial], limit: float) -> Mapping[Class, Bar]:
    """The bar of every class that has trials, under a limit of wrong answers between 0 and 1."""
    classes = sorted({(trial.intent, trial.language) for trial in trials})
    found: dict[Class, Bar] = {}
    open_classes = set(classes)
    scopes: tuple[tuple[Scope, Callable[[Class], object]], ...] = (
        ("class", lambda one: one), ("intent", lambda one: one[0]), ("all", lambda one: ""),
    )  # fmt: skip
    for scope, shared in scopes:
        for key in sorted({shared(one) for one in open_classes}, key=str):
            mine = {one for one in open_classes if shared(one) == key}
            proven = _shared(trials, mine, limit, scope)
            found |= proven
            open_classes -= proven.keys()
    return {one: found.get(one) or _unproven(_of(trials, {one}), limit) for one in classes}


def _shared(trials: Sequence[Trial], classes: set[Class], limit: float, scope: Scope) -> Mapping[Class, Bar]:
    """One bar for all these classes, less those whose own mails contradict it."""
    while classes:
        bar = _lowest(_of(trials, classes), limit, scope)
        if bar is None or bar.threshold is None:
            break
        against = {one for one in classes if _contradicts(_of(trials, {one}), bar.threshold, limit)}
        if not against:
            return dict.fromkeys(classes, bar)
        classes = classes - against
    return {}


def _of(trials: Sequence[Trial], classes: set[Class]) -> list[Trial]:
    return [trial for trial in trials if (trial.intent, trial.language) in classes]


def _contradicts(trials: Sequence[Trial], threshold: float, limit: float) -> bool:
    above = [trial.right for trial in trials if trial.trust >= threshold]
    return lower_bound(above.count(False), len(above)) > limit


def _lowest(trials: Sequence[Trial], limit: float, scope: Scope) -> Bar | None:
    """The lowest proven bar; None where none is."""
    best = None
    for threshold in _BARS:
        above = [trial.right for trial in trials if trial.trust >= threshold]
        if len(above) < _least(limit):
            continue
        wrong = above.count(False)
        upper = upper_bound(wrong, len(above))
        if upper > limit:
            break
        best = Bar(threshold=threshold, scope=scope, answered=len(above), wrong=wrong, upper=upper)
    return best


def _least(limit: float) -> int:
    """Answers, all of them right, that prove the limit."""
    return ceil(log(1 - CONFIDENCE) / log(1 - limit)) if limit < 1 else 1


def _unproven(trials: Sequence[Trial], limit: float) -> Bar:
    above = [trial.right for trial in trials if trial.trust >= _BARS[6]]
    wrong = above.count(False)
    return Bar(
        threshold=None, scope="class", answered=len(above), wrong=wrong, upper=upper_bound(wrong, len(above)),
        missing=_missing(wrong, len(above), limit),
    )  # fmt: skip


def _missing(wrong: int, of: int, limit: float) -> int | None:
    """How many more answers prove the limit if their share of wrong ones stays what it is; None: no number does."""
    if wrong > 0 and wrong >= limit * of:
        return None
    total = max(of, _least(limit))
    while total <= _MOST:
        if upper_bound(round(wrong / max(1, of) * total), total) <= limit:
            return total - of
        total += max(1, total // 50)
    return None

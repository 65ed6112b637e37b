"""Whether the mail still is what the model is good at: what was judged lately against what was judged before.

Only mails that the same model judged are compared, so that a difference is one of the mails. What the model learnt from
is told beside them: its rows cover every class on purpose, so no shop's mail is like them, and they raise no alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from triage.domain import Judged
from triage.model.drift import ENOUGH, Counts, Drift, Shift, bands, drift, interval, shift

DAYS = 14  # how long "lately" is where nobody says otherwise
GLANCE = 5_000  # mails that tell whether there is drift, and are read in a tenth of a second
EARLIER = 4  # times as long as `lately` is the time before it
SETTLED = timedelta(days=3)  # an agent has moved a wrong mail by then; younger mails say nothing of corrections

Kind = Literal["mix", "mean", "share"]
Against = Literal["earlier", "training"]
Rows = Sequence[Judged]


@dataclass(frozen=True, kw_only=True, slots=True)
class Learnt:
    """How many rows of each label and language a model was trained on."""

    labels: Counts
    languages: Counts


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One thing that may drift. `before` and `lately` are a mean or a share, 0 to 1; None for a mix of classes."""

    name: str
    kind: Kind
    against: Against
    mails_before: int
    mails: int
    verdict: Drift
    before: float | None = None
    lately: float | None = None
    hits: int | None = None  # of a share, among `mails`
    shift: Shift | None = None  # None: too few mails to tell

    @property
    def needed(self) -> tuple[int, int]:
        """How many more mails it needs before and lately to say anything."""
        return max(0, ENOUGH - self.mails_before), max(0, ENOUGH - self.mails)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % confidence interval of a share lately."""
        return None if self.hits is None else interval(self.hits, self.mails)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What is found of one model's mails after `since`, against those between `earlier_since` and `since`."""

    model: str  # version; "" where nothing was judged
    earlier_since: datetime
    since: datetime
    now: datetime
    mails_before: int
    mails: int
    others: int  # mails of the same time that other models judged, left out
    foreign: tuple[str, ...]  # languages of late that are not answered, the most frequent first
    measures: tuple[Measure, ...]

    @property
    def verdict(self) -> Drift:
        """The worst of what is measured against earlier mails. An improvement of one is nothing new of the whole."""
        told = {one.verdict for one in self.measures if one.against == "earlier"}
        worst = (Drift.CHANGED, Drift.WATCH, Drift.AS_BEFORE, Drift.BETTER)
        found = next((one for one in worst if one in told), Drift.TOO_FEW)
        return Drift.AS_BEFORE if found is Drift.BETTER else found

    def drifted(self, *verdicts: Drift) -> Iterator[Measure]:
        """Measures against earlier mails with one of these verdicts."""
        return (one for one in self.measures if one.against == "earlier" and one.verdict in verdicts)


def look_back(
    rows: Iterable[Judged],
    now: datetime,
    days: float,
    *,
    draft_bound: float,
    languages: Sequence[str],
    learnt: Callable[[str], Learnt | None] = lambda model: None,
) -> Report:
    """Compare the last `days` with the four times as long before. `rows` are in order of time.

    The model is the one that judged last; `learnt` tells what it was trained on. `draft_bound` is the confidence below
    which no draft is written, `languages` are those that are answered.
    """
    since, earliest = now - timedelta(days=days), now - timedelta(days=days * (1 + EARLIER))
    seen = [row for row in rows if earliest < row.at <= now]
    model = seen[-1].model if seen else ""
    own = [row for row in seen if row.model == model]
    before, lately = [row for row in own if row.at <= since], [row for row in own if row.at > since]
    foreign = Counter(row.language for row in lately if _foreign(row, languages))
    told = learnt(model) if model else None
    return Report(
        model=model, earlier_since=earliest, since=since, now=now, mails_before=len(before), mails=len(lately),
        others=len(seen) - len(own), foreign=tuple(language for language, _ in foreign.most_common()),
        measures=(
            *_mixes(before, lately), *_means(before, lately), *_shares(before, lately, now, draft_bound, languages),
            *(_against_training(told, lately) if told else ()),
        ),
    )  # fmt: skip


def advice(report: Report) -> tuple[str, ...]:
    """What to do next, a sentence each; nothing where all is as before or cannot be told."""
    changed = {one.name for one in report.drifted(Drift.CHANGED)}
    said = []
    if changed - {_FOREIGN}:
        said.append(
            f"Label {ENOUGH} of the mails since {report.since:%d %b}: save them from your mail program, label them in "
            "notebooks/label.ipynb, then run: triage train"
        )
    if _CORRECTED in changed:
        said.append("Teach it what your agents corrected: triage corrections export, then triage train")
    if _FOREIGN in changed and report.foreign:
        names = ", ".join(f'"{language}"' for language in report.foreign[:5])
        said.append(
            f"Mails in {names} are not answered: give them a queue of their own in triage.toml, languages = [{names}]"
        )
    if report.verdict is Drift.WATCH:
        said.append("Look again in a week: triage drift")
    return tuple(said)


_FOREIGN, _CORRECTED = "unsupported_language", "corrected"
_MIXES: Mapping[str, Callable[[Judged], str]] = {
    "intent": lambda row: row.intent,
    "urgency": lambda row: row.urgency,
    "language": lambda row: row.language,
}
_MEANS: Mapping[str, tuple[Callable[[Judged], float | None], bool]] = {  # and whether more of it is worse
    "confidence": (lambda row: row.confidence, False),
    "trust": (lambda row: row.trust, False),
    "unknown_words": (lambda row: None if row.coverage is None else 1 - row.coverage, True),
}


def _mixes(before: Rows, lately: Rows) -> Iterator[Measure]:
    for name, label in _MIXES.items():
        yield _measured(name, "mix", Counter(map(label, before)), Counter(map(label, lately)))


def _means(before: Rows, lately: Rows) -> Iterator[Measure]:
    for name, (figure, more_is_worse) in _MEANS.items():
        old, new = (_known(map(figure, side)) for side in (before, lately))
        first, second = _mean(old), _mean(new)
        better = first is not None and second is not None and (second > first) is not more_is_worse
        counted = bands(old, new) if old and new else ({"": len(old)}, {"": len(new)})
        yield _measured(name, "mean", *counted, means=(first, second), better=better)


def _shares(
    before: Rows, lately: Rows, now: datetime, draft_bound: float, languages: Sequence[str]
) -> Iterator[Measure]:
    yield _share("below_draft_bound", before, lately, lambda row: row.confidence < draft_bound)
    yield _share(_FOREIGN, before, lately, lambda row: _foreign(row, languages))
    settled = [row for row in lately if row.at <= now - SETTLED]
    yield _share(_CORRECTED, before, settled, _corrected)


def _against_training(learnt: Learnt, lately: Rows) -> Iterator[Measure]:
    for name, rows in (("intent", learnt.labels), ("language", learnt.languages)):
        yield _measured(name, "mix", rows, Counter(map(_MIXES[name], lately)), against="training")


def _share(name: str, before: Rows, lately: Rows, hit: Callable[[Judged], bool]) -> Measure:
    sides = [Counter("yes" if hit(row) else "no" for row in rows) for rows in (before, lately)]
    first, second = (side["yes"] / side.total() if side else None for side in sides)
    better = first is not None and second is not None and second < first
    return _measured(name, "share", *sides, means=(first, second), better=better, hits=sides[1]["yes"])


def _measured(
    name: str,
    kind: Kind,
    before: Counts,
    lately: Counts,
    *,
    against: Against = "earlier",
    means: tuple[float | None, float | None] = (None, None),
    better: bool = False,
    hits: int | None = None,
) -> Measure:
    mails_before, mails = sum(before.values()), sum(lately.values())
    found = shift(before, lately) if min(mails_before, mails) >= ENOUGH else None
    verdict = drift(found) if found else Drift.TOO_FEW
    return Measure(
        name=name, kind=kind, against=against, mails_before=mails_before, mails=mails, shift=found,
        verdict=Drift.BETTER if better and verdict in {Drift.WATCH, Drift.CHANGED} else verdict,
        before=means[0], lately=means[1], hits=hits,
    )  # fmt: skip


def _foreign(row: Judged, languages: Sequence[str]) -> bool:
    return row.language not in {*languages, "und"}


def _corrected(row: Judged) -> bool:
    """In time to be compared with mails that are younger."""
    return row.corrected_at is not None and row.corrected_at <= row.at + SETTLED


def _known(figures: Iterable[float | None]) -> list[float]:
    return [figure for figure in figures if figure is not None]


def _mean(figures: Sequence[float]) -> float | None:
    return sum(figures) / len(figures) if figures else None

"""One sitting: mails in their order, what was done with them, and the labels that are being put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from triage.edges.labelling.ledger import Ledger
from triage.edges.labelling.work import Entry, Labels, Task
from triage.errors import TriageError

_PAUSE = 300.0  # seconds between two labels from which on somebody was away
_RECENT = 40  # labels from which the speed is told


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a sitting is. `pace` is labels a minute; None until there are a few."""

    done: int
    total: int
    skipped: int
    pace: float | None
    by_label: Counter[str]

    @property
    def minutes_left(self) -> float | None:
        """At this pace."""
        return (self.total - self.done) / self.pace if self.pace else None


class Sitting:
    """Takes a labeller's acts one by one. What was done before, in this sitting or one closed since, is known."""

    def __init__(self, tasks: Sequence[Task], ledger: Ledger) -> None:
        self._tasks = {task.key: task for task in tasks}
        self._ledger = ledger
        self._acts = ledger.history(self._tasks)
        done = {entry.key for entry in self._acts if entry.now}
        later = [entry.key for entry in self._acts if not entry.now]
        self._queue = [key for key in self._tasks if key not in done and key not in later] + later
        self._later: list[str] = []
        self._begin()

    @property
    def current(self) -> Task | None:
        """The mail that is shown; None when all were seen."""
        return self._tasks[self._queue[0]] if self._queue else None

    @property
    def last(self) -> Entry | None:
        """What would be undone."""
        return self._acts[-1] if self._acts else None

    @property
    def progress(self) -> Progress:
        """Counted from what is written down."""
        labels = [entry for entry in self._acts if entry.now]
        return Progress(
            done=len(labels), total=len(self._tasks), skipped=len(self._later),
            pace=pace([entry.at for entry in labels]),
            by_label=Counter(entry.now.intent for entry in labels if entry.now),
        )  # fmt: skip

    def label(self, intent: str) -> None:
        """Give the intent; with an urgency the mail is done, without one it waits for it."""
        self.intent = intent
        self.also.discard(intent)
        if self.urgency:
            self._write()
        else:
            self.notice = "Now the urgency: 1 to 4"

    def rate(self, urgency: str) -> None:
        """Give the urgency; a mail whose intent waits for it is done."""
        self.urgency = urgency
        if self.intent:
            self._write()

    def toggle(self, intent: str) -> None:
        """Add or take away a second request."""
        if self.current and intent != self.intent:
            self.also ^= {intent}

    def keep(self) -> None:
        """Give the intent that is offered; at the end, show again what was skipped."""
        if self.current is None:
            self._queue, self._later = self._later, []
            self._begin()
        elif self.intent or self.offered.intent:
            self.label(self.intent or self.offered.intent)

    def skip(self) -> None:
        """Pass the mail over; it comes again at the end or in another sitting."""
        task = self.current
        if task is None:
            return
        try:
            entry = self._ledger.skip(task)
        except TriageError as error:
            self.notice = str(error)
            return
        self._acts = [*self._others(task), entry]
        self._later.append(self._queue.pop(0))
        self._begin()

    def undo(self) -> None:
        """Take the last label or skip back and show its mail again, with what was given."""
        entry = self.last
        if entry is None:
            return
        try:
            self._ledger.undo(self._tasks[entry.key], entry)
        except TriageError as error:
            self.notice = str(error)
            return
        self._tasks[entry.key] = self._tasks[entry.key].as_before(entry)
        self._acts.pop()
        self._later = [key for key in self._later if key != entry.key]
        self._queue = [entry.key, *(key for key in self._queue if key != entry.key)]
        self._begin(entry.now)

    def _write(self) -> None:
        task = self.current
        if task is None:
            return
        labels = Labels(intent=self.intent, also=tuple(sorted(self.also)), urgency=self.urgency)
        try:
            entry = self._ledger.label(task, labels)
        except TriageError as error:
            self.notice = str(error)
            self.intent = ""
            return
        self._acts = [*self._others(task), entry]
        self._queue.pop(0)
        self._begin()

    def _others(self, task: Task) -> list[Entry]:
        return [entry for entry in self._acts if entry.key != task.key]

    def _begin(self, given: Labels | None = None) -> None:
        """The next mail, with what is offered for it: what was given before it was taken back, or the task's own."""
        task = self.current
        self.offered = given or (task.offered if task else Labels(intent=""))
        self.intent, self.urgency, self.also, self.notice = "", self.offered.urgency, set(self.offered.also), ""


def pace(times: Sequence[datetime]) -> float | None:
    """Labels a minute over the last ones, pauses left out; None for fewer than four.

    >>> from datetime import UTC, timedelta
    >>> start = datetime(2026, 11, 21, tzinfo=UTC)
    >>> pace([start + timedelta(seconds=seconds) for seconds in (0, 10, 20, 30, 9000, 9010)])
    6.0
    """
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times[-_RECENT:])]
    working = [gap for gap in gaps if 0 < gap < _PAUSE]
    return round(60 * len(working) / sum(working), 1) if len(working) > 2 else None

"""Where labels are kept: first the journal, then the training row.

After a crash between the two the mail is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from triage.domain import Example
from triage.edges.labelling import disk, rows
from triage.edges.labelling.journal import FOLDER, Journal, standing
from triage.edges.labelling.work import Entry, Kind, Labels, Task
from triage.errors import Refused

_IN_THE_ROW = frozenset({Kind.NEW, Kind.REVIEW, Kind.THIRD})  # a second, blind label changes no row


class Ledger:
    """One labeller's pen for one kind of work in a shop folder."""

    def __init__(
        self, shop: Path, kind: Kind, labeller: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.kind, self.labeller = kind, labeller
        self._folder, self._now = shop / FOLDER, now
        self._journal = Journal.of(shop)

    def history(self, tasks: Mapping[str, Task]) -> list[Entry]:
        """What this labeller did with these mails and what still stands, oldest first."""
        mine = [
            entry
            for entry in standing(self._journal.entries())
            if entry.labeller == self.labeller and entry.kind is self.kind and entry.key in tasks
        ]
        if self.kind not in _IN_THE_ROW:
            return mine
        present = _present({place for entry in mine if (place := tasks[entry.key].place)})
        return [entry for entry in mine if entry.now is None or (entry.key, entry.now) in present]

    def label(self, task: Task, labels: Labels) -> Entry:
        """Write a label down. Raises Refused where the row has changed meanwhile, ConfigError for a damaged file."""
        was, by = (task.said[0].labels, task.said[0].by) if task.said else (None, "")
        return self._record(task, "label", was, labels, by)

    def skip(self, task: Task) -> Entry:
        """Write down that the mail was passed over."""
        return self._record(task, "skip", None, None)

    def undo(self, task: Task, entry: Entry) -> Entry:
        """Take an entry back: the row is as it was. Raises as `label` does."""
        return self._record(task, "undo", entry.now, entry.was, entry.was_by)

    def _record(self, task: Task, act: str, was: Labels | None, now: Labels | None, by: str = "") -> Entry:
        at = self._now()
        entry = Entry(
            at=at, labeller=self.labeller, kind=self.kind, act=act, key=task.key, was=was, now=now, was_by=by
        )  # fmt: skip
        with disk.locked(self._folder):
            write = self._prepared(task, entry)
            self._journal.append(entry)
            write()
        return entry

    def _prepared(self, task: Task, entry: Entry) -> Callable[[], None]:
        """What is to be done with the training row, made ready but not done."""
        file, was, now = task.place, entry.was, entry.now
        if file is None or was == now:
            return lambda: None
        if was is None:
            row = _example(task, now) if now else None
            return lambda: rows.add(file, row, entry.labeller, entry.at) if row else None
        labeller = entry.was_by if entry.act == "undo" else entry.labeller
        text = rows.relabelled(file, task.key, was, now, labeller) if now else rows.without(file, task.key, was)
        if text is None:
            raise Refused(f"this row has changed in {file.name} since the board was opened; it was left as it is")
        return lambda: disk.save(file, text)


def _present(files: set[Path]) -> set[tuple[str, Labels]]:
    found = (row for file in sorted(files) if file.exists() for row in rows.read_rows(file))
    return {(row.key, Labels.of(row.example)) for row in found}


def _example(task: Task, labels: Labels) -> Example:
    mail = task.mail
    return Example(
        subject=mail.subject, body=mail.text, intent=labels.intent, also=labels.also, urgency=labels.urgency,
        language=mail.language if mail.language != "und" else "", writer=mail.writer, source="notebook",
    )  # fmt: skip

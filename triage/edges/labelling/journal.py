"""The journal: a line for each label, skip and undo. Lines are added, never changed; so no label is ever lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from triage.edges.labelling.disk import append_line
from triage.edges.labelling.work import Entry, Kind, Labels
from triage.errors import ConfigError

FOLDER = "labelling"  # of a shop folder: journal and plans, without a word of any mail


class Journal:
    """The journal of a shop folder, for every labeller and every kind of work."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of(cls, shop: Path) -> Self:
        """Where a shop folder keeps it."""
        return cls(shop / FOLDER / "journal.jsonl")

    def append(self, entry: Entry) -> None:
        """Add a line; it is on disk on return."""
        told = {**asdict(entry), "at": entry.at.isoformat(timespec="milliseconds")}
        append_line(self._path, json.dumps(told, ensure_ascii=False))

    def entries(self) -> tuple[Entry, ...]:
        """Every line, oldest first; one that a crash cut short is passed over. Raises ConfigError for other files."""
        if not self._path.exists():
            return ()
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError as error:
            raise ConfigError(f"{self._path}: the journal cannot be read ({error.strerror})") from None
        found = [entry for line in lines if line.strip() for entry in (_entry(line),)]
        if found and not any(found):
            raise ConfigError(f"{self._path}: is no journal of labels; move it away to begin a new one")
        return tuple(entry for entry in found if entry)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """What holds after every undo: labels and skips in the order in which they were given, one for each mail."""
    acts: dict[tuple[str, Kind, str], Entry] = {}
    for entry in entries:
        name = (entry.labeller, entry.kind, entry.key)
        acts.pop(name, None)
        if entry.act != "undo":
            acts[name] = entry
    return list(acts.values())


def _entry(line: str) -> Entry | None:
    try:
        told = json.loads(line)
        return Entry(
            at=datetime.fromisoformat(told["at"]), labeller=str(told["labeller"]), kind=Kind(told["kind"]),
            act=str(told["act"]), key=str(told["key"]), was=_labels(told["was"]), now=_labels(told["now"]),
            was_by=str(told["was_by"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _labels(told: Mapping[str, Any] | None) -> Labels | None:
    return None if told is None else Labels.read(told)

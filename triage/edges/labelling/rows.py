"""Training rows where they lie: found, added, changed and taken out. A file is rewritten whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from triage.domain import Example
from triage.edges.dataset import SUFFIXES, read_examples
from triage.edges.labelling.disk import append_line
from triage.edges.labelling.work import Labels, key_of

_ASIDE = frozenset({"benchmark", "agreement"})  # the frozen set, and second labels without mails: never trained on
_MADE_ANEW = "corrections.jsonl"  # by `triage corrections export`; what is changed in it would be lost
_BOM = "\ufeff"

Change = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]  # a row to the new one; None: take it out


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A training row, the file it lies in, and who labelled it ("" where nobody is named)."""

    key: str
    example: Example
    file: Path
    labeller: str = ""


def read_rows(place: Path) -> tuple[Row, ...]:
    """The rows of a file, or of a folder's files that may be changed. Raises ConfigError naming file and line."""
    return tuple(row for file in _files(place) for row in _rows(file))


def _files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for file in sorted(place.rglob("*")):
        aside = _ASIDE & {*file.relative_to(place).parts}
        fixed = aside or file.name == _MADE_ANEW or file.name.startswith(".")
        if file.suffix.lower() in SUFFIXES and file.is_file() and not fixed:
            yield file


def _rows(file: Path) -> Iterator[Row]:
    examples = read_examples([file])  # says what is wrong with a damaged file
    for example, told in zip(examples, _told(file), strict=True):
        key = key_of(example.subject, example.body)
        yield Row(key=key, example=example, file=file, labeller=str(told.get("labeller") or ""))


def _told(file: Path) -> list[Mapping[str, Any]]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix.lower() == ".csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def add(file: Path, example: Example, labeller: str, at: datetime) -> None:
    """A new row at the end of a JSONL file, on disk on return."""
    row = {
        "subject": example.subject, "body": example.body, **_columns(Labels.of(example)), "language": example.language,
        "writer": example.writer, "source": example.source, "labeller": labeller,
        "labelled_at": at.isoformat(timespec="seconds"),
    }  # fmt: skip
    append_line(file, json.dumps(row, ensure_ascii=False))


def relabelled(file: Path, key: str, was: Labels, now: Labels, labeller: str) -> str | None:
    """The file's text with other labels on the first row of this key and these labels; None where there is none."""
    return _with(file, key, was, lambda row: {**row, **_columns(now), "labeller": labeller})


def without(file: Path, key: str, was: Labels) -> str | None:
    """The file's text less the first row of this key and these labels; None where there is none."""
    return _with(file, key, was, lambda row: None)


def _columns(labels: Labels) -> dict[str, str]:
    return {"intent": labels.intent, "also": "|".join(labels.also), "urgency": labels.urgency}


def _with(file: Path, key: str, was: Labels, change: Change) -> str | None:
    if not file.exists():
        return None
    found = (at for at, row in enumerate(_rows(file)) if row.key == key and Labels.of(row.example) == was)
    at = next(found, None)
    if at is None:
        return None
    return (_csv_with if file.suffix.lower() == ".csv" else _jsonl_with)(file, at, change)


def _jsonl_with(file: Path, at: int, change: Change) -> str:
    """Every other line stays as it is, byte for byte."""
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    target = [number for number, line in enumerate(lines) if line.strip()][at]
    new = change(json.loads(lines[target]))
    lines[target : target + 1] = [] if new is None else [json.dumps(new, ensure_ascii=False)]
    return "\n".join(lines)


def _csv_with(file: Path, at: int, change: Change) -> str:
    text = file.read_bytes().decode("utf-8")
    reader = csv.DictReader(io.StringIO(text.removeprefix(_BOM), newline=""))
    rows = [{name: value for name, value in row.items() if name} for row in reader]
    new = change(rows[at])
    rows[at : at + 1] = [] if new is None else [dict(new)]
    names = list(dict.fromkeys([*(reader.fieldnames or ()), *(name for row in rows for name in row)]))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", lineterminator="\r\n" if "\r\n" in text[:10_000] else "\n")
    writer.writeheader()
    writer.writerows(rows)
    return _BOM * text.startswith(_BOM) + out.getvalue()

"""Training rows from CSV and JSONL files, and back. A row that cannot be used is named by file and line."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from triage.domain import Example
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES
from triage.mail.language.detection import detect

SUFFIXES = frozenset({".csv", ".jsonl"})
_OWN_WEIGHT = 2.0  # of a shop's own row beside the shipped ones
_SURE = 0.8  # confidence from which a text's language is believed
_ROW_CHARS = 1_000_000  # of one field


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Two columns of the user's own. The label is then any word; urgency and second requests are not known."""

    text: str
    label: str


def read_examples(paths: Iterable[Path], columns: Columns | None = None) -> tuple[Example, ...]:
    """Every row of these files, and of the .csv and .jsonl files in these folders and below.

    Needs the columns subject and body, or text; intent; and may have also (separated by |), urgency, language, writer,
    source and weight. Raises ConfigError naming file and line.
    """
    return tuple(_example(row, where, columns) for path in paths for file in _files(path) for where, row in _rows(file))


def append(path: Path, examples: Iterable[Example]) -> int:
    """Add rows at the end of a JSONL file in one write, on disk on return. Returns how many bytes were written."""
    lines = b"".join(json.dumps(_written(row), ensure_ascii=False).encode() + b"\n" for row in examples)
    path.parent.mkdir(parents=True, exist_ok=True)
    place = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)  # customers' words: for the owner's eyes
    try:
        size = os.fstat(place).st_size
        cut = size > 0 and os.pread(place, 1, size - 1) != b"\n"  # an editor left the last line open
        written = os.write(place, b"\n" * cut + lines)
        os.fsync(place)
        return written
    finally:
        os.close(place)


def remove(folder: Path, unwanted: Callable[[Sequence[str]], bool]) -> int:
    """Take rows out of the files in this folder and below; a file is rewritten whole or not at all.

    `unwanted` is asked with a row's values as text. Returns how many rows were taken out. Raises ConfigError naming a
    file that cannot be read.
    """
    return sum(_without(file, unwanted) for file in _files(folder)) if folder.is_dir() else 0


def _without(path: Path, unwanted: Callable[[Sequence[str]], bool]) -> int:
    try:
        rows = list((_csv_lines if path.suffix.lower() == ".csv" else _json_lines)(_read(path)))
    except csv.Error as error:
        raise ConfigError(f"{path}: is not CSV ({error})") from None
    kept = [line for line, values in rows if not unwanted(values)]
    if len(kept) < len(rows):
        part = path.with_name(f".{path.name}.part")
        part.touch(mode=0o600)
        shutil.copymode(path, part)
        with part.open("wb") as file:
            file.write("".join(kept).encode())
            os.fsync(file.fileno())
        part.replace(path)
    return len(rows) - len(kept)


def _csv_lines(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    csv.field_size_limit(_ROW_CHARS)
    for row in csv.reader(io.StringIO(text, newline="")):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue(), row


def _json_lines(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    for line in text.removesuffix("\n").split("\n"):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = {}
        yield f"{line}\n", [line, *map(str, row.values())] if isinstance(row, dict) else [line]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text ({type(error).__name__})") from None


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise ConfigError(f"{path}: there is no such file or folder of training rows")
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    text = _read(path)
    return _csv(path, text) if path.suffix.lower() == ".csv" else _jsonl(path, text)


def _csv(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    csv.field_size_limit(_ROW_CHARS)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            yield f"{path}:{reader.line_num}", {name: value or "" for name, value in row.items() if name}
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num}: is not CSV ({error})") from None


def _jsonl(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise ConfigError(f"{path}:{number}: is not a JSON object") from None
        if not isinstance(row, dict):
            raise ConfigError(f"{path}:{number}: is not a JSON object")
        yield f"{path}:{number}", row


def _example(row: Mapping[str, Any], where: str, columns: Columns | None) -> Example:
    if columns:
        label = _needed(row, columns.label, where).strip()
        if not label:
            raise ConfigError(f'{where}: the column "{columns.label}" is empty')
        text = _needed(row, columns.text, where)
        return Example(subject="", body=text, intent=label, language=_language(row, text, where), source="shop")
    subject, body = _texts(row, where)
    source = _text(row, "source", where) or "starter"
    return Example(
        subject=subject, body=body,
        intent=_known(_needed(row, "intent", where), INTENTS, "intent", where),
        also=tuple(_known(label, INTENTS, "intent in also", where) for label in _labels(row, where)),
        urgency=_optional(row, "urgency", URGENCIES, where), language=_language(row, body, where),
        writer=_text(row, "writer", where), source=source, weight=_weight(row, source, where),
    )  # fmt: skip


def _texts(row: Mapping[str, Any], where: str) -> tuple[str, str]:
    if "body" not in row and "text" not in row:
        raise ConfigError(f'{where}: the column "body" (or "text") is missing')
    return _text(row, "subject", where), _text(row, "body" if "body" in row else "text", where)


def _labels(row: Mapping[str, Any], where: str) -> list[str]:
    return [label.strip() for label in _text(row, "also", where).split("|") if label.strip()]


def _needed(row: Mapping[str, Any], name: str, where: str) -> str:
    if name not in row:
        near = get_close_matches(name, [str(key) for key in row], n=1)
        raise ConfigError(f'{where}: the column "{name}" is missing' + (f'; is it "{near[0]}"?' if near else ""))
    return _text(row, name, where)


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name, "")
    if isinstance(value, list):
        value = "|".join(map(str, value))
    if value is not None and not isinstance(value, str):
        raise ConfigError(f'{where}: "{name}" must be text')
    return (value or "").encode("utf-8", "replace").decode()  # a lone surrogate of a \\u escape


def _known(label: str, labels: tuple[str, ...], what: str, where: str) -> str:
    label = label.strip()
    if label not in labels:
        near = get_close_matches(label, labels, n=1)
        raise ConfigError(f'{where}: unknown {what} "{label[:60]}"' + (f'; did you mean "{near[0]}"?' if near else ""))
    return label


def _optional(row: Mapping[str, Any], name: str, labels: tuple[str, ...], where: str) -> str:
    value = _text(row, name, where).strip()
    return _known(value, labels, name, where) if value else ""


def _language(row: Mapping[str, Any], text: str, where: str) -> str:
    """As the row tells it, else as the text reads; empty where neither says."""
    value = _text(row, "language", where).strip()
    if value and not (value.isascii() and value.isalpha() and value.islower() and len(value) in {2, 3}):
        raise ConfigError(f'{where}: language "{value[:20]}" is not an ISO 639 code such as "en"')
    spoken = detect(text) if not value else None
    return spoken.code if spoken and spoken.confidence >= _SURE else value


def _weight(row: Mapping[str, Any], source: str, where: str) -> float:
    given = row.get("weight", "")
    try:
        weight = float(given) if given not in ("", None) else (1.0 if source == "starter" else _OWN_WEIGHT)
    except (TypeError, ValueError):
        weight = -1.0
    if not 0 < weight <= 100:
        raise ConfigError(f"{where}: weight must be a number above 0 and at most 100")
    return weight


def _written(row: Example) -> dict[str, Any]:
    told = {
        "subject": row.subject, "body": row.body, "intent": row.intent, "also": "|".join(row.also),
        "urgency": row.urgency, "language": row.language, "writer": row.writer, "source": row.source,
    }  # fmt: skip
    return told if row.weight in (1.0, _OWN_WEIGHT) else {**told, "weight": row.weight}

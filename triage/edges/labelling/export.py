"""Labelled rows as files for `triage train` and for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.edges.labelling.disk import save
from triage.edges.labelling.rows import Row

_COLUMNS = ("subject", "body", "intent", "also", "urgency", "language", "writer", "source", "labeller")
_STARTER = ("subject", "body", "intent", "also", "urgency", "language", "writer", "shop")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """How many rows were written, and where."""

    rows: int
    files: tuple[Path, ...]


def write(folder: Path, rows: Sequence[Row], shop: str) -> Exported:
    """labelled.csv, labelled.jsonl and starter.jsonl in the folder, made anew. Raises ConfigError."""
    told = [_columns(row, shop) for row in rows]
    texts = {
        "labelled.csv": _csv(told),
        "labelled.jsonl": _jsonl(told, _COLUMNS),
        "starter.jsonl": _jsonl(told, _STARTER),
    }
    for name, text in texts.items():
        save(folder / name, text)
    return Exported(rows=len(rows), files=tuple(folder / name for name in texts))


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection).

    >>> defused("=HYPERLINK(1)"), defused("  +1"), defused("a=b")
    ("'=HYPERLINK(1)", "'  +1", 'a=b')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _columns(row: Row, shop: str) -> Mapping[str, str]:
    one = row.example
    return {
        "subject": one.subject, "body": one.body, "intent": one.intent, "also": "|".join(one.also),
        "urgency": one.urgency, "language": one.language, "writer": one.writer, "source": one.source,
        "labeller": row.labeller, "shop": shop,
    }  # fmt: skip


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([defused(row[name]) for name in _COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()  # by this mark a spreadsheet knows UTF-8


def _jsonl(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> str:
    return "".join(json.dumps({name: row[name] for name in names}, ensure_ascii=False) + "\n" for row in rows)

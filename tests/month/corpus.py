"""Real words by label and language, from the frozen rows of training_data/; a text is used as it is."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.labels import LANGUAGES

_ROOT = Path(__file__).parent.parent.parent / "training_data"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One labelled text."""

    subject: str
    body: str
    intent: str
    urgency: str
    language: str
    also: tuple[str, ...]


@functools.cache
def rows() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """Every row by (intent, language), in the order of the files."""
    found: dict[tuple[str, str], list[Row]] = {}
    for path in sorted((*_ROOT.glob("starter/*.jsonl"), *_ROOT.glob("benchmark/*.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["language"] in LANGUAGES and row["body"].strip():
                also = tuple(filter(None, (one.strip() for one in row["also"].split(","))))
                made = Row(also=also, **{name: row[name] for name in Row.__slots__ if name != "also"})
                found.setdefault((row["intent"], row["language"]), []).append(made)
    return {key: tuple(value) for key, value in found.items()}


def words(rng: random.Random, intent: str, language: str, *, calm: float) -> Row:
    """A text of this intent; with probability `calm` one of low urgency, where there is one."""
    every = rows()[intent, language]
    low = [row for row in every if row.urgency == "low"] if rng.random() < calm else []
    return rng.choice(low or every)

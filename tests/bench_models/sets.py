"""The public sets: banking77 (Casanueva et al. 2020) and CLINC150 (Larson et al. 2019), read from a folder of data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.domain import Example
from triage.edges.dataset import Columns, read_examples


class Absent(Exception):
    """The folder does not hold the set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """Rows to learn from and rows to be measured on. `outside` is the label of what none of the others fits."""

    name: str
    train: Sequence[Example]
    test: Sequence[Example]
    outside: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted({row.intent for row in self.train}))


def banking77(folder: Path) -> Dataset:
    train, test = (
        read_examples([_file(folder / "banking77" / "banking_data" / name)], Columns(text="text", label="category"))
        for name in ("train.csv", "test.csv")
    )
    return Dataset(name="banking77", train=train, test=test)


def clinc150(folder: Path) -> Dataset:
    """The full set, as published: 100 rows to learn from that belong to no intent; validation rows are not used."""
    parts = json.loads(_file(folder / "clinc150" / "data" / "data_full.json").read_text(encoding="utf-8"))

    def rows(*names: str) -> tuple[Example, ...]:
        return tuple(
            Example(subject="", body=text, intent=label, language="en") for name in names for text, label in parts[name]
        )

    return Dataset(name="CLINC150", train=rows("train", "oos_train"), test=rows("test", "oos_test"), outside="oos")


def _file(path: Path) -> Path:
    if not path.is_file():
        raise Absent(f"{path} is missing")
    return path


SETS: dict[str, Callable[[Path], Dataset]] = {"banking77": banking77, "clinc150": clinc150}

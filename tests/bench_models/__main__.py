"""Accuracy, calibration, speed and size on public sets: `make bench-models`. Prints figures, judges nothing."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench_models.rivals import CONTESTANTS, Chances
from tests.bench_models.sets import SETS, Absent, Dataset
from triage.domain import Verdict
from triage.model.evaluate import Scores, evaluate

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "bench-models.md"
_SINGLE = 300  # texts that are timed one at a time


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What one contestant reached on one set. Accuracy, macro-F1 and calibration are those of rows within scope."""

    data: str
    name: str
    known: Scores
    every: Scores  # with the rows that belong to no label
    training: float  # CPU seconds
    size: int  # bytes
    single: float  # CPU seconds a text, one at a time
    batch: float  # the same, all texts handed over together


def main(arguments: list[str]) -> int:
    """Run the chosen contestants on the sets that are there; 2 where none is."""
    wish = _arguments(arguments)
    found = [data for name in wish.set or SETS if (data := _read(name, wish.data))]
    if not found:
        print("No set to measure on. Name the folder with --data FOLDER, or in the environment: TRIAGE_BENCH_DATA")
        return 2
    figures = [figure for data in found for name in wish.only or CONTESTANTS if (figure := _measured(name, data))]
    told = table(figures)
    print(f"\n{told}")
    if wish.write:
        PAGE.write_text(_page(told, found), encoding="utf-8")
        print(f"\nwritten: {PAGE.relative_to(ROOT)}")
    return 0


def measure(name: str, data: Dataset) -> Figures:
    """Train one contestant and measure it. Raises ImportError where its packages are not installed."""
    began = time.process_time()
    taught = CONTESTANTS[name](data)
    training = time.process_time() - began
    texts = [row.body for row in data.test]
    verdicts = _verdicts(taught.chances(texts), data.labels)
    inside = [number for number, row in enumerate(data.test) if row.intent != data.outside]
    return Figures(
        data=data.name,
        name=(CONTESTANTS[name].__doc__ or name).splitlines()[0],
        known=evaluate([data.test[row] for row in inside], [verdicts[row] for row in inside], data.outside),
        every=evaluate(data.test, verdicts, data.outside),
        training=training,
        size=taught.size(),
        single=_cpu(lambda: [taught.one(text) for text in texts[:_SINGLE]]) / len(texts[:_SINGLE]),
        batch=_cpu(lambda: taught.many(texts)) / len(texts),
    )


def table(figures: Sequence[Figures]) -> str:
    """Markdown, a row for each contestant and set."""
    return "\n".join(
        ["| " + " | ".join(_COLUMNS) + " |", "|---|---" + "|--:" * (len(_COLUMNS) - 2) + "|", *_rows(figures)]
    )


def _rows(figures: Sequence[Figures]) -> Iterator[str]:
    for figure in figures:
        yield "| " + " | ".join(show(figure) for show in _COLUMNS.values()) + " |"


def _auroc(figure: Figures) -> str:
    return "–" if figure.every.out_of_scope_auroc is None else f"{figure.every.out_of_scope_auroc:.3f}"


_COLUMNS: dict[str, Callable[[Figures], str]] = {
    "set": lambda figure: figure.data,
    "model": lambda figure: figure.name,
    "accuracy": lambda figure: f"{figure.known.accuracy:.3f}",
    "macro-F1": lambda figure: f"{figure.known.macro_f1:.3f}",
    "ECE": lambda figure: f"{figure.known.ece:.3f}",
    "out-of-scope AUROC": _auroc,
    "training, CPU s": lambda figure: f"{figure.training:.0f}",
    "model, MB": lambda figure: f"{figure.size / 1e6:.1f}",
    "one message, µs": lambda figure: f"{figure.single * 1e6:,.0f}",
    "batch, messages/s": lambda figure: f"{1 / figure.batch:,.0f}",
}


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-models", description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("TRIAGE_BENCH_DATA") or ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=default, help="folder of the sets (default: %(default)s)")
    parser.add_argument("--set", action="append", choices=SETS, help="this set alone; may be repeated")
    parser.add_argument("--only", action="append", choices=CONTESTANTS, help="this model alone; may be repeated")
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE.relative_to(ROOT)}")
    return parser.parse_args(arguments)


def _read(name: str, folder: Path) -> Dataset | None:
    try:
        return SETS[name](folder)
    except Absent as error:
        print(f"{name} is left out: {error}")
        return None


def _measured(name: str, data: Dataset) -> Figures | None:
    print(f"{data.name}: {name} ...", flush=True)
    try:
        return measure(name, data)
    except ImportError as error:
        print(f"  {name} is left out: it is not installed ({error}). Install it: pip install -e '.[bench]'")
        return None


def _verdicts(chances: Chances, labels: Sequence[str]) -> list[Verdict]:
    return [
        Verdict(
            intent=labels[int(np.argmax(row))], confidence=float(row.max()), urgency="", urgencies={},
            intents=dict(zip(labels, map(float, row), strict=True)),
        )
        for row in chances
    ]  # fmt: skip


def _cpu(work: Callable[[], object]) -> float:
    """Median CPU seconds of three rounds."""
    took = []
    for _ in range(3):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return statistics.median(took)


def _page(told: str, found: Sequence[Dataset]) -> str:
    sizes = "\n".join(
        f"- {data.name}: {len(data.train):,} rows to learn from, {len(data.test):,} to be measured on, "
        f"{len(data.labels)} labels" + (f", one of them `{data.outside}`: none of the others" if data.outside else "")
        for data in found
    )
    return _PAGE.format(table=told, sizes=sizes)


_PAGE = """\
# The trainer on labels of anyone's making

Written by `make bench-models ARGS=--write`: one run, one machine, no model tuned on rows it is measured on.

{table}

{sizes}

Accuracy, macro-F1 and ECE (expected calibration error, 15 bins) are of the rows within scope. Out-of-scope AUROC is how
well the doubt about the best known label, with the probability of the refused one, tells rows of no known
label from the others. Time is CPU time; it includes naming the words that decided in the first row of each set, and not
in the others.

- **triage**: `triage.model.fit.fit` as a shop with labels of its own would use it.
- **TF-IDF + logistic regression**: scikit-learn's `TfidfVectorizer` and `LogisticRegression` as they come.
- **fastText**: lower case and marks apart, pairs of words, 25 epochs, learning rate 1.0, 200,000 buckets and 50
  dimensions as in its tutorial; rows shuffled, one thread, so that a run can be repeated.
- **spaCy**: `TextCatBOW` in a blank English pipeline, as it comes but with a table of 32,768 hashed words, which makes
  training eight times as fast; 10 times through the rows in batches of 32.

The sets are not part of this project: banking77 (Casanueva et al., 2020, CC BY 4.0) and CLINC150 (Larson et al., 2019,
CC BY 3.0). They are read from `--data FOLDER` or `TRIAGE_BENCH_DATA`, as `banking77/banking_data/train.csv` and
`test.csv`, and `clinc150/data/data_full.json`. What is not there is left out.
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

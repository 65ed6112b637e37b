"""Commands around the labelled mails: corpus check, page, curve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from triage.app import find_config
from triage.cli.checks import Line, show
from triage.cli.console import emit, paper, say, screen
from triage.cli.options import ConfigOption
from triage.edges import starter
from triage.errors import ConfigError

if TYPE_CHECKING:  # scikit-learn takes a second that few commands need
    from triage.corpus.curve import Curve, Point
    from triage.corpus.rows import Corpus

corpus = typer.Typer(
    help="The labelled mails: check them, show them, and see what more of them would teach.",
    epilog="Example: triage corpus check",
    no_args_is_help=True,
)

DataOption = Annotated[
    list[Path] | None,
    typer.Option("--data", exists=True, help="CSV or JSONL files, or folders of them; may be given again."),
]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", file_okay=False, help="Folder for corpus.html, corpus.md and corpus/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_SHOWN = 40  # places of one finding on the screen; JSON has them all


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.add_typer(corpus, name="corpus")


@corpus.command("check", epilog="Example: triage corpus check --data training_data")
def check_command(
    data: DataOption = None,
    limit: Annotated[
        float | None, typer.Option(min=0.05, max=1.0, help="Likeness above which mails are refused. Default: 0.55.")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Look at rows, labels, writers, near-duplicates and the frozen set: one line each.

    Exit 0 when all is well, 1 when rows must be mended, 78 when a file cannot be read. The folder benchmark/ holds the
    frozen set, agreement/ a second person's labels.
    """
    rows = _read(data, config)
    from triage.corpus.checks import check
    from triage.model.duplicates import LIMIT

    with screen.status("Comparing the mails with each other"):
        findings = tuple(check(rows, limit if limit is not None else LIMIT))
    for finding in findings:
        show(Line(name=finding.name, status=finding.status, words=finding.words))
        for place in finding.places[:_SHOWN]:
            say(f"        {place}")
        if len(finding.places) > _SHOWN:
            say(f"        … and {len(finding.places) - _SHOWN:,} more; --json tells all")
    if as_json:
        emit(json.dumps({"rows": len(rows.rows), "checks": [asdict(one) for one in findings]}, ensure_ascii=False))
    raise typer.Exit(max(finding.status for finding in findings))


@corpus.command("page", epilog="Example: triage corpus page --out docs")
def page_command(data: DataOption = None, out: OutOption = Path(), config: ConfigOption = None) -> None:
    """Write what the mails are as a page with pictures: corpus.html for a browser, corpus.md for a repository.

    Languages, intents, urgency, lengths, writers, second requests, near-duplicates; where there are second labels the
    agreement, and where `triage corpus curve` measured it in the same folder, the learning curve. It tells counts
    alone, no mail's words and no customer's name.
    """
    rows = _sound(data, config)
    from triage.corpus.census import census
    from triage.corpus.page import page
    from triage.corpus.rows import twice_labelled
    from triage.edges.corpus import load_curve, write_page
    from triage.model.agreement import agreement

    curve = load_curve(out)
    with screen.status(f"Comparing {len(rows.rows):,} mails with each other"):
        counted = census(rows.examples)
    agreed = agreement(twice_labelled(rows)) if rows.second else None
    for path in write_page(page(counted, agreed, curve), out):
        say(f"{path} written")


@corpus.command("curve", epilog="Example: triage corpus curve --out docs")
def curve_command(
    data: DataOption = None,
    out: OutOption = Path(),
    shop: Annotated[
        list[str] | None,
        typer.Option("--shop", help="A writer or a language that plays the shop; may be given again. Default: your own "
                     "rows, or the busiest writers."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same rows and seed choose the same mails.")] = 0,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Measure what more mails teach: accuracy on unseen writers by training rows, and with a shop's own rows added.

    Trains a model for each point: with 10,000 rows some ten minutes. The page draws it afterwards.
    """
    rows = _sound(data, config).examples
    from triage.corpus.curve import learn
    from triage.corpus.lots import plan
    from triage.edges.corpus import save_curve

    chosen = plan(rows, seed, shop or ())
    with _at_work(chosen.work) as progress:
        measured = learn(rows, chosen, seed, progress)
    say(f"{save_curve(measured, out)} written; draw it with: triage corpus page --out {out}")
    if as_json:
        emit(json.dumps(asdict(measured), ensure_ascii=False))
    else:
        _tell(measured)


def _read(data: list[Path] | None, config: Path | None) -> Corpus:
    from triage.edges.corpus import read_corpus

    return read_corpus(data or [_own_data(config)])


def _sound(data: list[Path] | None, config: Path | None) -> Corpus:
    """The rows, all of them readable. Raises ConfigError."""
    rows = _read(data, config)
    if rows.faults:
        raise ConfigError("\n".join(rows.faults))
    if not rows.rows:
        raise ConfigError("there are no rows; name files or folders with --data")
    return rows


def _own_data(config: Path | None) -> Path:
    settings = find_config(config)
    own = settings.path(settings.folders.training_data)
    return own if own.is_dir() else starter.folder() / "training_data"


@contextmanager
def _at_work(total: int) -> Iterator[_Told]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as progress:
        yield _Told(progress, total)


class _Told:
    """Shows how far the training is; without a terminal one line for each step."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._task = progress, progress.add_task("", total=total)

    def __call__(self, done: int, words: str) -> None:
        self._progress.update(self._task, completed=done, description=words)
        if not screen.is_terminal:
            say(words)


def _tell(curve: Curve) -> None:
    page = paper()
    for title, points, column in (
        (f"Asked about {curve.left_out:,} writers left out", curve.growth, "training rows"),
        (f"With the own rows of: {curve.shop}", curve.own, "own rows"),
    ):
        if points:
            page.print(Text(f"\n{title}", style="bold"))
            page.print(_table(points, column))


def _table(points: tuple[Point, ...], column: str) -> Table:
    from triage.corpus.curve import interval

    table = Table(
        column, "intent right", "95 % between", "urgency right", "mails asked", box=None, padding=(0, 2, 0, 0)
    )
    for point in points:
        low, high = interval(point.intent_right, point.asked)
        urgency = f"{point.urgency_right / point.urgency_asked:.1%}" if point.urgency_asked else "-"
        table.add_row(
            f"{point.own if column == 'own rows' else point.rows:,}", f"{point.intent_right / point.asked:.1%}",
            f"{low:.1%} and {high:.1%}", urgency, f"{point.asked:,}",
        )  # fmt: skip
    return table

"""Commands around the model: train, evaluate, models, corrections export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from triage.app import Store, find_config, open_engine, open_store, open_templates, policy_for_files
from triage.cli.console import clean, emit, paper, say
from triage.cli.limits import limits
from triage.cli.options import ConfigOption, LabelColumn, TextColumn, find_shop
from triage.config import Config
from triage.domain import Example
from triage.edges import models as registry
from triage.edges import starter
from triage.edges.dataset import Columns, append, read_examples
from triage.errors import BadModel, ConfigError
from triage.review import training_rows

if TYPE_CHECKING:
    from triage.model.evaluate import Scores
    from triage.rehearsal import Stage

DataOption = Annotated[
    list[Path] | None,
    typer.Option("--data", exists=True, help="CSV or JSONL files, or folders of them; may be given again."),
]
_BENCHMARK, _AGREEMENT = "benchmark", "agreement"
_NOT_TAUGHT = frozenset({_BENCHMARK, _AGREEMENT})
_POOR, _FAIR = 0.7, 0.85  # F1 below which a label is shown in red, and in yellow

models = typer.Typer(
    help="The model registry: list, show, promote, rollback, verify.",
    epilog="Example: triage models list",
    no_args_is_help=True,
)
corrections = typer.Typer(
    help="What agents corrected by moving mail.", epilog="Example: triage corrections export", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.command("train", epilog="Example: triage train --data training_data")(train)
    app.command("evaluate", epilog="Example: triage evaluate --data training_data/benchmark --json")(evaluate)
    models.command("limits", epilog="Example: triage models limits --wrong-share 0.02")(limits)
    app.add_typer(models, name="models")
    app.add_typer(corrections, name="corrections")


def train(
    data: DataOption = None,
    text_column: TextColumn = None,
    label_column: LabelColumn = None,
    out_of_scope: Annotated[str | None, typer.Option(help="Label that is to be refused, for your own labels.")] = None,
    out: Annotated[Path | None, typer.Option(help="The registry's folder. Default: the shop's models/.")] = None,
    seed: Annotated[int, typer.Option(help="The same rows and seed give the same predictions.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Make it active even where it is worse.")] = False,
    config: ConfigOption = None,
) -> None:
    """Fit, calibrate, evaluate, register, and make the model active unless it is worse than the one before."""
    settings = find_config(config)
    columns = _columns(text_column, label_column)
    root = out or settings.path(settings.folders.models)
    if columns and not force:
        _spare_the_daemons(root)
    folders = data or _own_data(settings)
    frozen = read_examples(_frozen(folders)) if columns is None else ()
    examples = tuple(row for path in folders for row in _without_frozen(path, columns))
    say(f"{len(examples):,} rows")
    from triage.retrain import retrain  # not above: scikit-learn takes a second that few commands need

    folder = retrain(
        examples, frozen, registry.Registry(root), progress=say, seed=seed,
        force=force, out_of_scope=out_of_scope if columns else "other", stage=_stage(settings),
    )  # fmt: skip
    say(f"{folder.name} is registered in {folder.parent} and active")
    typer.echo(folder.name)


def evaluate(
    data: DataOption = None,
    model: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="A model's folder or a registry's. Default: the active one."),
    ] = None,
    text_column: TextColumn = None,
    label_column: LabelColumn = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Measure a model on labelled mails; without --data on the frozen benchmark."""
    settings = find_config(config)
    columns = _columns(text_column, label_column)
    rows = read_examples(data or _frozen(_own_data(settings)), columns)
    folder = (registry.active(model) or model) if model else _active(settings)
    from triage.retrain import measure  # as above

    scores = measure(registry.load(folder, any_labels=True), rows, _stage(settings))
    if scores is None:
        raise ConfigError("there are no rows to measure on; name some with --data")
    if as_json:
        emit(json.dumps(scores.as_dict(), ensure_ascii=False))
    else:
        _show(scores, folder.name)


@models.command("list", epilog="Example: triage models list")
def list_models(config: ConfigOption = None) -> None:
    """Every version with its figures; the active one is marked."""
    root = _root(find_config(config))
    active = registry.active(root)
    table = Table("", "version", "rows", "accuracy", "urgency", "calibration error", box=None, padding=(0, 2, 0, 0))
    cards = registry.Registry(root).cards()
    for card in cards:
        scores = card.scores.get(_BENCHMARK) or card.scores.get("cross_validation") or {}
        mark = "*" if active is not None and active.name == card.version else ""
        figures = (_figure(scores.get(name)) for name in ("accuracy", "urgency_accuracy", "ece"))
        table.add_row(mark, card.version, f"{card.rows:,}", *figures)
    if cards:
        paper().print(table)
    else:
        say(f"there is no model in {root} yet; make one with: triage train")
    if active is not None and active.name not in {card.version for card in cards}:
        say(f"! the active model {active.name} is damaged; `triage models verify` says why")


@models.command("show", epilog="Example: triage models show 20261121T170501-3f2a")
def show_model(version: str, config: ConfigOption = None) -> None:
    """A version's card as JSON."""
    emit(registry.show(_root(find_config(config)) / version).written().decode().rstrip())


@models.command("promote", epilog="Example: triage models promote 20261121T170501-3f2a")
def promote(version: str, config: ConfigOption = None) -> None:
    """Make a version the active one, after verifying it. A running daemon takes it at its next start."""
    registry.Registry(_root(find_config(config))).promote(version)
    say(f"{version} is active")


@models.command("rollback", epilog="Example: triage models rollback")
def rollback(config: ConfigOption = None) -> None:
    """Go back to the version that was active before."""
    say(f"{registry.Registry(_root(find_config(config))).rollback()} is active again")


@models.command("verify", epilog="Example: triage models verify")
def verify(
    version: Annotated[str | None, typer.Argument(help="Default: the active one.")] = None, config: ConfigOption = None
) -> None:
    """Check a version's hash, owner, card and libraries without loading it."""
    settings = find_config(config)
    folder = _root(settings) / version if version else _active(settings)
    card = registry.verify(folder)
    say(f"{card.version}: whole and unaltered (sha256 {card.sha256[:16]}…, {card.rows:,} rows)")


@corrections.command("export", epilog="Example: triage corrections export")
def export(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Default: corrections.jsonl in the training_data folder.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write what agents corrected as training rows. The file is made anew each time."""
    settings = find_shop(config)
    store = open_store(settings)
    target = out or settings.path(settings.folders.training_data) / "corrections.jsonl"
    part = target.with_name(f".{target.name}.part")
    try:
        rows = _corrected(settings, store)
        part.unlink(missing_ok=True)
        append(part, rows)
        part.replace(target)
    finally:
        store.database.close()
    say(f"{len(rows)} corrected mails as training rows in {target}")


def _corrected(settings: Config, store: Store) -> list[Example]:
    corrected = store.corrections.corrected()
    if not corrected:
        return []
    engine = open_engine(settings, store.instance, say)
    try:
        return list(training_rows(corrected, engine.think([item.raw for item in corrected]), settings.queue))
    finally:
        engine.close()


def _stage(settings: Config) -> Stage:
    from triage.rehearsal import Stage  # as above

    return Stage(policy=policy_for_files(settings), templates=open_templates(settings))


def _spare_the_daemons(root: Path) -> None:
    """Refuse to put a model of other labels into the place of one that the daemon works with."""
    active = registry.active(root)
    if active is not None and registry.show(active).urgencies:
        raise ConfigError(
            f"{root} holds the daemon's model, which knows other labels; give yours a folder of their own: --out FOLDER"
        )


def _columns(text: str | None, label: str | None) -> Columns | None:
    if (text is None) != (label is None):
        raise typer.BadParameter("--text-column and --label-column go together")
    return Columns(text=text, label=label) if text is not None and label is not None else None


def _own_data(settings: Config) -> list[Path]:
    own = settings.path(settings.folders.training_data)
    return [own] if own.is_dir() else [starter.folder() / "training_data"]


def _frozen(folders: list[Path]) -> list[Path]:
    """The frozen sets inside these folders; a path that is one itself counts too."""
    return [found for folder in folders for found in (folder / _BENCHMARK,) if found.is_dir()]


def _without_frozen(path: Path, columns: Columns | None) -> tuple[Example, ...]:
    """Rows of a folder but its frozen set and what second labellers said."""
    if not path.is_dir():
        return read_examples([path], columns)
    kept = [inner for inner in sorted(path.iterdir()) if inner.name not in _NOT_TAUGHT and _holds_rows(inner)]
    return read_examples(kept, columns)


def _holds_rows(path: Path) -> bool:
    return path.is_dir() or path.suffix in {".csv", ".jsonl"}


def _root(settings: Config) -> Path:
    return settings.path(settings.folders.models)


def _active(settings: Config) -> Path:
    active = registry.active(_root(settings))
    if active is None:
        raise BadModel(f"there is no model in {_root(settings)} yet; make one with: triage train")
    return active


def _show(scores: Scores, name: str) -> None:
    page = paper()
    page.print(Text.assemble((name, "bold"), f" on {scores.rows:,} mails"))
    for label, value in (
        ("intent accuracy", scores.accuracy), ("macro F1", scores.macro_f1), ("Matthews correlation", scores.mcc),
        ("calibration error", scores.ece), ("urgency accuracy", scores.urgency_accuracy),
        ("recall of critical", scores.urgency_recall.get("critical")),
        ("out-of-scope recall", scores.out_of_scope_recall),
    ):  # fmt: skip
        page.print(f"  {label:22} {_figure(value)}")
    auto = scores.automation
    page.print(
        f"  answered alone         {auto.answered:,} ({auto.eligible_share:.1%}), wrongly {auto.wrong:,}"
        f" (at most {auto.wrong_share_upper_95:.1%} with 95 % confidence)"
    )
    if auto.answered_share_of_answerable is not None:
        page.print(f"  of answerable mails    {auto.answered_share_of_answerable:.1%} of {auto.answerable:,}")
    page.print(_by_label(scores))
    for language, known in sorted(scores.by_language.items()):
        page.print(Text(f"  {clean(language) or '?':4} {known.rows:5} mails  accuracy {known.accuracy:.3f}"))


def _by_label(scores: Scores) -> Table:
    table = Table("label", "mails", "precision", "recall", "F1", "", box=None, padding=(0, 2, 0, 0))
    for label, found in sorted(scores.by_label.items(), key=lambda item: -item[1].f1):
        colour = "red" if found.f1 < _POOR else "yellow" if found.f1 < _FAIR else "green"
        figures = (f"{value:.2f}" for value in (found.precision, found.recall, found.f1))
        bar = Text("█" * round(found.f1 * 20), style=colour)
        table.add_row(Text(clean(label, 40)), str(found.rows), *figures, bar)
    return table


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

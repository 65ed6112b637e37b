"""Commands on mails in files: classify, explain, backfill. They touch no mailbox."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from triage.app import find_config, open_engine, open_templates, policy_for_files
from triage.classify import Classified, as_json, classify
from triage.cli.console import say, screen
from triage.cli.explain import show
from triage.cli.options import ConfigOption
from triage.config import Config
from triage.domain import RawMail
from triage.edges.mails import read_lines, read_one, read_paths
from triage.errors import ConfigError

_CHUNK = 64  # mails in hand at once

Paths = Annotated[
    list[Path], typer.Argument(help="An .eml file, an mbox, a Maildir, or a folder of them; - reads standard input.")
]


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.command("classify", epilog="Example: triage classify inbox.mbox > classified.jsonl")(classify_command)
    app.command("explain", epilog="Example: triage explain complaint.eml")(explain)
    app.command("backfill", epilog="Example: triage backfill archive.mbox --out archive.jsonl")(backfill)


def classify_command(
    paths: Paths,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Standard input holds {"id", "subject", "body", "from"} objects, one a line.'),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Say what would be done with these mails: one JSON object a line. Touches nothing."""
    settings = find_config(config)
    for name, found in _classified(settings, _named(paths, settings, jsonl=jsonl)):
        typer.echo(json.dumps(_row(name, found, from_files=not _is_stdin(paths)), ensure_ascii=False))


def explain(
    path: Annotated[Path, typer.Argument(help="An .eml file, or - for standard input.")], config: ConfigOption = None
) -> None:
    """Say the same for a person: the words that decided, the rules that hit and missed, the reply that would go."""
    settings = find_config(config)
    for _name, found in _classified(settings, _named([path], settings, jsonl=False)):
        show(found, policy_for_files(settings), open_templates(settings))


def backfill(
    paths: Annotated[list[Path], typer.Argument(help="Archives: mbox, Maildir, folders, .eml files.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the JSON lines go; an earlier run is continued.")],
    config: ConfigOption = None,
) -> None:
    """Classify an archive, with progress. A run that was interrupted goes on where it stopped."""
    settings = find_config(config)
    done = _done(out)
    if done:
        say(f"{len(done)} mails are in {out} already; going on with the rest")
    todo = ((name, raw) for name, raw in read_paths(paths, settings.limits.mail_bytes) if raw.id not in done)
    with out.open("a", encoding="utf-8") as sink, Progress(console=screen, transient=True) as progress:
        task = progress.add_task("classifying", total=None)
        for name, found in _classified(settings, todo):
            sink.write(json.dumps(_row(name, found, from_files=True), ensure_ascii=False) + "\n")
            sink.flush()
            progress.advance(task)
    say(f"{out}: {sum(1 for _ in out.open(encoding='utf-8'))} mails")


def _classified(settings: Config, mails: Iterable[tuple[str, RawMail]]) -> Iterator[tuple[str, Classified]]:
    policy, templates = policy_for_files(settings), open_templates(settings)
    engine = open_engine(settings, "", say)
    try:
        engine.warm_up()
        for chunk in _chunks(mails):
            raws = [raw for _name, raw in chunk]
            results = classify(raws, engine, policy, templates, datetime.now(UTC))
            yield from zip((name for name, _raw in chunk), results, strict=True)
    finally:
        engine.close()


def _chunks(mails: Iterable[tuple[str, RawMail]]) -> Iterator[list[tuple[str, RawMail]]]:
    chunk: list[tuple[str, RawMail]] = []
    for named in mails:
        chunk.append(named)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _named(paths: list[Path], settings: Config, *, jsonl: bool) -> Iterator[tuple[str, RawMail]]:
    if not _is_stdin(paths):
        if jsonl:
            raise typer.BadParameter("--jsonl reads standard input: triage classify - --jsonl < mails.jsonl")
        return read_paths(paths, settings.limits.mail_bytes)
    if jsonl:
        return read_lines(sys.stdin.buffer)
    return iter([("-", read_one(sys.stdin.buffer, settings.limits.mail_bytes))])


def _is_stdin(paths: list[Path]) -> bool:
    return paths == [Path("-")]


def _row(name: str, found: Classified, *, from_files: bool) -> dict[str, object]:
    row = as_json(found)
    if from_files:
        return row | {"path": name}
    return row if name == "-" else row | {"id": name}


def _done(out: Path) -> set[str]:
    """Ids that an earlier run wrote; a last line that was cut off is taken away."""
    if not out.exists():
        return set()
    whole = [line for line in out.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    out.write_text("".join(whole), encoding="utf-8")
    try:
        return {str(json.loads(line)["id"]) for line in whole}
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{out}: is not a file of `triage backfill`; name another one") from None

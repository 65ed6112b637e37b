"""Commands on mails in files: classify, explain, backfill. They touch no mailbox."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from triage.accounts import Mailbox
from triage.app import find_config, open_books, open_engine, open_templates, policy_for_files
from triage.classify import Classified, as_json, classify
from triage.cli.console import emit, say, screen
from triage.cli.explain import show
from triage.cli.options import ConfigOption, known_mailbox
from triage.config import Config, parse
from triage.domain import RawMail
from triage.edges.engine import PoolEngine
from triage.edges.hands import open_account
from triage.edges.mails import read_lines, read_one, read_paths
from triage.errors import ConfigError
from triage.foresight import Books, foresee
from triage.policy.render import Templates
from triage.ports import Engine
from triage.settings import Policy

_CHUNK = 64  # mails in hand at once
_STDIN = Path("-")
_BEGINS = b'{"id": "'  # every line of ours

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
    mails = _named(paths, settings, jsonl=jsonl)
    with _at_work(settings) as (engine, templates):
        for name, found in _classified(mails, engine, policy_for_files(settings), templates):
            emit(_line(name, found, from_files=paths != [_STDIN]))


def explain(
    path: Annotated[Path, typer.Argument(help="An .eml file, an mbox or a folder; - for standard input.")],
    alone: Annotated[bool, typer.Option("--alone", help="Judge by the mail alone, as `triage classify` does.")] = False,
    mailbox: Annotated[
        str, typer.Option(help="As which mailbox's mail, where the settings have several.", show_default=False)
    ] = "",
    config: ConfigOption = None,
) -> None:
    """Say for a person what the daemon would do with a mail now, and why: facts, rules, and the reply that would go.

    In a shop folder the order file and the store are read: the parcel, the customer, the case, earned levels, caps.
    Nothing is written, sent or taken.
    """
    settings = find_config(config)
    mails = _named([path], settings, jsonl=False)
    with _books(settings, mailbox, alone=alone) as books, _at_work(settings, books.policy.instance) as (engine, texts):
        for chunk in _chunks(mails):
            for found in foresee([raw for _name, raw in chunk], engine, books, texts, datetime.now(UTC)):
                show(found, books)


@contextmanager
def _books(settings: Config, mailbox: str, *, alone: bool) -> Iterator[Books]:
    """What can be looked up, and a line on what cannot."""
    if alone or not (settings.mailbox or settings.orders.file):
        why = "" if alone else "; there is no shop here (triage.toml)"
        say(f"Judged by the mail alone: no order file, earlier mail or earned level is looked up{why}.")
        with open_books(parse({}, settings.root), None) as (nothing, _):
            yield replace(nothing, policy=policy_for_files(settings), alone=True)
        return
    only = settings.mailbox[0] if len(settings.mailbox) == 1 else None
    box = known_mailbox(settings, mailbox) if mailbox else only
    with open_books(settings, box) as (books, missing):
        if box is None:
            names = ", ".join(one.name for one in settings.mailbox) or "there is none"
            missing = (*missing, f"no store is read without a mailbox: --mailbox ({names})")
        say(f"Not looked at: {'; '.join(missing)}." if missing else "Judged by the order file and the store.")
        yield books


def backfill(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Archives: mbox, Maildir, folders, .eml files.", exists=True)
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", dir_okay=False, help="Where the JSON lines go; an earlier run is continued.")
    ] = Path("backfill.jsonl"),
    mailbox: Annotated[
        str | None, typer.Option(help="Read the watched folder of this mailbox instead; nothing in it is changed.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Classify an archive, with progress. A run that was interrupted goes on where it stopped.

    The same mail twice in the archive is one line.
    """
    settings = find_config(config)
    if bool(paths) == bool(mailbox):
        raise typer.BadParameter("name archives, or a mailbox with --mailbox")
    box = known_mailbox(settings, mailbox) if mailbox else None
    mails = _of_mailbox(settings, box) if box else read_paths(paths or [], settings.limits.mail_bytes)
    policy = settings.policy(box, "") if box else policy_for_files(settings)
    seen = _done(out)
    if seen:
        say(f"{len(seen):,} mails are in {out} already; going on with the rest")
    with out.open("ab") as sink, _at_work(settings) as (engine, templates), _progress() as progress:
        task = progress.add_task("", total=None, completed=len(seen))
        for name, found in _classified(_unseen(mails, seen), engine, policy, templates):
            sink.write(_line(name, found, from_files=True).encode("utf-8", "backslashreplace") + b"\n")
            sink.flush()
            progress.advance(task)
    say(f"{out}: {len(seen):,} mails")


def _of_mailbox(settings: Config, box: Mailbox) -> Iterator[tuple[str, RawMail]]:
    """Every mail of a mailbox's watched folder, read without marking it."""
    account, _hands = open_account(box, settings.limits, root=settings.root)
    with closing(account):
        for batch in account.arrivals(box.folder, None, None):
            for raw in batch.mails:
                yield f"{box.name}/{box.folder}#{raw.origin.uid if raw.origin else '?'}", raw


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} mails"), TimeElapsedColumn())
    return Progress(*columns, console=screen, transient=True)


def _unseen(mails: Iterable[tuple[str, RawMail]], seen: set[str]) -> Iterator[tuple[str, RawMail]]:
    """Mails whose id was not seen yet; marks them seen."""
    for name, raw in mails:
        if raw.id not in seen:
            seen.add(raw.id)
            yield name, raw


@contextmanager
def _at_work(settings: Config, token: str = "") -> Iterator[tuple[PoolEngine, Templates]]:
    """The workers and the texts; a worker loads its model while the texts are tried."""
    engine = open_engine(settings, token, say)
    try:
        engine.begin()
        templates = open_templates(settings)
        engine.warm_up()
        yield engine, templates
    finally:
        engine.close()


def _classified(
    mails: Iterable[tuple[str, RawMail]], engine: Engine, policy: Policy, templates: Templates
) -> Iterator[tuple[str, Classified]]:
    for chunk in _chunks(mails):
        results = classify([raw for _name, raw in chunk], engine, policy, templates, datetime.now(UTC))
        yield from zip((name for name, _raw in chunk), results, strict=True)


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
    if paths != [_STDIN]:
        if jsonl:
            raise typer.BadParameter("--jsonl reads standard input: triage classify - --jsonl < mails.jsonl")
        if _STDIN in paths:
            raise typer.BadParameter("- stands alone: it reads one mail from standard input")
        for path in paths:  # not by typer's `exists`, which takes - for a file that is not there
            if not path.exists():
                raise typer.BadParameter(f"{path}: there is no such file or folder")
        return read_paths(paths, settings.limits.mail_bytes)
    if jsonl:
        return read_lines(sys.stdin.buffer)
    return iter([("-", read_one(sys.stdin.buffer, settings.limits.mail_bytes))])


def _line(name: str, found: Classified, *, from_files: bool) -> str:
    row = as_json(found)
    if from_files:
        row["path"] = name
    elif name != "-":
        row["id"] = name
    return json.dumps(row, ensure_ascii=False)


def _done(out: Path) -> set[str]:
    """Ids that an earlier run wrote; a last line that was cut off is taken away. Raises ConfigError for other files."""
    if not out.exists():
        return set()
    content = out.read_bytes()
    whole = content.rfind(b"\n") + 1
    try:
        done = {str(json.loads(line)["id"]) for line in content[:whole].splitlines()}
        if not (content[whole:].startswith(_BEGINS) or _BEGINS.startswith(content[whole:])):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError(f"{out}: is not a file of `triage backfill`; name another one with --out") from None
    os.truncate(out, whole)
    return done

"""Commands that run the daemon and look after it: run, check, status, resume."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from triage.app import find_config, open_office, open_store
from triage.cli.checks import all_checks, show
from triage.cli.classes import told
from triage.cli.concerns import concerns
from triage.cli.console import clean, say, screen
from triage.cli.drift import look
from triage.cli.options import ConfigOption, find_shop, known_mailbox
from triage.daemon import alone, once, serve
from triage.edges import logs
from triage.edges.store.report import Open, owed, summary
from triage.model.drift import Drift
from triage.monitor import GLANCE
from triage.policy.case_words import counted


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.command("run", epilog="Example: triage run --config /srv/shop/triage.toml")(run)
    app.command("check", epilog="Example: triage check")(check)
    app.command("status", epilog="Example: triage status")(status)
    app.command("resume", epilog="Example: triage resume support")(resume)


def run(
    config: ConfigOption = None,
    once_only: Annotated[bool, typer.Option("--once", help="Handle what is there, then end.")] = False,
) -> None:
    """Watch the mailboxes and work. Ends cleanly on SIGTERM.

    The first start trains the starter model (once, about two minutes), then reads the mail since the day that the
    settings name, else since today. Every class begins on shadow and every mailbox on tag: mail gets keywords, nothing
    is moved, drafted or sent until triage.toml says so, and nothing is sent before the shadow time is over. A later
    start goes on where the last one stopped.
    """
    settings = find_config(config)
    logs.set_up(settings.log.level, settings.log.format)
    with alone(settings), open_office(settings, say) as office:
        if once_only:
            say(f"{once(office, lambda handled: None)} mails handled")
        else:
            serve(office)


def check(config: ConfigOption = None) -> None:
    """Look at settings, templates, model, store, log-ins and folders: one line each.

    Exit 0 when all is well, 1 when something cannot be used now, 78 when a setting is wrong.
    """
    worst = 0
    for line in all_checks(config):
        show(line)
        worst = max(worst, line.status)
    raise typer.Exit(worst)


def status(config: ConfigOption = None) -> None:
    """Show what waits for a person, the gravest first; then what was done, and what each class may do."""
    settings = find_shop(config)
    store = open_store(settings)
    try:
        found, due = summary(store.database), owed(store.database, datetime.now(UTC))
        drifted = look(settings, store.database, at_most=GLANCE)
        levels = tuple(told(settings, store))
    finally:
        store.database.close()
    for line in concerns(found, due, settings, datetime.now(UTC)):
        say(line)
    _show_open(found.needs_person, ZoneInfo(settings.shop.timezone))
    say(f"\n{counted(found.mails, 'mail')}, {found.waiting} not decided yet, {found.corrections} corrected by agents")
    for name, counts in (("by outcome", found.outcomes), ("by queue", found.queues), ("cases", found.cases)):
        if counts:
            say(f"  {name}: " + ", ".join(f"{label} {number}" for label, number in sorted(counts.items())))
    if drifted.verdict is Drift.CHANGED:
        say(f"! the mail has changed since {drifted.since:%d %b}, the model may know it less well; see: triage drift")
    for line in levels:
        say(line)


def resume(
    mailbox: Annotated[str, typer.Argument(help="The mailbox's name in triage.toml.")], config: ConfigOption = None
) -> None:
    """Let automatic sending go on after the breaker stopped it."""
    settings = find_shop(config)
    known_mailbox(settings, mailbox)
    store = open_store(settings)
    try:
        store.journal.close_breaker(mailbox)
    finally:
        store.database.close()
    say(f"{mailbox}: automatic sending goes on as its levels allow")


def _show_open(items: tuple[Open, ...], zone: ZoneInfo) -> None:
    if not items:
        return
    say(f"\nA person should look at these (times of {zone}):")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in items:
        words = (f"{item.what}, mailbox {item.mailbox}", clean(item.subject, 60), clean(item.detail, 160))
        table.add_row(f"{item.since.astimezone(zone):%d %b %H:%M}", Text("\n".join(filter(None, words))))
    screen.print(table)

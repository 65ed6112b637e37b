"""Commands that run the daemon and look after it: run, check, status, resume."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from triage.app import find_config, open_office, open_store
from triage.cli.checks import all_checks, show
from triage.cli.classes import told
from triage.cli.console import clean, say, screen
from triage.cli.drift import look
from triage.cli.options import ConfigOption, find_shop, known_mailbox
from triage.daemon import alone, once, serve
from triage.edges import logs
from triage.edges.store.report import Open, summary
from triage.model.drift import Drift
from triage.monitor import GLANCE


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
    """Show what was done, and what waits for a person: uncertain replies, failures, quarantined mail."""
    settings = find_shop(config)
    store = open_store(settings)
    try:
        found = summary(store.database)
        drifted = look(settings, store.database, at_most=GLANCE)
        levels = tuple(told(settings, store))
    finally:
        store.database.close()
    say(f"{found.mails} mails, {found.waiting} not decided yet, {found.corrections} corrected by agents")
    for name, counts in (("outcome", found.outcomes), ("queue", found.queues)):
        if counts:
            say(f"  by {name}: " + ", ".join(f"{label} {number}" for label, number in sorted(counts.items())))
    for mailbox, why in found.breakers.items():
        say(f"! automatic sending is stopped for {mailbox}: {why}; look, then: triage resume {mailbox}")
    if drifted.verdict is Drift.CHANGED:
        say(f"! the mail has changed since {drifted.since:%d %b}, the model may know it less well; see: triage drift")
    for line in levels:
        say(line)
    _show_open(found.needs_person)


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


def _show_open(items: tuple[Open, ...]) -> None:
    if not items:
        say("nothing waits for a person beyond the mail in the queues")
        return
    table = Table("since (UTC)", "mailbox", "what", "subject", "why", title="A person should look at these")
    for item in items:
        words = (item.mailbox, item.what, clean(item.subject, 40), clean(item.detail, 100))
        table.add_row(f"{item.since:%d %b %H:%M}", *map(Text, words))
    screen.print(table)

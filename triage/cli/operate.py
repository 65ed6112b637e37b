"""Commands that run the daemon and look after it: run, check, status, resume."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from triage.app import find_config, open_office, open_store
from triage.cli.checks import all_checks
from triage.cli.console import clean, say, screen
from triage.cli.options import ConfigOption
from triage.config import Config
from triage.daemon import alone, once, serve
from triage.edges import logs
from triage.edges.store.report import Open, summary
from triage.errors import ConfigError

EX_CONFIG = 78


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
    """Watch the mailboxes and work. Ends cleanly on SIGTERM."""
    settings = find_config(config)
    logs.set_up(settings.log.level, settings.log.format)
    with alone(settings), open_office(settings, say) as office:
        if once_only:
            say(f"{once(office, lambda handled: None)} mails handled")
        else:
            serve(office)


def check(config: ConfigOption = None) -> None:
    """Look at settings, templates, model, store, log-ins and folders: one line each. Exit 78 on a wrong setting."""
    worst = 0
    for line in all_checks(config):
        mark = {0: "[green]ok[/]   ", 1: "[red]fails[/]", EX_CONFIG: "[red]wrong[/]"}[line.status]
        screen.print(mark, f"[bold]{line.name}[/]", clean(line.words), markup=True)
        worst = max(worst, line.status)
    raise typer.Exit(worst)


def status(config: ConfigOption = None) -> None:
    """Show what was done, and what waits for a person: uncertain replies, failures, quarantined mail."""
    store = open_store(_existing(config))
    found = summary(store.database)
    say(f"{found.mails} mails, {found.waiting} not decided yet, {found.corrections} corrected by agents")
    for name, counts in (("outcome", found.outcomes), ("queue", found.queues)):
        say(f"  by {name}: " + ", ".join(f"{label} {number}" for label, number in sorted(counts.items())))
    for mailbox, why in found.breakers.items():
        say(f"! automatic sending is stopped for {mailbox}: {why}; look, then: triage resume {mailbox}")
    _show_open(found.needs_person)


def resume(
    mailbox: Annotated[str, typer.Argument(help="The mailbox's name in triage.toml.")], config: ConfigOption = None
) -> None:
    """Let automatic sending go on after the breaker stopped it."""
    settings = _existing(config)
    if mailbox not in {known.name for known in settings.mailbox}:
        raise ConfigError(f"there is no mailbox {mailbox!r} in the settings")
    open_store(settings).journal.close_breaker(mailbox)
    say(f"{mailbox}: automatic sending goes on as its levels allow")


def _existing(config: ConfigOption) -> Config:
    settings = find_config(config)
    if not settings.mailbox:
        raise ConfigError("there is no mailbox in the settings; `triage init` asks for one and writes triage.toml")
    return settings


def _show_open(items: tuple[Open, ...]) -> None:
    if not items:
        say("nothing waits for a person beyond the mail in the queues")
        return
    table = Table("since (UTC)", "mailbox", "what", "subject", "why", title="A person should look at these")
    for item in items:
        table.add_row(
            f"{item.since:%d %b %H:%M}", item.mailbox, item.what, clean(item.subject, 40), clean(item.detail, 100)
        )
    screen.print(table)

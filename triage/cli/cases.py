"""Commands around customers' cases: list them by their clocks, show one, join and part them, close them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from triage.app import Store, open_store
from triage.cli.console import clean, emit, paper, say
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.domain import Case
from triage.edges.store.cases import close, find, merge, reopen, split
from triage.edges.store.timeline import Entry, open_cases, timeline
from triage.labels import URGENCIES
from triage.policy.calendars import calendar
from triage.policy.clocks import standing

CaseId = Annotated[
    str, typer.Argument(help="The beginning of a case's id, four characters or more.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

cases = typer.Typer(help="Customers' cases: who waits for whom, and until when.", epilog="Example: triage cases",
                    invoke_without_command=True)  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.add_typer(cases, name="cases")


@cases.callback()
def list_cases(
    context: typer.Context,
    queue: Annotated[str, typer.Option(help="Only this queue.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose clock has run out.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Resolved ones too.")] = False,
    as_json: Json = False,
    config: ConfigOption = None,
) -> None:
    """List cases: overdue first, then the most urgent, then the next due."""
    if context.invoked_subcommand is not None:
        return
    with _store(config) as (settings, store):
        found = open_cases(store.database, everything=everything)
    now = datetime.now(UTC)
    shown = [case for case in found if queue in {"", case.queue} and (not overdue or _late(case, now))]
    shown.sort(key=lambda case: _rank(case, now))
    if as_json:
        for case in shown:
            emit(_document(case))
        return
    _show_list(shown, settings, now)


def _late(case: Case, now: datetime) -> bool:
    return case.due is not None and case.due < now


def _rank(case: Case, now: datetime) -> tuple[Any, ...]:
    never = datetime.max.replace(tzinfo=UTC)
    due = case.due or case.next_update or never
    return (not _late(case, now), -URGENCIES.index(case.urgency), due, case.id)


def _show_list(shown: Sequence[Case], settings: Config, now: datetime) -> None:
    table = Table("case", "due (UTC)", "", "queue", "intent", "urgency", "customer", "mails", "state",
                  box=None, padding=(0, 1, 0, 0))  # fmt: skip
    days = calendar(settings.shop, settings.holidays, settings.season)
    for case in shown:
        at = case.due or case.next_update
        state = standing(case.due, now, settings.waiting, days) if case.due else ""
        style = {"overdue": "bold red", "soon": "yellow"}.get(state, "")
        words = (case.id[:10], f"{at:%d %b %H:%M}" if at else "", state if state != "fine" else "", case.queue,
                 case.intent, case.urgency, case.customer, str(case.mails), case.state.value)  # fmt: skip
        table.add_row(*(Text(clean(word, 30), style=style) for word in words))
    if shown:
        paper().print(table)
    late = sum(_late(case, now) for case in shown)
    say(f"{len(shown)} cases" + (f", {late} overdue" if late else ""))


@cases.command("show", epilog="Example: triage cases show 4f2a91c0")
def show(case_id: CaseId, as_json: Json = False, config: ConfigOption = None) -> None:
    """Show one case: its clocks, and everything that happened, in order."""
    with _store(config) as (_settings, store):
        case = find(store.database, case_id)
        entries = timeline(store.database, case)
    if as_json:
        emit(_document(case, entries))
        return
    page = paper()
    page.print(
        Text(f"{case.queue}: {case.intent}, {case.urgency}, {case.customer} customer, {case.state.value}", "bold")
    )
    for name, at in (("opened", case.opened_at), ("a person answers by", case.due), ("next word by", case.next_update)):
        if at is not None:
            page.print(f"  {name} {at:%Y-%m-%d %H:%M} UTC")
    if case.silent:
        page.print("  a person has taken over; the machine writes nothing more in it")
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    for entry in entries:
        table.add_row(f"{entry.at:%Y-%m-%d %H:%M}", Text(entry.kind, "bold"), Text(clean(entry.detail)))
    page.print(table)


@cases.command("merge", epilog="Example: triage cases merge 4f2a91c0 77b0e3d1")
def merge_command(case_id: CaseId, into: CaseId, config: ConfigOption = None) -> None:
    """Make two cases one: everything of the first belongs to the second. Nothing is sent."""
    with _store(config) as (_settings, store):
        made = merge(store.database, case_id, into, datetime.now(UTC))
    say(f"one case now: {made.id[:12]}, {made.mails} mails of the customer")


@cases.command("split", epilog="Example: triage cases split 77b0e3d1")
def split_command(
    mail_id: Annotated[str, typer.Argument(help="The beginning of a mail's id, as `triage cases show` tells it.")],
    config: ConfigOption = None,
) -> None:
    """Give one mail of a case a case of its own. Nothing is sent."""
    with _store(config) as (_settings, store):
        made = split(store.database, mail_id, datetime.now(UTC))
    say(f"a case of its own now: {made.id[:12]}, {made.queue}")


@cases.command("resolve", epilog="Example: triage cases resolve 4f2a91c0")
def resolve(case_id: CaseId, config: ConfigOption = None) -> None:
    """Close a case: nobody owes anything. A check-back may follow, as the settings say."""
    with _store(config) as (_settings, store):
        made = close(store.database, case_id, datetime.now(UTC))
    say(f"{made.id[:12]} is resolved")


@cases.command("reopen", epilog="Example: triage cases reopen 4f2a91c0")
def reopen_command(case_id: CaseId, config: ConfigOption = None) -> None:
    """Open a case again: its queue owes the customer an answer within a day."""
    with _store(config) as (_settings, store):
        made = reopen(store.database, case_id, datetime.now(UTC))
    say(f"{made.id[:12]} is open again, in {made.queue}")


@contextmanager
def _store(config: Any) -> Iterator[tuple[Config, Store]]:
    settings = find_shop(config)
    store = open_store(settings)
    try:
        yield settings, store
    finally:
        store.database.close()


def _document(case: Case, entries: Sequence[Entry] = ()) -> str:
    values = asdict(case) | ({"timeline": [asdict(entry) for entry in entries]} if entries else {})
    return json.dumps(values, default=lambda value: value.isoformat(), ensure_ascii=False)

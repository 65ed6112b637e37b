"""Commands around customers' cases: list them by their clocks, show one, join and part them, close them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from triage.app import Store, open_store
from triage.cli.case_pages import WIDE, listing, whole_story
from triage.cli.console import emit, paper, say
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.domain import Case
from triage.edges.store.cases import close, find, merge, of_one_customer, reopen, split
from triage.edges.store.timeline import Entry, Face, faces, open_cases, timeline
from triage.errors import Refused
from triage.labels import URGENCIES
from triage.policy.case_words import counted

CaseId = Annotated[str, typer.Argument(help="The beginning of a case's id, or its T- token.", show_default=False)]
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
        known = faces(store.database, everything=everything)
    if queue and queue not in {*(rule.name for rule in settings.queue), *(case.queue for case in found)}:
        names = ", ".join(rule.name for rule in settings.queue)
        raise typer.BadParameter(f"there is no queue {queue!r}; there are {names}")
    now = datetime.now(UTC)
    shown = [case for case in found if queue in {"", case.queue} and (not overdue or _late(case, now))]
    shown.sort(key=lambda case: _rank(case, now))
    if as_json:
        for case in shown:
            emit(_document(case, known.get(case.id, Face())))
        return
    paper(WIDE).print(listing(shown, known, settings.policy(None, ""), now))
    late = sum(_late(case, now) for case in shown)
    say(counted(len(shown), "case") + (f", {late} overdue" if late else ""))


def _late(case: Case, now: datetime) -> bool:
    return case.due is not None and case.due < now


def _rank(case: Case, now: datetime) -> tuple[Any, ...]:
    never = datetime.max.replace(tzinfo=UTC)
    due = case.due or case.next_update or never
    return (not _late(case, now), -URGENCIES.index(case.urgency), due, case.id)


@cases.command("show", epilog="Example: triage cases show 4f2a91c0")
def show(case_id: CaseId, as_json: Json = False, config: ConfigOption = None) -> None:
    """Show one case: its clocks, and everything that happened, in order."""
    with _store(config) as (settings, store):
        case = find(store.database, case_id)
        entries = timeline(store.database, case)
        known = faces(store.database, case.id).get(case.id, Face())
    if as_json:
        emit(_document(case, known, entries))
        return
    page = paper()
    for part in whole_story(case, known, entries, settings.policy(None, ""), datetime.now(UTC)):
        page.print(part)


@cases.command("merge", epilog="Example: triage cases merge 4f2a91c0 77b0e3d1")
def merge_command(
    case_id: CaseId,
    into: CaseId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Although different addresses wrote them.")] = False,
    config: ConfigOption = None,
) -> None:
    """Make two cases one: everything of the first belongs to the second. Nothing is sent.

    Two cases of different senders are joined with --yes only: replies to one of them would tell of the other's order.
    """
    with _store(config) as (_settings, store):
        one, other = find(store.database, case_id), find(store.database, into)
        if one.id != other.id and not yes and not of_one_customer(store.database, one, other):
            raise Refused(
                f"{_named(one)} and {_named(other)} were not begun by one address, as far as is known; "
                "--yes joins them all the same"
            )
        made = merge(store.database, one.id, other.id, datetime.now(UTC))
    say(f"one case now: {made.id[:12]}, {made.mails} mails of the customer")


def _named(case: Case) -> str:
    """A case as its timeline is headed; never by its customer."""
    return f"{case.id[:12]} ({_headed(case)})"


def _headed(case: Case) -> str:
    return f"{case.queue}: {case.intent}, {case.urgency}, {case.customer} customer, {case.state.value}"


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


def _document(case: Case, known: Face, entries: Sequence[Entry] = ()) -> str:
    """`customer` is the kind of customer, `address` whose it is."""
    values = asdict(case) | asdict(known) | ({"timeline": [asdict(entry) for entry in entries]} if entries else {})
    return json.dumps(values, default=lambda value: value.isoformat(), ensure_ascii=False)

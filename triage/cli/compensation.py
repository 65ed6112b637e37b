"""Commands around compensation: the table, the ledger, who grants what, and whether it all balances."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from triage.app import Store, open_lookup, open_store
from triage.cli.codes import codes
from triage.cli.console import clean, emit, paper, say
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.domain import Award, conversation_token
from triage.edges.store.awards import every_award, find_award
from triage.edges.store.balance import balance as add_up
from triage.edges.store.cases import find
from triage.errors import Refused
from triage.mail.people.addresses import addr_spec
from triage.policy.compensation import Matter, allowed, proposal
from triage.settings import CompensationRow
from triage.settings.compensation import CAUSES

Key = Annotated[str, typer.Argument(help="The award's key, as the list shows it.", show_default=False)]
By = Annotated[str, typer.Option("--by", help="Mail address of the agent who decides it.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

_KINDS = {"refund_part": "of the price back", "free_shipping": "free shipping"}

compensation = typer.Typer(
    help="Compensation: the table, what was proposed and granted, and the codes that went with it.",
    epilog="Example: triage compensation list",
    no_args_is_help=True,
)
compensation.add_typer(codes, name="codes")


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.add_typer(compensation, name="compensation")


@compensation.command("table", epilog="Example: triage compensation table")
def table_command(config: ConfigOption = None) -> None:
    """Show the compensation table that counts: the shop's own, or the shipped one."""
    table = Table("cause", "step", "what", "only for", "tier", "row", box=None, padding=(0, 1, 0, 0))
    for row in find_shop(config).compensation:
        words = (", ".join(row.causes), str(row.step), what_it_is(row), _only(row), row.tier, row.name)
        table.add_row(*(Text(clean(word)) for word in words))
    paper().print(table)


@compensation.command("list", epilog="Example: triage compensation list --case 4f2a91c0")
def list_command(
    case: Annotated[str, typer.Option("--case", help="Only of this case: its id's beginning, or its T- token.")] = "",
    as_json: Json = False,
    config: ConfigOption = None,
) -> None:
    """List awards, oldest first: what was proposed, granted and withdrawn."""
    with _store(config) as (_settings, store), store.database.read() as connection:
        found = [one for one in every_award(connection) if _is_of(one, case)]
    if as_json:
        for one in found:
            emit(json.dumps(asdict(one), ensure_ascii=False, default=str))
        return
    table = Table("key", "when (UTC)", "what", "state", "tier", "by", box=None, padding=(0, 1, 0, 0))
    for one in found:
        words = (_short(one.key), f"{one.at:%d %b %H:%M}", what_it_is(one), one.state.value, one.tier, one.by)
        table.add_row(*(Text(clean(word)) for word in words))
    if found:
        paper().print(table)
    say(f"{len(found)} awards")


@compensation.command("propose", epilog="Example: triage compensation propose 4f2a91c0 data --by ann@shop.example")
def propose(
    case_id: Annotated[str, typer.Argument(help="The beginning of the case's id.", show_default=False)],
    cause: Annotated[str, typer.Argument(help=f"Why: {', '.join(CAUSES)}.", show_default=False)],
    by: By,
    config: ConfigOption = None,
) -> None:
    """Propose the next step of a cause's ladder, for what no mail tells by itself. The customer is told nothing."""
    if cause not in CAUSES:
        raise typer.BadParameter(f"there is no cause {cause!r}; there are {', '.join(CAUSES)}")
    agent, now = _agent(by), datetime.now(UTC)
    with _store(config) as (settings, store):
        case = find(store.database, case_id)
        parcel = open_lookup(settings).parcel(case.order) if case.order else None
        matter = Matter(
            case=case.id, mailbox=case.mailbox, cause=cause, order=case.order, state=case.parcel_state,
            market=case.market, value=parcel.value if parcel else None, currency=parcel.currency if parcel else "",
            by=agent,
        )  # fmt: skip
        made = store.ledger.propose(case.id, case.order, partial(proposal, settings.compensation, matter, now=now), now)
    if made is None:
        raise Refused(f"nothing more is to be proposed for {cause} here; `triage compensation list` shows what stands")
    say(f"{made.state.value}: {what_it_is(made)}, {_short(made.key)}" + (f", code {made.code}" if made.code else ""))


@compensation.command("grant", epilog="Example: triage compensation grant NW20417:delay:1 --by ann@shop.example")
def grant(key: Key, by: By, config: ConfigOption = None) -> None:
    """Write down that a customer was told of an award. Exit 1 where the agent's tier does not reach it."""
    agent = _agent(by)
    with _store(config) as (settings, store):
        with store.database.read() as connection:
            found = find_award(connection, key)
        if not allowed(found, agent, settings.authority):
            tier = settings.authority.tier(agent)
            raise Refused(f"{_short(found.key)} needs the tier {found.tier}, and {agent} is {tier}; see [authority]")
        made = store.ledger.grant(found.key, datetime.now(UTC), agent)
    say(f"granted: {what_it_is(made)}, {_short(made.key)}, by {made.by}")


@compensation.command("withdraw", epilog="Example: triage compensation withdraw NW20417:delay:1 --by ann@shop.example")
def withdraw(key: Key, by: By, config: ConfigOption = None) -> None:
    """Take an award back. Its code is free again only if the customer was never told."""
    agent = _agent(by)
    with _store(config) as (_settings, store):
        made = store.ledger.withdraw(key, datetime.now(UTC), agent)
    say(f"withdrawn: {what_it_is(made)}, {_short(made.key)}, by {made.by}")


@compensation.command("balance", epilog="Example: triage compensation balance")
def balance(as_json: Json = False, config: ConfigOption = None) -> None:
    """Add the ledger up, and compare codes with awards. Exit 1 where it does not balance, with the rows named."""
    with _store(config) as (_settings, store), store.database.read() as connection:
        found = add_up(connection)
    if as_json:
        emit(json.dumps(asdict(found), default=str))
    else:
        for total in found.totals:
            money = f", {total.amount} {total.currency}" if total.currency else ""
            say(f"{total.state}: {total.awards} awards{money}")
        say(f"{found.codes_taken} codes taken, {found.awards_with_codes} awards with a code")
    for fault in found.faults:
        say(f"! {fault}")
    say("the ledger does not balance" if found.faults else "the ledger balances")
    raise typer.Exit(bool(found.faults))


def what_it_is(given: Award | CompensationRow) -> str:
    """An award or a row in words: 15% discount and gift."""
    share = f"{(given.share * 100).normalize():f}% " if given.share is not None else ""
    money = f"{given.amount} {given.currency} " if given.amount is not None else ""
    worth = share if given.kind == "discount" else money or share
    extra = f" and {given.plus.replace('_', ' ')}" if given.plus else ""
    return f"{worth}{_KINDS.get(given.kind, given.kind)}{extra}"


def _only(row: CompensationRow) -> str:
    """Where a row counts: markets, parcel states and values of the order; "" for everywhere."""
    ends = ((row.min_value, "from"), (row.max_value, "below"))
    values = [f"{word} {value} {row.currency}" for value, word in ends if value is not None]
    return ", ".join((*row.markets, *row.states, *values)).replace("_", " ")


def _short(key: str) -> str:
    """A key that begins with a case's id needs only the beginning of that."""
    holder, _, rest = key.partition(":")
    return f"{holder[:12]}:{rest}" if len(holder) == 64 else key


def _is_of(one: Award, case: str) -> bool:
    return one.case.startswith(case) or conversation_token(one.case) == case


def _agent(address: str) -> str:
    """Raises BadParameter for what is no mail address."""
    known = addr_spec(address.strip())
    if known is None or len(known) > 80:
        raise typer.BadParameter("--by needs the agent's mail address, such as ann@shop.example")
    return known.lower()


@contextmanager
def _store(config: ConfigOption) -> Iterator[tuple[Config, Store]]:
    settings = find_shop(config)
    store = open_store(settings)
    try:
        yield settings, store
    finally:
        store.database.close()

"""Commands around compensation: the table, the ledger, who grants what, and whether it all balances."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
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
from triage.domain import Award, AwardState, Case, conversation_token
from triage.edges.store.awards import every_award, find_award
from triage.edges.store.balance import balance as add_up
from triage.edges.store.cases import by_prefix, find
from triage.errors import Refused
from triage.mail.people.addresses import addr_spec
from triage.policy.compensation import known_value, matter_of, proposal
from triage.policy.compensation_faults import who_may_grant
from triage.policy.compensation_limits import beyond, in_money, is_above, order_key, over, short_key
from triage.ports import Lookup
from triage.settings import Authority, CompensationRow
from triage.settings.compensation import CAUSES

Key = Annotated[str, typer.Argument(help="The award's key, as the list shows it.", show_default=False)]
By = Annotated[str, typer.Option("--by", help="Mail address of the agent who decides it.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

_BESIDE_KEY = 62  # columns that the other parts of a list need
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
    """Show the compensation table that counts, the shop's own or the shipped one, and who may grant what."""
    settings = find_shop(config)
    table = Table("cause", "step", "what", "only for", "tier", "row", box=None, padding=(0, 1, 0, 0))
    for row in settings.compensation:
        words = (", ".join(row.causes), str(row.step), what_it_is(row), _only(row), row.tier, row.name)
        table.add_row(*(Text(clean(word)) for word in words))
    paper().print(table)
    for line in who_may_grant(settings.compensation, settings.authority):
        say(line)


@compensation.command("list", epilog="Example: triage compensation list --case 4f2a91c0")
def list_command(
    case: Annotated[
        str, typer.Option("--case", help="Only of this case: the beginning of its id, or its T- token.")
    ] = "",
    as_json: Json = False,
    config: ConfigOption = None,
) -> None:
    """List awards, oldest first: what was proposed, granted and withdrawn."""
    with _store(config) as (settings, store), store.database.read() as connection:
        found = [one for one in every_award(connection) if _is_of(one, case)]
        if case and not found:
            by_prefix(connection, case)  # refuses what is no case
    if as_json:
        for one in found:
            values = asdict(one) | {"above_authority": is_above(one, settings.authority)}
            emit(json.dumps(values, ensure_ascii=False, default=str))
        return
    if found:
        _print(found, settings.authority)
    above = sum(is_above(one, settings.authority) for one in found)
    say(f"{len(found)} awards" + (f", {above} above the authority of who gave them" if above else ""))


def _print(found: Sequence[Award], authority: Authority) -> None:
    """The keys stand whole, however narrow the terminal is: they are what `grant` needs."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("key", min_width=max(len(short_key(one)) for one in found))
    for name in ("when (UTC)", "what", "state", "tier", "by"):
        table.add_column(name, overflow="fold", min_width=5)
    for one in found:
        state = one.state.value + (", above authority" if is_above(one, authority) else "")
        words = (short_key(one), f"{one.at:%d %b %H:%M}", what_it_is(one), state, one.tier, one.by)
        table.add_row(*(Text(clean(word)) for word in words))
    page = paper()
    page.width = max(page.width, max(len(short_key(one)) for one in found) + _BESIDE_KEY)
    page.print(table, soft_wrap=True)


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
        matter = matter_of(case, parcel, cause, agent)
        choose = partial(proposal, settings.compensation, matter, now=now, by_hand=True)
        made = store.ledger.propose(case.id, case.order, choose, now)
        standing = store.ledger.awards(case.id, case.order)
    if made is None:
        raise Refused(_nothing_more(cause, standing))
    say(f"{made.state.value}: {what_it_is(made)}, {short_key(made)}" + (f", code {made.code}" if made.code else ""))
    if first := over(made, standing, matter.known_value, matter.currency):
        say(f"! not to be granted yet: {first}")


@compensation.command("grant", epilog="Example: triage compensation grant NW20417:delay:1 --by ann@shop.example")
def grant(
    key: Key,
    by: By,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Although its case is about another order now.")] = False,
    config: ConfigOption = None,
) -> None:
    """Write down that a customer was told of an award.

    Exit 1 where the agent's tier does not reach it, and where it is more than the order together with what was granted.
    """
    agent = _agent(by)
    with _store(config) as (settings, store):
        with store.database.read() as connection:
            found = find_award(connection, key)
        case = store.cases.case(found.case)
        if case is not None and not yes and _is_astray(found, case):
            raise Refused(
                f"{short_key(found)} is for the order {found.order}, but its case is about {case.order}: look at "
                f"`triage cases show {case.id[:12]}`; --yes grants it all the same"
            )
        refuse = partial(_no_grant, settings.authority, agent, open_lookup(settings))
        made = store.ledger.grant(found.key, datetime.now(UTC), agent, refuse)
    say(f"granted: {what_it_is(made)}, {short_key(made)}, by {made.by}")


@compensation.command("withdraw", epilog="Example: triage compensation withdraw NW20417:delay:1 --by ann@shop.example")
def withdraw(key: Key, by: By, config: ConfigOption = None) -> None:
    """Take an award back. Its code is free again only if the customer was never told.

    Exit 1 where the agent's tier does not reach it.
    """
    agent = _agent(by)
    with _store(config) as (settings, store):
        made = store.ledger.withdraw(key, datetime.now(UTC), agent, partial(_no_withdrawal, settings.authority, agent))
    say(f"withdrawn: {what_it_is(made)}, {short_key(made)}, by {made.by}")


@compensation.command("balance", epilog="Example: triage compensation balance")
def balance(as_json: Json = False, config: ConfigOption = None) -> None:
    """Add the ledger up, and compare codes with awards. Exit 1 where it does not balance, with the rows named."""
    with _store(config) as (settings, store), store.database.read() as connection:
        found = add_up(connection, partial(_paid, open_lookup(settings)))
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


def _is_of(one: Award, case: str) -> bool:
    return one.case.startswith(case) or conversation_token(one.case) == case


def _is_astray(one: Award, case: Case) -> bool:
    """Two cases that were merged may have been about two orders."""
    return bool(one.order and case.order) and order_key(one.order) != order_key(case.order)


def _nothing_more(cause: str, standing: Sequence[Award]) -> str:
    alive = [one for one in standing if one.state is not AwardState.WITHDRAWN]
    named = ", ".join(f"{short_key(one)} ({in_money(one)}, {one.state.value})" for one in alive)
    return f"nothing more is to be proposed for {cause} here" + (f"; what stands: {named}" if named else "")


def _paid(orders: Lookup, order: str) -> tuple[Decimal | None, str]:
    """What an order has brought, and in which currency, where the shop's records tell it."""
    parcel = orders.parcel(order) if order else None
    return (known_value(parcel.value, parcel.currency), parcel.currency) if parcel else (None, "")


def _no_grant(authority: Authority, agent: str, orders: Lookup, one: Award, standing: Sequence[Award]) -> str:
    """Why an agent may not grant an award; "" where she may."""
    return beyond(one, agent, authority) or over(one, standing, *_paid(orders, one.order))


def _no_withdrawal(authority: Authority, agent: str, one: Award, _standing: Sequence[Award]) -> str:
    return beyond(one, agent, authority)


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

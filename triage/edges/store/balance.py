"""Whether the compensation ledger balances: what was given, and each code with its award."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, select

from triage.domain import Award, AwardState
from triage.edges.store.awards import every_award
from triage.edges.store.codes import ERASED
from triage.edges.store.schema import code
from triage.policy.compensation_limits import excesses, order_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """Awards of one state in one currency; `currency` is "" for those without a sum of money."""

    state: str
    currency: str
    awards: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """The whole ledger. `faults` names the rows that do not fit together; without one it balances."""

    totals: tuple[Total, ...]
    codes_taken: int
    awards_with_codes: int
    faults: tuple[str, ...]


Value = Callable[[str], tuple[Decimal | None, str]]  # what was paid for an order, and in which currency


def balance(connection: Connection, value: Value = lambda order: (None, "")) -> Balance:
    """Add the ledger up, compare codes with awards, and each order's awards with what it is worth."""
    awards = every_award(connection)
    held = {row.code: row.award for row in connection.execute(select(code).where(code.c.award.is_not(None)))}
    coded = [one for one in awards if one.code]
    known = {text: holder for text, holder in held.items() if holder != ERASED}
    return Balance(
        totals=tuple(_totals(awards)), codes_taken=len(known), awards_with_codes=len(coded),
        faults=(*_codes(coded, held), *_holders(known, awards), *_steps(awards), *_values(awards, value)),
    )  # fmt: skip


def _totals(awards: Sequence[Award]) -> Iterator[Total]:
    for state in AwardState:
        for currency in sorted({one.currency for one in awards if one.state is state}):
            found = [one for one in awards if (one.state, one.currency) == (state, currency)]
            amount = sum((one.amount or Decimal(0) for one in found), Decimal(0))
            yield Total(state=state.value, currency=currency, awards=len(found), amount=amount)


def _codes(coded: Sequence[Award], held: dict[str, str]) -> Iterator[str]:
    for one in coded:
        if held.get(one.code) != one.key:
            yield f"award {one.key}: has a code that the pool does not know as its own"


def _holders(held: dict[str, str], awards: Sequence[Award]) -> Iterator[str]:
    codes = {one.key: one.code for one in awards}
    for number, (text, holder) in enumerate(sorted(held.items())):
        if holder not in codes:
            yield f"code {number + 1} of those taken: belongs to {holder}, and there is no such award"
        elif codes[holder] != text:
            yield f"award {holder}: a second code is taken for it"


def _steps(awards: Sequence[Award]) -> Iterator[str]:
    """One award for each cause and step; one that was withdrawn may have been given anew."""
    standing = (one for one in awards if one.state is not AwardState.WITHDRAWN)
    counted = Counter(":".join(one.key.split(":")[:3]) for one in standing)
    yield from (f"award {key}: stands {number} times" for key, number in counted.items() if number > 1)


def _values(awards: Sequence[Award], value: Value) -> Iterator[str]:
    """Awards of one order that are more than it; those of a case that knew no order yet count with its order's."""
    named = {one.case: order_key(one.order) for one in awards if one.order}
    of_order: defaultdict[str, list[Award]] = defaultdict(list)
    for one in awards:
        of_order[order_key(one.order) or named.get(one.case, one.case)].append(one)
    for theirs in of_order.values():
        order = next((one.order for one in theirs if one.order), "")
        yield from excesses(theirs, *(value(order) if order else (None, "")))

"""The compensation ledger: it balances, nobody gets more than an order's value, and each code goes to one customer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.month.finding import Finding
from tests.month.record import Month
from tests.month.rows import Rows
from tests.month.watching import text_of
from triage.domain import ActionKind
from triage.edges.store.balance import balance

_CODE = re.compile(r"(?:DISCOUNT|FREE)-[A-Z0-9]+-\d{4}")


def ledger(month: Month, rows: Rows) -> Iterator[Finding]:
    """Awards and codes, by the rows and by the texts that left."""
    with month.office.database.read() as connection:
        found = balance(connection)
    faults = list(found.faults)
    if found.codes_taken != found.awards_with_codes:
        faults.append(f"{found.codes_taken} codes are taken, {found.awards_with_codes} awards have one")
    awards = rows.all("select * from award where state != 'withdrawn'")
    yield Finding(rule="the ledger balances", looked_at=len(awards), broken=tuple(faults))
    yield _worth(month, awards)
    yield _codes(month, {row["code"]: row for row in rows.all("select * from award where code != ''")})


def _worth(month: Month, awards: list[Any]) -> Finding:
    given: dict[str, Decimal] = defaultdict(Decimal)
    for row in awards:
        order = month.shelf.orders.get(row["order"])
        if order is not None:
            share = Decimal(row["share"] or 0) * order.value
            given[order.number] += Decimal(row["amount"]) if row["amount"] else share
    over = tuple(
        f"{number}: {total} of {month.shelf.orders[number].value}"
        for number, total in given.items()
        if total > month.shelf.orders[number].value
    )
    return Finding(rule="no order is given more than its value", looked_at=len(given), broken=over)


def _codes(month: Month, holders: dict[str, Any]) -> Finding:
    seen: dict[str, set[str]] = defaultdict(set)
    broken = []
    for one in month.sent:
        if one.left.kind is ActionKind.NOTICE:
            continue
        for code in _CODE.findall(text_of(one.left.content)):
            seen[code].add(month.letters[one.left.mail_id].sender)
            state = holders[code]["state"] if code in holders else "nobody's"
            if one.left.kind is ActionKind.REPLY and state != "granted":
                broken.append(f"{code} was sent, and it is {state}")
    broken += [f"{code} went to {len(people)} customers" for code, people in seen.items() if len(people) > 1]
    rule = "each code goes to one customer, and what was sent is granted"
    return Finding(rule=rule, looked_at=len(seen), broken=tuple(broken))

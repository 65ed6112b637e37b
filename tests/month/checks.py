"""What must be true of a whole month, and its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from tests.month.check_caps import caps
from tests.month.check_cases import answers, mails, owners
from tests.month.check_ledger import ledger
from tests.month.check_promises import notices, promises
from tests.month.finding import Finding
from tests.month.record import Month
from tests.month.rows import Rows
from triage.domain import ActionKind
from triage.edges.store import schema

_WALL_CLOCK = {("mail", "stored_at"), ("place", "seen_at")}  # of this machine, not of the month
_EVERY = (caps, mails, owners, answers, promises, notices, ledger)


def judged(month: Month) -> list[Finding]:
    """Every rule, held against the month."""
    with Rows(month.office.path) as rows:
        return [finding for check in _EVERY for finding in check(month, rows)] + list(_at_once(month))


def at_dusk(month: Month) -> None:
    """What is cheap to look at, every evening."""
    with Rows(month.office.path) as rows:
        for finding in owners(month, rows):
            for broken in finding.broken:
                month.blame(f"day: {finding.rule}", f"day {len(month.days)}: {broken}")
        waiting = rows.one("select count(*) from mail where state = 'waiting'")
        if waiting and not month.office.scene.kills:  # a mail may wait one round after a death
            month.blame("day: mails wait undecided", f"day {len(month.days)}: {waiting}")


def digest(month: Month) -> str:
    """Of every row, in stable order, without what this machine's own clock has written."""
    made = hashlib.sha256()
    with month.office.database.read() as connection:
        for name, table in sorted(schema.metadata.tables.items()):
            columns = [column for column in table.columns if (name, column.name) not in _WALL_CLOCK]
            for row in sorted(repr(tuple(one)) for one in connection.execute(select(*columns))):
                made.update(f"{name}{row}\n".encode())
    return made.hexdigest()[:16]


def _at_once(month: Month) -> Iterator[Finding]:
    """What was seen while it happened."""
    automatic = sum(one.left.kind is ActionKind.REPLY for one in month.sent)
    for kind, rule, looked_at in (
        ("sent", "no automatic mail where none may go", automatic),
        ("words", "every text keeps the rules of words", month.read),
        ("day", "every evening: owners, next updates, nothing undecided", len(month.days)),
    ):
        found = {what: where for what, where in month.faults.items() if what.startswith(f"{kind}: ")}
        broken = tuple(f"{what}: {where[0]} and {len(where) - 1} more" for what, where in found.items())
        yield Finding(rule=rule, looked_at=looked_at, broken=broken)

"""The compensation ledger on SQLAlchemy."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, String, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import Award, AwardState
from triage.edges.store.codes import ERASED, add_code, free_code, take_code
from triage.edges.store.database import Database
from triage.edges.store.schema import award, cases, code, event, mail
from triage.errors import Refused, Unavailable
from triage.policy.compensation import code_kind
from triage.policy.compensation_heard import Heard
from triage.policy.compensation_limits import THANKS, order_key, short_key
from triage.ports import Refuse
from triage.settings import Codes

log = logging.getLogger("triage.compensation")

_THANKED = '"thank_you"'  # as the list of a case's follow-ups holds it
_CASE_ID = 64  # characters: a digest
_LEAST_START = 4  # of them, by which an award may be named


class SqlLedger:
    """ports.Ledger on SQLAlchemy. `make` makes a code of a kind where the pool has none; it raises Unavailable."""

    def __init__(
        self, database: Database, codes: Codes | None = None, make: Callable[[str], str] | None = None
    ) -> None:
        self._database = database
        self._codes = codes or Codes()
        self._make = make

    def awards(self, case: str, order: str) -> tuple[Award, ...]:
        """See ports.Ledger."""
        with self._database.read() as connection:
            return read_awards(connection, case, order)

    def propose(
        self, case: str, order: str, choose: Callable[[Sequence[Award]], Award | None], now: datetime
    ) -> Award | None:
        """See ports.Ledger."""
        with self._database.write() as connection:
            chosen = choose(read_awards(connection, case, order))
            if chosen is None:
                return None
            write_award(connection, chosen)
            standing = _award(connection, chosen.key)
            if _wants_code(standing):
                least = now + timedelta(days=self._codes.least_days)
                taken = take_code(connection, code_kind(standing), least, standing.key)
                standing = _with_code(connection, standing, *taken) if taken else standing
        return self._with_made_code(standing, now) if self._make and _wants_code(standing) else standing

    def _with_made_code(self, standing: Award, now: datetime) -> Award:
        """The command runs outside of the transaction, for it may take its time."""
        assert self._make is not None
        kind = code_kind(standing)
        try:
            made = self._make(kind)
        except Unavailable as error:
            log.warning("an offer has no code", extra={"why": str(error)})
            return standing
        with self._database.write() as connection:
            current = _award(connection, standing.key)
            holder = current.key if _wants_code(current) else None  # somebody was faster: the code goes to the pool
            if not add_code(connection, made, kind, current.valid_until, now, holder):
                log.warning("an offer has no code", extra={"why": "the command for codes made one of the pool's"})
            elif holder:
                return _with_code(connection, current, made, current.valid_until)
        return current

    def sent(
        self, case: str, order: str, hear: Callable[[Sequence[Award]], Heard], at: datetime, by: str
    ) -> tuple[Award, ...]:
        """See ports.Ledger."""
        with self._database.write() as connection:
            found = hear(read_awards(connection, case, order))
            for one in found.made:
                write_award(connection, one)
            for happened in found.events:
                connection.execute(insert(event).values(**asdict(happened)))
            told = [_award(connection, key) for key in (*found.granted, *(one.key for one in found.made))]
            return tuple(_changed(connection, one, AwardState.GRANTED, at, _decider(one, by)) for one in told)

    def grant(self, key: str, at: datetime, by: str, refuse: Refuse | None = None) -> Award:
        """See ports.Ledger."""
        with self._database.write() as connection:
            found = find_award(connection, key)
            if found.state is AwardState.WITHDRAWN:
                raise Refused(f"{found.key} was withdrawn; what the customer is offered anew is another award")
            if found.state is AwardState.GRANTED:
                return found
            _ask(connection, found, refuse)
            return _changed(connection, found, AwardState.GRANTED, at, by)

    def withdraw(self, key: str, at: datetime, by: str, refuse: Refuse | None = None) -> Award:
        """See ports.Ledger."""
        with self._database.write() as connection:
            found = find_award(connection, key)
            if found.state is AwardState.WITHDRAWN:
                return found
            _ask(connection, found, refuse)
            if found.state is AwardState.PROPOSED and found.code:
                free_code(connection, found.key)
                found = replace(found, code="")
            return _changed(connection, found, AwardState.WITHDRAWN, at, by)


def _decider(one: Award, sender: str) -> str:
    """An award that a person has proposed is hers, whoever of her colleagues tells the customer."""
    return sender if one.by == "triage" else one.by


def _ask(connection: Connection, found: Award, refuse: Refuse | None) -> None:
    """Raises Refused where a person may not do that to an award."""
    why = refuse(found, read_awards(connection, found.case, found.order)) if refuse is not None else ""
    if why:
        raise Refused(why)


def untold(connection: Connection, case: str, written_at: datetime, at: datetime) -> None:
    """The mail of then did not leave: what it granted alone is only proposed, and its code is kept for it."""
    for one in read_awards(connection, case, ""):
        if one.case == case and one.at == written_at and (one.state, one.by) == (AwardState.GRANTED, "triage"):
            _changed(connection, one, AwardState.PROPOSED, at, "triage")


def write_award(connection: Connection, made: Award) -> None:
    """Write an award in the caller's transaction; the same step of the same order is the same row."""
    connection.execute(upsert(award).values(**_values(made)).on_conflict_do_nothing())


def read_awards(connection: Connection, case: str, order: str) -> tuple[Award, ...]:
    """Every award of a case, and of an order whichever case it was made in; oldest first."""
    of_case, holder = award.c.case == case, order_key(order)
    # An order's awards begin with its name and a colon; a semicolon is the next letter after that.
    of_order = and_(award.c.key >= f"{holder}:", award.c.key < f"{holder};")
    query = select(award).where(or_(of_case, of_order) if holder else of_case).order_by(award.c.at, award.c.key)
    return tuple(as_award(row) for row in connection.execute(query).mappings())


def awards_elsewhere(
    connection: Connection, mailbox: str, case: str, sender: str, orders: Collection[str]
) -> tuple[str, ...]:
    """Orders ("" for one not known) of awards in other cases of this sender, however tagged, or about these orders."""
    named = func.upper(func.replace(func.replace(cases.c.order, "-", ""), " ", "")).in_([*map(order_key, orders)])
    same = or_(award.c.case.in_(_cases_of(mailbox, sender)), named) if sender else named
    query = (
        select(award.c.order)
        .join(cases, cases.c.id == award.c.case, isouter=True)
        .where(award.c.mailbox == mailbox, award.c.case != case, award.c.cause != THANKS, same)
        .where(award.c.state != AwardState.WITHDRAWN.value)
    )
    return tuple(connection.execute(query.distinct()).scalars())


def thanked_at(connection: Connection, mailbox: str, case: str, sender: str) -> datetime | None:
    """When this sender, however tagged, was thanked in another case, or a draft for it was made; None for never."""
    if not sender:
        return None
    query = select(func.max(cases.c.followed_at)).where(
        cases.c.id != case, cases.c.id.in_(_cases_of(mailbox, sender)), cases.c.done.cast(String).contains(_THANKED)
    )
    return connection.execute(query).scalar()


def _cases_of(mailbox: str, sender: str) -> Select[tuple[str]]:
    """The conversations of an address, whatever stands behind a plus in it."""
    local, _, domain = sender.partition("@")
    base = local.partition("+")[0] or local
    # A comma is the next letter after a plus. Each side names the mailbox, so that SQLite finds each by an index.
    tagged = and_(mail.c.sender >= f"{base}+", mail.c.sender < f"{base},")
    tagged &= mail.c.sender.endswith(f"@{domain}", autoescape=True)
    whose = or_(*((mail.c.mailbox == mailbox) & one for one in (mail.c.sender == f"{base}@{domain}", tagged)))
    return select(mail.c.conversation).where(whose)


def every_award(connection: Connection) -> tuple[Award, ...]:
    """The whole ledger, oldest first."""
    rows = connection.execute(select(award).order_by(award.c.at, award.c.key)).mappings()
    return tuple(map(as_award, rows))


def find_award(connection: Connection, key: str) -> Award:
    """The award of a key. The beginning of a case's id does, and of what follows, where one award begins so.

    An order's number is named in full: half of it may be another order's. Raises Refused.
    """
    holder, _, rest = key.partition(":")
    there = award.c.key.startswith(holder, autoescape=True)
    every = [as_award(row) for row in connection.execute(select(award).where(there)).mappings()] if holder else []
    held = [one for one in every if _is_held(one.key, holder)]
    exact = [one for one in held if one.key.partition(":")[2] == rest]
    found = exact or [one for one in held if one.key.partition(":")[2].startswith(rest)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(sorted(map(short_key, found)))
        raise Refused(f'more than one award is called "{key}": {names}; write the whole of it')
    raise Refused(f'no award is called "{key}"; `triage compensation list` shows their keys')


def _is_held(key: str, holder: str) -> bool:
    whole = key.partition(":")[0]
    return whole == holder or (len(whole) == _CASE_ID and len(holder) >= _LEAST_START)


def forget_awards(connection: Connection, cases: Collection[str]) -> int:
    """Remove the awards of a person's cases; their codes stay given away. Returns how many awards went."""
    theirs = select(award.c.key).where(award.c.case.in_(list(cases)))
    connection.execute(update(code).where(code.c.award.in_(theirs)).values(award=ERASED))
    return connection.execute(delete(award).where(award.c.case.in_(list(cases)))).rowcount


def as_award(row: Any) -> Award:
    """A row of the award table as the value it was made from."""
    values = {name: row[name] for name in Award.__dataclass_fields__}
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in ("share", "amount")}
    return Award(**values | numbers | {"state": AwardState(row["state"])})


def _award(connection: Connection, key: str) -> Award:
    return as_award(connection.execute(select(award).where(award.c.key == key)).mappings().one())


def _values(made: Award) -> dict[str, Any]:
    numbers = {name: None if (number := getattr(made, name)) is None else str(number) for name in ("share", "amount")}
    return asdict(made) | numbers | {"state": made.state.value}


def _wants_code(made: Award) -> bool:
    return made.state is AwardState.PROPOSED and not made.code and bool(code_kind(made))


def _with_code(connection: Connection, made: Award, text: str, until: datetime | None) -> Award:
    """The award with its code; the customer is told the earlier of the two ends."""
    ends = min((one for one in (made.valid_until, until) if one is not None), default=None)
    changed = replace(made, code=text, valid_until=ends)
    connection.execute(update(award).where(award.c.key == made.key).values(code=text, valid_until=ends))
    return changed


def _changed(connection: Connection, found: Award, state: AwardState, at: datetime, by: str) -> Award:
    changed = replace(found, state=state, by=by)
    values = {"state": state.value, "by": by, "code": found.code}
    connection.execute(update(award).where(award.c.key == found.key).values(**values))
    words = f"{found.kind} for {found.cause}, step {found.step}, by {by}"
    connection.execute(
        insert(event).values(case=found.case, mailbox=found.mailbox, at=at, kind=state.value, detail=words)
    )
    return changed

"""ports.Cases on SQLAlchemy: cases over time, their timeline, and joining and parting them by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update

from triage.domain import Case, CaseState, Promise, RawMail, Step, conversation_token
from triage.edges.store.claims import put_right, taken
from triage.edges.store.conversation import began
from triage.edges.store.database import Database
from triage.edges.store.intake import raw_mail
from triage.edges.store.schema import award, cases, decision, event, mail, mark, promise, spoken
from triage.edges.store.steps import as_case, as_promise, say_actions, write_case, write_step
from triage.errors import Refused
from triage.labels import URGENCIES
from triage.policy.addresses import plain_address
from triage.policy.cases import event as event_of
from triage.policy.cases import resolved

_LEAST_START = 4  # characters of an id
_SHOWN = 12  # of them in lists
_FEW = 5  # cases that a line names
_LOOKED_AT = timedelta(days=14)  # so long a resolved case may still get a check-back


class SqlCases:
    """ports.Cases on SQLAlchemy."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def live(self, mailbox: str, now: datetime) -> tuple[Case, ...]:
        """See ports.Cases."""
        lately = and_(cases.c.state == CaseState.RESOLVED.value, cases.c.resolved_at > now - _LOOKED_AT)
        query = (
            select(cases)
            .where(cases.c.mailbox == mailbox, or_(cases.c.state != CaseState.RESOLVED.value, lately))
            .order_by(cases.c.opened_at, cases.c.id)
        )
        with self._database.read() as connection:
            return tuple(as_case(row) for row in connection.execute(query).mappings())

    def case(self, case_id: str) -> Case | None:
        """See ports.Cases."""
        with self._database.read() as connection:
            return read_case(connection, case_id)

    def promises(self, mailbox: str) -> tuple[Promise, ...]:
        """See ports.Cases."""
        query = (
            select(promise)
            .where(promise.c.mailbox == mailbox, promise.c.kept_at.is_(None))
            .where(promise.c.broken_at.is_(None), promise.c.void_at.is_(None))
            .order_by(promise.c.due, promise.c.key)
        )
        with self._database.read() as connection:
            return tuple(as_promise(row) for row in connection.execute(query).mappings())

    def write(self, step: Step, seen: Case, at: datetime) -> str:
        """See ports.Cases."""
        with self._database.write() as connection:
            if read_case(connection, seen.id) != seen:
                return "changed"
            if step.claims:
                put_right(connection, at)
            full = next((place.cap for place in step.claims if taken(connection, place, at) >= place.limit), "")
            if not full:
                write_step(connection, step, at, seen.last_mail)
                say_actions(connection, step.actions, seen.id)
        return f"cap_{full}" if full else ""

    def newest(self, case: Case) -> RawMail | None:
        """See ports.Cases."""
        with self._database.read() as connection:
            whose = began(connection, case.id)  # never to somebody who joined it
            query = select(mail).where(mail.c.conversation == case.id, mail.c.sender == whose)
            row = connection.execute(query.order_by(mail.c.received_at.desc(), mail.c.id).limit(1)).first()
            return None if row is None or not row.content else raw_mail(row)


def read_case(connection: Connection, case_id: str) -> Case | None:
    """A case by its id."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).mappings().first()
    return None if row is None else as_case(row)


def by_prefix(connection: Connection, start: str) -> Case:
    """The case whose id begins so, or whose token (T-...) it is. Raises Refused where it is none, or not one alone."""
    token = start.strip("[] ").upper()
    if token.startswith("T-"):
        ids = connection.execute(select(cases.c.id)).scalars()
        start = next((one for one in ids if conversation_token(one) == token), token)
    elif len(start) < _LEAST_START:
        raise Refused(f'"{start}" is too short: write {_LEAST_START} characters of the case\'s id or more')
    query = select(cases).where(cases.c.id.startswith(start, autoescape=True)).order_by(cases.c.id).limit(_FEW + 1)
    found = [as_case(row) for row in connection.execute(query).mappings()]
    if not found:
        raise Refused(f'there is no case "{start}"; `triage cases --all` lists them')
    if len(found) > 1:
        which = ", ".join(one.id[: _enough(found)] for one in found[:_FEW])
        raise Refused(f'several cases begin with "{start}": {which}; write more of the one that is meant')
    return found[0]


def _enough(found: Sequence[Case]) -> int:
    """Characters that tell these cases apart, not fewer than lists show."""
    longest = max(len(one.id) for one in found)
    return next(long for long in range(_SHOWN, longest + _SHOWN) if len({one.id[:long] for one in found}) == len(found))


# --- by hand ----------------------------------------------------------------------------------------------------------
_HELD_BY = (
    (mail, "conversation"), (spoken, "conversation"), (mark, "conversation"), (promise, "case"), (award, "case"),
    (event, "case"),
)  # fmt: skip


def merge(database: Database, source: str, target: str, now: datetime) -> Case:
    """Make one case of two: everything of `source` belongs to `target` from now on. Raises Refused."""
    with database.write() as connection:
        gone, kept = by_prefix(connection, source), by_prefix(connection, target)
        if gone.id == kept.id:
            raise Refused("both are the same case")
        if gone.mailbox != kept.mailbox:
            raise Refused("two cases of different mailboxes cannot be one")
        for table, column in _HELD_BY:
            connection.execute(update(table).where(table.c[column] == gone.id).values({column: kept.id}))
        connection.execute(cases.delete().where(cases.c.id == gone.id))
        made = joined(kept, gone)
        write_case(connection, made)
        write_step(
            connection, Step(events=(event_of(kept, now, "merged", f"with {gone.id[:12]}"),)), now, kept.last_mail
        )
    return made


def of_one_customer(database: Database, one: Case, other: Case) -> bool:
    """Whether the same address began both cases. Where that is not known any more, nobody can say that it did."""
    with database.read() as connection:
        senders = [began(connection, case.id) for case in (one, other)]
    known = {plain_address(sender) for sender in senders if sender}
    return len(known) == 1 and all(senders)


def joined(kept: Case, gone: Case) -> Case:
    """Two cases as one: the newer mail's words, the earlier clocks, the graver urgency, silent if either was.

    An open dispute stays one.
    """
    newer = max(kept, gone, key=lambda one: one.customer_at)
    disputes = [one for one in (kept, gone) if one.intent == "dispute" and one.state is not CaseState.RESOLVED]
    matter = next(iter(disputes), newer)
    states = {kept.state, gone.state}
    order = (CaseState.OPEN, CaseState.WAITING, CaseState.RESOLVED)
    return replace(
        newer, id=kept.id, state=next(state for state in order if state in states), intent=matter.intent,
        queue=matter.queue, urgency=max(kept.urgency, gone.urgency, key=URGENCIES.index),
        opened_at=min(kept.opened_at, gone.opened_at), mails=kept.mails + gone.mails,
        unasked=kept.unasked + gone.unasked,
        due=_earliest(kept.due, gone.due), next_update=_earliest(kept.next_update, gone.next_update),
        agent_at=_latest(kept.agent_at, gone.agent_at), machine_at=_latest(kept.machine_at, gone.machine_at),
        followed_at=_latest(kept.followed_at, gone.followed_at),
        silent=kept.silent or gone.silent, reopened=kept.reopened + gone.reopened,
        done=(*kept.done, *gone.done),
        resolved_at=newer.resolved_at if states == {CaseState.RESOLVED} else None,
        closed=newer.closed if states == {CaseState.RESOLVED} else "",
    )  # fmt: skip


def split(database: Database, mail_start: str, now: datetime) -> Case:
    """Give one mail a case of its own. Raises Refused when it is the only one of its case."""
    with database.write() as connection:
        row = _mail(connection, mail_start)
        before = read_case(connection, row.conversation or "")
        if before is None:
            raise Refused("this mail belongs to no case yet")
        rest = _mails_of(connection, before.id, but=row.id)
        if not rest:
            raise Refused("it is the only mail of its case")
        made = _case_of(connection, row.id, before)
        # What the mail only names was spoken in the old case, and is answered there.
        own_words = and_(spoken.c.mail_id == row.id, spoken.c.by != "named")
        for table, which in ((mail, mail.c.id == row.id), (spoken, own_words), (mark, mark.c.mail_id == row.id)):
            connection.execute(update(table).where(which).values(conversation=made.id))
        left = replace(
            before, mails=len(rest), unasked=min(before.unasked, len(rest)), last_mail=rest[-1].id,
            customer_at=rest[-1].received_at,
        )  # fmt: skip
        for one, words in ((left, f"without {made.id[:12]}"), (made, f"from {before.id[:12]}")):
            write_case(connection, one)
            write_step(connection, Step(events=(event_of(one, now, "split", words),)), now, one.last_mail)
    return made


def find(database: Database, start: str) -> Case:
    """The case whose id begins so. Raises Refused when there is none, or more than one."""
    with database.read() as connection:
        return by_prefix(connection, start)


def close(database: Database, start: str, now: datetime) -> Case:
    """Resolve a case by hand; what the machine still wanted to say in it is withdrawn. Raises Refused."""
    return _turned(database, start, now, "resolved", lambda case: resolved(case, now))


def reopen(database: Database, start: str, now: datetime) -> Case:
    """Open a case again: its queue owes the customer an answer within a day. Raises Refused."""
    due = now + timedelta(days=1)
    return _turned(
        database, start, now, "reopened",
        lambda case: replace(
            case, state=CaseState.OPEN, resolved_at=None, closed="", due=due, next_update=due,
            reopened=case.reopened + 1,
        ),
    )  # fmt: skip


def _turned(database: Database, start: str, now: datetime, kind: str, turn: Callable[[Case], Case]) -> Case:
    with database.write() as connection:
        case = by_prefix(connection, start)
        if (case.state is CaseState.RESOLVED) == (kind == "resolved"):
            raise Refused(f"case {case.id[:12]} is {case.state.value} already")
        made = turn(case)
        story = (event_of(made, now, kind, "by hand"),)
        write_step(connection, Step(case=made, events=story, withdraws=True), now, made.last_mail)
    return made


def _case_of(connection: Connection, mail_id: str, before: Case) -> Case:
    """A case of one mail, by its own decision. A first mail leaves its id to the others and takes a new one."""
    made = connection.execute(select(decision).where(decision.c.mail_id == mail_id)).mappings().one()
    received = connection.execute(select(mail.c.received_at).where(mail.c.id == mail_id)).scalar_one()
    others = (hashlib.sha256(f"{mail_id}{number}".encode()).hexdigest() for number in count())
    name = next(one for one in chain((mail_id,), others) if read_case(connection, one) is None)
    return Case(
        id=name, mailbox=before.mailbox, state=CaseState.OPEN, intent=made["intent"], urgency=made["urgency"],
        language=made["language"], queue=made["queue"], opened_at=received, customer_at=received, last_mail=mail_id,
        customer=before.customer, market=before.market, due=made["due"], next_update=made["due"] or before.next_update,
        silent=before.silent,
    )  # fmt: skip


def _mail(connection: Connection, start: str) -> Row[Any]:
    query = select(mail).where(mail.c.id.startswith(start, autoescape=True)).limit(2)
    found = connection.execute(query).all()
    if len(start) < _LEAST_START:
        raise Refused(f'"{start}" is too short: write {_LEAST_START} characters of the mail\'s id or more')
    if len(found) != 1:
        what = "several mails begin" if found else "no mail begins"
        raise Refused(f'{what} with "{start}"; `triage cases show` tells the ids of a case\'s mails')
    return found[0]


def _mails_of(connection: Connection, case_id: str, but: str) -> Sequence[Row[Any]]:
    query = select(mail).where(mail.c.conversation == case_id, mail.c.id != but).order_by(mail.c.received_at, mail.c.id)
    return connection.execute(query).all()


def _earliest(*times: datetime | None) -> datetime | None:
    return min((at for at in times if at is not None), default=None)


def _latest(*times: datetime | None) -> datetime | None:
    return max((at for at in times if at is not None), default=None)

"""One case as a timeline: mails, decisions, what was done, promises, compensation, events. Never a mail's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from triage.domain import ActionKind, Case, State
from triage.edges.store.database import Database
from triage.edges.store.schema import action, award, cases, correction, decision, event, evidence, mail, promise
from triage.edges.store.steps import as_case

_SHOWN = {ActionKind.DRAFT.value: "draft", ActionKind.REPLY.value: "reply", ActionKind.NOTICE.value: "notice"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    kind: str
    detail: str


def open_cases(database: Database, mailbox: str = "", *, everything: bool = False) -> tuple[Case, ...]:
    """Cases that are not resolved (or all), the next due first."""
    query = select(cases).order_by(cases.c.next_update.is_(None), cases.c.next_update, cases.c.id)
    if mailbox:
        query = query.where(cases.c.mailbox == mailbox)
    if not everything:
        query = query.where(cases.c.state != "resolved")
    with database.read() as connection:
        return tuple(as_case(row) for row in connection.execute(query).mappings())


def timeline(database: Database, case: Case) -> tuple[Entry, ...]:
    """Everything that is kept of a case, oldest first."""
    with database.read() as connection:
        found = (entry for read in _READERS for entry in read(connection, case))
        return tuple(sorted(found, key=lambda entry: entry.at))


def _mails(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(mail.c.id, mail.c.received_at, decision).join(
        decision, decision.c.mail_id == mail.c.id, isouter=True
    )
    for row in connection.execute(query.where(mail.c.conversation == case.id)):
        yield Entry(at=row.received_at, kind="mail", detail=f"{row.id[:12]} from the customer")
        if row.mail_id is not None:
            why = f"; {', '.join(rule for rule, _ in row.hits)}" if row.hits else ""
            yield Entry(at=row.at, kind="decision",
                        detail=f"{row.intent}, {row.urgency}, to {row.queue}: {row.outcome}{why}")  # fmt: skip


def _actions(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(action).join(mail, mail.c.id == action.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query.where(action.c.kind.in_(list(_SHOWN)))):
        what = _SHOWN[row.kind] if not row.key.startswith("follow") else "follow-up"
        how = row.state if row.state != State.DONE.value else "done"
        yield Entry(
            at=row.settled_at or row.created_at, kind=what, detail=how + (f": {row.detail}" if row.detail else "")
        )


def _corrections(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(correction).join(mail, mail.c.id == correction.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query):
        yield Entry(at=row.at, kind="moved", detail=f"{row.from_queue} to {row.to_queue}")


def _promises(connection: Connection, case: Case) -> Iterator[Entry]:
    for row in connection.execute(select(promise).where(promise.c.case == case.id)):
        yield Entry(at=row.made_at, kind="promise", detail=f"by {row.by}: until {row.due:%Y-%m-%d %H:%M} UTC")
        if row.kept_at or row.broken_at:
            yield Entry(at=row.kept_at or row.broken_at, kind="promise", detail="kept" if row.kept_at else "broken")


def _awards(connection: Connection, case: Case) -> Iterator[Entry]:
    for row in connection.execute(select(award).where(award.c.case == case.id)):
        worth = f"{row.amount} {row.currency}" if row.amount else f"{float(row.share):.0%}" if row.share else ""
        words = " ".join(filter(None, (row.kind, worth, f"for {row.cause}, step {row.step}: {row.state}")))
        yield Entry(at=row.at, kind="compensation", detail=words)


def _events(connection: Connection, case: Case) -> Iterator[Entry]:
    for row in connection.execute(select(event).where(event.c.case == case.id)):
        yield Entry(at=row.at, kind=row.kind, detail=row.detail)


def _opinions(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(evidence).join(mail, mail.c.id == evidence.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query):
        yield Entry(
            at=row.at, kind="verdict", detail=f"{row.kind}: {'as' if row.agrees else 'not as'} the machine would"
        )


_READERS = (_mails, _actions, _corrections, _promises, _awards, _events, _opinions)

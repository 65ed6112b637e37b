"""One case as a timeline: mails, decisions, what was done, promises, compensation, events; and by what it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from triage.domain import ActionKind, Case, State
from triage.edges.store.conversation import began
from triage.edges.store.database import Database
from triage.edges.store.schema import action, award, cases, correction, decision, event, evidence, mail, promise
from triage.edges.store.steps import as_case

_SHOWN = {ActionKind.DRAFT.value: "draft", ActionKind.REPLY.value: "reply", ActionKind.NOTICE.value: "notice"}
# What happened at the same instant is told in this order; the rest follows as it was read.
_ORDER = ("mail", "opened", "reopened", "decision", "draft", "reply", "answered")
_FIRST = {kind: place for place, kind in enumerate(_ORDER)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    kind: str
    detail: str  # never a mail's words
    values: Mapping[str, Any] = field(default_factory=dict)  # the same for sentences, and a mail's subject and sender


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """By what a person knows a case: who began it, and the subject of its newest mail. "" for what is not kept."""

    address: str = ""
    subject: str = ""


def open_cases(database: Database, mailbox: str = "", *, everything: bool = False) -> tuple[Case, ...]:
    """Cases that are not resolved (or all), the next due first."""
    query = select(cases).order_by(cases.c.next_update.is_(None), cases.c.next_update, cases.c.id)
    if mailbox:
        query = query.where(cases.c.mailbox == mailbox)
    if not everything:
        query = query.where(cases.c.state != "resolved")
    with database.read() as connection:
        return tuple(as_case(row) for row in connection.execute(query).mappings())


def faces(database: Database, case_id: str = "", *, everything: bool = False) -> Mapping[str, Face]:
    """The faces of cases that are not resolved (or all, or of one), by their ids."""
    first, newest = mail.alias("first"), mail.alias("newest")
    query = (
        select(cases.c.id, first.c.sender, newest.c.sender.label("writer"), newest.c.subject)
        .join(first, first.c.id == cases.c.id, isouter=True)
        .join(newest, newest.c.id == cases.c.last_mail, isouter=True)
    )
    if case_id:
        query = query.where(cases.c.id == case_id)
    elif not everything:
        query = query.where(cases.c.state != "resolved")
    with database.read() as connection:
        return {
            row.id: Face(address=row.sender or row.writer or "", subject=row.subject or "")
            for row in connection.execute(query)
        }


def timeline(database: Database, case: Case) -> tuple[Entry, ...]:
    """Everything that is kept of a case, oldest first."""
    with database.read() as connection:
        found = (entry for read in _READERS for entry in read(connection, case))
        return tuple(sorted(found, key=lambda entry: (entry.at, _FIRST.get(entry.kind, len(_FIRST)))))


def _mails(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(mail.c.id, mail.c.received_at, mail.c.sender, mail.c.subject, decision).join(
        decision, decision.c.mail_id == mail.c.id, isouter=True
    )
    whose = began(connection, case.id)
    for row in connection.execute(query.where(mail.c.conversation == case.id)):
        other = row.sender if row.sender != whose else None
        values = {"mail": row.id, "subject": row.subject or "", "sender": row.sender or "", "other": bool(other)}
        yield Entry(at=row.received_at, kind="mail", detail=f"{row.id[:12]} from the customer", values=values)
        if row.mail_id is not None:
            why = f"; {', '.join(rule for rule, _ in row.hits)}" if row.hits else ""
            yield Entry(
                at=row.at, kind="decision",
                detail=f"{row.intent}, {row.urgency}, to {row.queue}: {row.outcome}{why}",
                values={name: getattr(row, name) for name in ("intent", "urgency", "queue", "outcome")}
                | {"rules": [rule for rule, _ in row.hits]},
            )  # fmt: skip


def _actions(connection: Connection, case: Case) -> Iterator[Entry]:
    """A follow-up that was made is told by its event; one that was not is told here."""
    query = select(action).join(mail, mail.c.id == action.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query.where(action.c.kind.in_(list(_SHOWN)))):
        follows, done = row.key.startswith("follow"), row.state == State.DONE.value
        if not (follows and done):
            yield Entry(
                at=row.settled_at or row.created_at, kind="follow_up" if follows else _SHOWN[row.kind],
                detail=row.state + (f": {row.detail}" if row.detail else ""),
                values={"state": row.state, "why": row.detail},
            )  # fmt: skip


def _corrections(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(correction).join(mail, mail.c.id == correction.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query):
        yield Entry(at=row.at, kind="moved", detail=f"{row.from_queue} to {row.to_queue}")


def _promises(connection: Connection, case: Case) -> Iterator[Entry]:
    for row in connection.execute(select(promise).where(promise.c.case == case.id)):
        values = {"by": row.by, "due": row.due}
        detail = f"by {row.by}: until {row.due:%Y-%m-%d %H:%M} UTC"
        yield Entry(at=row.made_at, kind="promise", detail=detail, values=values | {"state": "made"})
        for at, how in ((row.kept_at, "kept"), (row.broken_at, "broken"), (row.void_at, "void")):
            if at is not None:
                yield Entry(at=at, kind="promise", detail=how, values=values | {"state": how})


def _awards(connection: Connection, case: Case) -> Iterator[Entry]:
    """What was proposed; that it was granted or taken back is an event of its own."""
    for row in connection.execute(select(award).where(award.c.case == case.id)):
        worth = ", ".join(
            filter(
                None,
                (f"{float(row.share):.0%}" if row.share else "", f"{row.amount} {row.currency}" if row.amount else ""),
            )
        )
        values = {"kind": row.kind, "worth": worth, "cause": row.cause, "step": row.step, "plus": row.plus}
        words = " ".join(filter(None, (row.kind, worth, f"for {row.cause}, step {row.step}")))
        yield Entry(at=row.at, kind="compensation", detail=words, values=values)


def _events(connection: Connection, case: Case) -> Iterator[Entry]:
    """A broken promise is told by the promise itself."""
    for row in connection.execute(select(event).where(event.c.case == case.id, event.c.kind != "promise")):
        yield Entry(at=row.at, kind=row.kind, detail=row.detail)


def _opinions(connection: Connection, case: Case) -> Iterator[Entry]:
    query = select(evidence).join(mail, mail.c.id == evidence.c.mail_id).where(mail.c.conversation == case.id)
    for row in connection.execute(query):
        yield Entry(
            at=row.at, kind="verdict", detail=f"{row.kind}: {'as' if row.agrees else 'not as'} the machine would",
            values={"kind": row.kind, "agrees": row.agrees},
        )  # fmt: skip


_READERS = (_mails, _actions, _corrections, _promises, _awards, _events, _opinions)

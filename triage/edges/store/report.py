"""What a person asks of the store: what is open, what is uncertain, what was quarantined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, func, or_, select

from triage.domain import ActionKind, Case, CaseState, State
from triage.edges.store.breaker import breakers
from triage.edges.store.database import Database
from triage.edges.store.schema import action, cases, correction, decision, mail, promise
from triage.edges.store.steps import as_case

_A_WHILE = timedelta(minutes=10)  # a reply that has not left by then is held back: by a cap, or by the mail server


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """An action or a mail that a person should look at."""

    mailbox: str
    mail_id: str
    what: str
    detail: str
    since: datetime
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Counts of the store, and what needs a person."""

    mails: int
    waiting: int
    outcomes: Mapping[str, int]
    queues: Mapping[str, int]
    actions: Mapping[tuple[str, str], int]
    cases: Mapping[str, int]  # by state
    corrections: int
    needs_person: tuple[Open, ...]
    breakers: Mapping[str, str]


def summary(database: Database) -> Summary:
    """Everything at once."""
    with database.read() as connection:
        states = _count(connection, mail.c.state)
        actions = connection.execute(select(action.c.kind, action.c.state, func.count()).group_by("kind", "state"))
        return Summary(
            mails=sum(states.values()) - states.get("erased", 0),
            waiting=states.get("waiting", 0),
            outcomes=_count(connection, decision.c.outcome),
            queues=_count(connection, decision.c.queue),
            actions={(kind, state): number for kind, state, number in actions},
            cases=_count(connection, cases.c.state),
            corrections=sum(_count(connection, correction.c.to_queue).values()),
            needs_person=(*_actions(connection), *_quarantined(connection)),
            breakers=dict(breakers(connection)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """What our people owe the customers at this moment."""

    cases: tuple[Case, ...]  # open, the next due first
    broken: tuple[str, ...]  # cases in which a promised time went by and no person has written since
    drafts: int  # cases for which a draft lies ready
    held: int  # replies that should have left by now


def owed(database: Database, now: datetime) -> Owed:
    """What waits for a person, whatever queue or mailbox it is in."""
    opened = select(cases).where(cases.c.state == CaseState.OPEN.value).order_by(cases.c.due.is_(None), cases.c.due)
    held = select(func.count()).where(
        action.c.kind == ActionKind.REPLY.value,
        action.c.state == State.QUEUED.value,
        action.c.created_at < now - _A_WHILE,
    )
    with database.read() as connection:
        return Owed(
            cases=tuple(as_case(row) for row in connection.execute(opened).mappings()),
            broken=_broken(connection, now), drafts=_drafts(connection),
            held=int(connection.execute(held).scalar_one()),
        )  # fmt: skip


def _broken(connection: Connection, now: datetime) -> tuple[str, ...]:
    """A promise that nobody has noted as broken yet is so all the same once its time is over."""
    over = or_(promise.c.broken_at.is_not(None), promise.c.due < now)
    query = (
        select(cases.c.id)
        .join(promise, promise.c.case == cases.c.id)
        .where(over, promise.c.kept_at.is_(None), promise.c.void_at.is_(None))
        .where(cases.c.state != CaseState.RESOLVED.value)
        .where(or_(cases.c.agent_at.is_(None), cases.c.agent_at < promise.c.due))
        .group_by(cases.c.id)
        .order_by(func.min(promise.c.due), cases.c.id)
    )
    return tuple(connection.execute(query).scalars())


def _drafts(connection: Connection) -> int:
    """A draft waits until a person writes in its case, or closes it after the draft was made."""
    query = (
        select(func.count(cases.c.id.distinct()))
        .join(mail, mail.c.conversation == cases.c.id)
        .join(action, action.c.mail_id == mail.c.id)
        .where(action.c.kind == ActionKind.DRAFT.value, action.c.state == State.DONE.value)
        .where(or_(cases.c.agent_at.is_(None), cases.c.agent_at < action.c.created_at))
        .where(or_(cases.c.state != CaseState.RESOLVED.value, cases.c.resolved_at <= action.c.created_at))
    )
    return int(connection.execute(query).scalar_one())


def _count(connection: Connection, column: Column[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column))
    return {label: number for label, number in rows}  # noqa: C416  rows are no pairs to a type checker


def _actions(connection: Connection) -> list[Open]:
    query = (
        select(action, mail.c.subject)
        .join(mail, mail.c.id == action.c.mail_id, isouter=True)  # a notice of levels belongs to no mail
        .where(action.c.state.in_([State.UNCERTAIN.value, State.FAILED.value]))
        .where(action.c.detail.not_like("withdrawn:%"))
        .order_by(action.c.state.desc(), action.c.created_at)
    )
    return [
        Open(
            mailbox=row.mailbox, mail_id=row.mail_id, what=f"{_NAMES[row.kind]} {row.state}", detail=row.detail,
            since=row.created_at, subject=row.subject or "",
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _quarantined(connection: Connection) -> list[Open]:
    query = select(mail).where(mail.c.state == "quarantined").order_by(mail.c.received_at)
    return [
        Open(
            mailbox=row.mailbox, mail_id=row.id, what="mail quarantined", detail=row.trouble or "",
            since=row.received_at, subject=row.subject or "",
        )
        for row in connection.execute(query)
    ]  # fmt: skip


_NAMES = {
    ActionKind.TAG.value: "keywords",
    ActionKind.MOVE.value: "move",
    ActionKind.DRAFT.value: "draft",
    ActionKind.REPLY.value: "reply",
    ActionKind.NOTICE.value: "notice",
    ActionKind.SENT_COPY.value: "copy in Sent",
}

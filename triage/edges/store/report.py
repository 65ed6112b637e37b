"""What a person asks of the store: what is open, what is uncertain, what was quarantined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, func, select

from triage.domain import ActionKind, State
from triage.edges.store.database import Database
from triage.edges.store.journal import breakers
from triage.edges.store.schema import action, correction, decision, mail


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
            corrections=sum(_count(connection, correction.c.to_queue).values()),
            needs_person=(*_actions(connection), *_quarantined(connection)),
            breakers=dict(breakers(connection)),
        )


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

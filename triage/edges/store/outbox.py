"""Actions and what became of them: at most once, with an explicit `uncertain`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update

from triage.domain import MAILED, Action, ActionKind, Cursor, Origin, Outcome, Receipt, State
from triage.edges.store.database import Database
from triage.edges.store.intake import read_cursor, write_cursor, write_place
from triage.edges.store.schema import Instant, action, place

# RFC 5321, 4.5.4.1: retry with growing pauses. A template reply older than a day is no answer any more.
_BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_GIVE_UP = timedelta(hours=24)
_ENDED_BADLY = frozenset({State.FAILED.value, State.UNCERTAIN.value})
_AFTER = {Outcome.DONE: State.DONE, Outcome.FAILED: State.FAILED, Outcome.UNCERTAIN: State.UNCERTAIN}


# Built once, for it is asked at every mail.
_BEFORE = action.alias("before")
_DONE = exists().where(_BEFORE.c.key == action.c.after, _BEFORE.c.state == State.DONE.value)
_DUE = (
    select(action)
    .where(
        action.c.mailbox == bindparam("of"),
        action.c.state == State.QUEUED.value,
        action.c.not_before <= bindparam("now", type_=Instant),
        or_(action.c.after == "", _DONE),
    )
    .order_by(action.c.created_at, action.c.position, action.c.key)
    .limit(bindparam("most"))
)


class SqlOutbox:
    """ports.Outbox on SQLAlchemy."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, mailbox: str, now: datetime, limit: int) -> tuple[Action, ...]:
        """See ports.Outbox."""
        asked = {"of": mailbox, "now": now, "most": limit}
        with self._database.read() as connection:
            return tuple(as_action(row) for row in connection.execute(_DUE, asked).mappings())

    def committing(self, key: str) -> bool:
        """See ports.Outbox."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(action)
                .where(action.c.key == key, action.c.state == State.QUEUED.value)
                .values(state=State.COMMITTING.value, attempts=action.c.attempts + 1)
            )
            return bool(changed.rowcount)

    def settle(self, key: str, receipt: Receipt, now: datetime) -> State:
        """See ports.Outbox."""
        with self._database.write() as connection:
            row = connection.execute(select(action).where(action.c.key == key)).mappings().one()
            values = _settled(row, receipt, now)
            connection.execute(update(action).where(action.c.key == key).values(**values))
            if values["state"] in _ENDED_BADLY:
                _withdraw_followers(connection, key)
            if receipt.outcome is Outcome.DONE and row["kind"] == ActionKind.MOVE.value:
                _moved(connection, row["mail_id"], row["mailbox"], receipt.origin)
        return State(values["state"])

    def interrupted(self, mailbox: str) -> tuple[Action, ...]:
        """See ports.Outbox."""
        provable = and_(action.c.state == State.UNCERTAIN.value, action.c.kind.not_in([kind.value for kind in MAILED]))
        query = (
            select(action)
            .where(action.c.mailbox == mailbox, or_(action.c.state == State.COMMITTING.value, provable))
            .order_by(action.c.key)
        )
        with self._database.read() as connection:
            return tuple(as_action(row) for row in connection.execute(query).mappings())


def _settled(row: Any, receipt: Receipt, now: datetime) -> dict[str, Any]:
    if receipt.outcome in _AFTER:
        return {"state": _AFTER[receipt.outcome].value, "detail": receipt.detail, "settled_at": now}
    pause = _BACKOFF[min(row["attempts"], len(_BACKOFF)) - 1]
    again = now if receipt.outcome is Outcome.INTERRUPTED else now + pause
    if again - row["created_at"] > _GIVE_UP:
        return {"state": State.FAILED.value, "detail": f"given up after 24 hours: {receipt.detail}", "settled_at": now}
    return {"state": State.QUEUED.value, "detail": receipt.detail, "not_before": again}


def _withdraw_followers(connection: Connection, key: str) -> None:
    """What was to follow an action that did not surely happen (the copy of a reply) is not done."""
    connection.execute(
        update(action)
        .where(action.c.after == key, action.c.state == State.QUEUED.value)
        .values(state=State.FAILED.value, detail="withdrawn: what it was to follow did not surely happen")
    )


def _moved(connection: Connection, mail_id: str, mailbox: str, origin: Origin | None) -> None:
    """The old places are gone. Our own move needs no second look, so the folder's cursor steps over it if it can."""
    connection.execute(place.delete().where(place.c.mail_id == mail_id))
    if origin is None:
        return
    write_place(connection, mail_id, origin)
    known = read_cursor(connection, mailbox, origin.folder)
    last = known.last_uid if known and known.uidvalidity == origin.uidvalidity else 0
    if origin.uid == last + 1:
        write_cursor(
            connection,
            Cursor(mailbox=mailbox, folder=origin.folder, uidvalidity=origin.uidvalidity, last_uid=origin.uid),
        )


def as_action(row: Any) -> Action:
    """A row of the action table as the value it was made from."""
    values = {name: row[name] for name in Action.__dataclass_fields__}
    return Action(**values | {"kind": ActionKind(row["kind"]), "keywords": tuple(row["keywords"])})

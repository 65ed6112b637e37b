"""Actions and what became of them: at most once, with an explicit `uncertain`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update

from triage.domain import MAILED, Action, ActionKind, Cursor, Origin, Outcome, Receipt, State
from triage.edges.store.claims import counts_from, follow_clock
from triage.edges.store.database import Database
from triage.edges.store.intake import read_cursor, write_cursor, write_place
from triage.edges.store.late import GIVE_UP, is_late, overtaken, postponed, withdrawn
from triage.edges.store.schema import Instant, action, place
from triage.edges.store.steps import open_again
from triage.edges.store.undelivered import give_back_settled, withdraw_followers
from triage.settings import Breaker

# RFC 5321, 4.5.4.1: retry with growing pauses.
_BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
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
_NO_WORDS = [column for column in action.c if column is not action.c.content]
_QUEUED = select(*_NO_WORDS).where(
    action.c.key == bindparam("which"),
    action.c.state == State.QUEUED.value,
    action.c.not_before <= bindparam("now", type_=Instant),
)
_COMMIT = (
    update(action)
    .where(action.c.key == bindparam("which"))
    .values(state=State.COMMITTING.value, attempts=action.c.attempts + 1)
)


class SqlOutbox:
    """ports.Outbox on SQLAlchemy."""

    def __init__(self, database: Database, breaker: Breaker | None = None) -> None:
        self._database = database
        self._breaker = breaker or Breaker()

    def due(self, mailbox: str, now: datetime, limit: int) -> tuple[Action, ...]:
        """See ports.Outbox."""
        asked = {"of": mailbox, "now": now, "most": limit}
        with self._database.read() as connection:
            return tuple(as_action(row) for row in connection.execute(_DUE, asked).mappings())

    def committing(self, key: str, now: datetime) -> bool:
        """See ports.Outbox."""
        with self._database.write() as connection:
            row = connection.execute(_QUEUED, {"which": key, "now": now}).mappings().first()
            if row is None or not self._may_leave(connection, row, now):
                return False
            connection.execute(_COMMIT, {"which": key})
            return True

    def _may_leave(self, connection: Connection, row: Any, now: datetime) -> bool:
        """Whether it is to be done now. A late reply is put off where a cap is full, and given up where it is stale."""
        if row["kind"] != ActionKind.REPLY.value:
            return True
        late = is_late(row, now)
        if why := withdrawn(connection, row, now, self._breaker) if late else overtaken(connection, row):
            _end(connection, row, State.FAILED, why, now)
            return False
        if not late:
            return True
        if until := postponed(connection, row, now, self._breaker):
            connection.execute(update(action).where(action.c.key == row["key"]).values(not_before=until))
            return False
        counts_from(connection, row["key"], now)
        return True

    def settle(self, key: str, receipt: Receipt, now: datetime) -> State:
        """See ports.Outbox."""
        with self._database.write() as connection:
            row = connection.execute(select(action).where(action.c.key == key)).mappings().one()
            state, detail, again = _settled(row, receipt, now)
            if state is State.QUEUED:
                back = {"state": state.value, "detail": detail, "not_before": again}
                connection.execute(update(action).where(action.c.key == key).values(**back))
                counts_from(connection, key, row["created_at"])  # it did not leave: its place is for others again
            else:
                _end(connection, row, state, detail, now)
            if receipt.outcome is Outcome.DONE and row["kind"] == ActionKind.MOVE.value:
                _moved(connection, row["mail_id"], row["mailbox"], receipt.origin)
        return state

    def clock_set(self, mailbox: str, now: datetime, by: timedelta) -> None:
        """The machine's clock was set by so much and shows `now`: the caps are neither free nor full because of it, and
        no promise is broken at a time that is still to come.
        """
        with self._database.write() as connection:
            follow_clock(connection, mailbox, now, by)
            open_again(connection, mailbox, now)

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


def _settled(row: Any, receipt: Receipt, now: datetime) -> tuple[State, str, datetime]:
    """What an attempt makes of an action, why, and when it is tried again."""
    if receipt.outcome in _AFTER:
        return _AFTER[receipt.outcome], receipt.detail, now
    pause = _BACKOFF[min(row["attempts"], len(_BACKOFF)) - 1]
    again = now if receipt.outcome is Outcome.INTERRUPTED else now + pause
    if again - row["created_at"] > GIVE_UP:
        return State.FAILED, f"given up after 24 hours: {receipt.detail}", now
    return State.QUEUED, receipt.detail, again


def _end(connection: Connection, row: Any, state: State, detail: str, now: datetime) -> None:
    """How an action ended. Where a reply did not surely arrive, its case is a person's again."""
    values = {"state": state.value, "detail": detail, "settled_at": now}
    connection.execute(update(action).where(action.c.key == row["key"]).values(**values))
    if state is State.DONE:
        return
    withdraw_followers(connection, row["key"])
    if row["kind"] == ActionKind.REPLY.value:
        give_back_settled(connection, row, state, detail, now)


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

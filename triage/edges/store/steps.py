"""What a step does to the rows: its case, actions, claims, promises and events, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from email.parser import BytesHeaderParser
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import (
    Action,
    ActionKind,
    Case,
    CaseState,
    Decision,
    Event,
    Hit,
    Level,
    Promise,
    State,
    Step,
)
from triage.edges.store.claims import write_claims
from triage.edges.store.schema import Instant, action, cases, event, mail, promise, spoken

OURS = frozenset({ActionKind.REPLY, ActionKind.DRAFT})
# columns that are NULL in rows from before they were kept
_NEWER = frozenset({"coverage", "trust", "customer", "market", "parcel_state", "row"})


# Built once: a mail takes dozens of statements, and building one takes longer than running it.
_NEW_CASE = upsert(cases)
_WRITE_CASE = _NEW_CASE.on_conflict_do_update(index_elements=["id"], set_=dict(_NEW_CASE.excluded))
_WRITE_ACTION = upsert(action).on_conflict_do_nothing()
_SAY = upsert(spoken).on_conflict_do_nothing()
# Whoever closes a case, nobody owes anything in it any more.
_VOID = (
    update(promise)
    .where(promise.c.case == bindparam("of"))
    .where(promise.c.kept_at.is_(None), promise.c.broken_at.is_(None), promise.c.void_at.is_(None))
    .values(void_at=bindparam("at", type_=Instant))
)
_NEW_PROMISE = upsert(promise)
_ENDS = {
    name: func.coalesce(_NEW_PROMISE.excluded[name], promise.c[name]) for name in ("kept_at", "broken_at", "void_at")
}
_WRITE_PROMISE = _NEW_PROMISE.on_conflict_do_update(index_elements=["key"], set_=_ENDS)


def write_step(connection: Connection, step: Step, at: datetime, mail_id: str) -> None:
    """Write everything of a step; `mail_id` is the mail that it is about. What is there already stays as it is."""
    _write_actions(connection, step.actions, at)
    write_claims(connection, step.claims, at, mail_id, next((one for one in step.actions if one.kind in OURS), None))
    _write_promises(connection, step.promises)
    _write_events(connection, step.events)
    if step.case is not None:
        write_case(connection, step.case)
    if step.case is not None and step.withdraws:
        _withdraw(connection, step.case.id)


def open_again(connection: Connection, mailbox: str, now: datetime) -> None:
    """Promises that a clock which was ahead has ended: broken in the future, or void in a case that silence closed.

    That they were broken is taken out of the story; it has not happened.
    """
    lapsed = select(cases.c.id).where(cases.c.mailbox == mailbox, cases.c.closed == "silence")
    for ended, ours in ((promise.c.broken_at, true()), (promise.c.void_at, promise.c.case.in_(lapsed))):
        query = update(promise).where(promise.c.mailbox == mailbox, ended > now, ours)
        connection.execute(query.values({ended.name: None}))
    ahead = event.c.mailbox == mailbox, event.c.kind == "promise", event.c.at > now
    connection.execute(event.delete().where(*ahead))


def write_case(connection: Connection, made: Case) -> None:
    """The case as it is from now on."""
    values = {name: getattr(made, name) for name in Case.__dataclass_fields__}
    connection.execute(_WRITE_CASE, values | {"state": made.state.value, "done": list(made.done)})
    if made.resolved_at is not None:
        connection.execute(_VOID, {"of": made.id, "at": made.resolved_at})


def as_case(row: Any) -> Case:
    """A row of the cases table as the value it was made from."""
    values = {name: row[name] for name in Case.__dataclass_fields__}
    return Case(**values | {"state": CaseState(row["state"]), "done": tuple(row["done"])})


def as_promise(row: Any) -> Promise:
    """A row of the promise table as the value it was made from."""
    return Promise(**{name: row[name] for name in Promise.__dataclass_fields__})


def as_decision(row: Any) -> Decision:
    """A row of the decision table as the value it was made from."""
    kept = {name: row[name] for name in Decision.__dataclass_fields__}
    values = {name: value for name, value in kept.items() if name not in _NEWER or value is not None}
    return Decision(
        **values
        | {
            "level": Level(row["level"]),
            "guards": tuple(row["guards"]),
            "hits": tuple(Hit(rule=rule, reason=reason) for rule, reason in row["hits"]),
            "misses": tuple(row["misses"]),
        }
    )


def say_actions(connection: Connection, actions: Iterable[Action], talk: str) -> None:
    """Remember the Message-IDs of our own mails, by which the customer's answer is known."""
    for todo in actions:
        if todo.kind in OURS:
            by = "triage" if todo.kind is ActionKind.REPLY else "draft"
            say(connection, todo.mailbox, message_id(todo.content), by, todo.mail_id, talk)


def say(connection: Connection, mailbox: str, message_id: str, by: str, mail_id: str | None, talk: str | None) -> None:
    """Remember who spoke a Message-ID, in which conversation."""
    row = {"mailbox": mailbox, "message_id": message_id[:998], "by": by, "mail_id": mail_id, "conversation": talk}
    connection.execute(_SAY, row)


def message_id(content: bytes) -> str:
    """The Message-ID of a message that we wrote ourselves."""
    return str(BytesHeaderParser().parsebytes(content).get("Message-ID", "")).strip()


def _write_actions(connection: Connection, actions: Iterable[Action], at: datetime) -> None:
    new = {"state": State.QUEUED.value, "detail": "", "created_at": at, "settled_at": None}
    rows = [
        {name: getattr(todo, name) for name in Action.__dataclass_fields__}
        | {"kind": todo.kind.value, "keywords": list(todo.keywords), "position": position}
        | new
        for position, todo in enumerate(actions)
    ]
    if rows:
        connection.execute(_WRITE_ACTION, rows)


def _write_promises(connection: Connection, promises: Iterable[Promise]) -> None:
    """A promise that is there already only learns how it ended."""
    rows = [asdict(made) for made in promises]
    if rows:
        connection.execute(_WRITE_PROMISE, rows)


def _withdraw(connection: Connection, case_id: str) -> None:
    """Take back what the machine has queued to say in a case; what was begun is not touched."""
    mails = select(mail.c.id).where(mail.c.conversation == case_id)
    connection.execute(
        update(action)
        .where(action.c.mail_id.in_(mails), action.c.state == State.QUEUED.value)
        .where(action.c.kind.in_([kind.value for kind in OURS]))
        .values(state=State.FAILED.value, detail="withdrawn: a person has turned the case")
    )


def _write_events(connection: Connection, events: Iterable[Event]) -> None:
    rows = [asdict(made) for made in events]
    if rows:
        connection.execute(insert(event), rows)

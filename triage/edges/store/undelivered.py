"""An automatic mail that did not reach its customer, or perhaps did not: its case goes back to a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import ActionKind, Case, Mail, Promise, State
from triage.edges.store.awards import untold
from triage.edges.store.cases import read_case
from triage.edges.store.schema import action, blocked, decision, mail, promise, spoken
from triage.edges.store.steps import as_promise, message_id, write_step
from triage.mail.returned import our_ids, undelivered_ids
from triage.policy.actions import key as key_of
from triage.policy.cases import Failure, after_failure

_WHY = {State.FAILED: "it was refused for good", State.UNCERTAIN: "nobody knows whether it left"}
_GIVEN_UP = "the mail server did not take it for 24 hours"
_SENT = frozenset({State.DONE.value, State.UNCERTAIN.value})
# Built once. By the Message-ID alone: a bounce may come to another mailbox than the one that wrote.
_OURS = (
    select(action)
    .join(spoken, spoken.c.mail_id == action.c.mail_id)
    .where(spoken.c.message_id == bindparam("named"), spoken.c.by == "triage", action.c.kind == ActionKind.REPLY.value)
)


def give_back(connection: Connection, row: Any, at: datetime, why: str) -> Case | None:
    """Write what becomes of the case of an automatic mail; the case as it was. `why` is a few words of our own."""
    talk = connection.execute(select(mail.c.conversation).where(mail.c.id == row["mail_id"])).scalar()
    case = read_case(connection, talk or "")
    if case is None:
        return None
    answer = row["key"] == key_of(ActionKind.REPLY, row["mail_id"])
    due = connection.execute(select(decision.c.due).where(decision.c.mail_id == row["mail_id"])).scalar()
    failure = Failure(
        source=row["key"], written_at=row["created_at"], answer=answer, due=due if answer else None,
        why=f"{'the automatic reply' if answer else 'the follow-up'}: {why}",
    )  # fmt: skip
    write_step(connection, after_failure(case, failure, at, _open_promises(connection, case.id)), at, row["mail_id"])
    return case


def give_back_settled(connection: Connection, row: Any, state: State, detail: str, at: datetime) -> None:
    """The same for one that has just ended badly; what the server said may name the customer and is not repeated."""
    ours = detail if detail.startswith(("not sent:", "withdrawn:")) else _WHY[state]
    case = give_back(connection, row, at, _GIVEN_UP if detail.startswith("given up") else ours)
    if case is not None and state is State.FAILED:
        untold(connection, case.id, row["created_at"], at)


def note_returned(connection: Connection, read: Mail, at: datetime) -> None:
    """A machine's mail about our own: no person reads there, so that address gets nothing automatic any more.

    Where it says that our mail did not arrive, the mail's case goes back to a person.
    """
    content = connection.execute(select(mail.c.content).where(mail.c.id == read.id)).scalar() or b""
    lost = undelivered_ids(content)
    for named in our_ids(content):
        for row in connection.execute(_OURS, {"named": named}).mappings().all():
            _block(connection, row, read.id, at)
            if named in lost and row["state"] in _SENT and message_id(row["content"]) == named:
                _came_back(connection, row, at)


def _block(connection: Connection, row: Any, mail_id: str, at: datetime) -> None:
    values = {"mailbox": row["mailbox"], "address": row["recipient"].lower(), "at": at, "mail_id": mail_id}
    connection.execute(upsert(blocked).values(**values).on_conflict_do_nothing())


def _came_back(connection: Connection, row: Any, at: datetime) -> None:
    ended = {"state": State.FAILED.value, "detail": "it came back: the customer did not get it", "settled_at": at}
    connection.execute(update(action).where(action.c.key == row["key"]).values(**ended))
    give_back(connection, row, at, "it came back")


def withdraw_followers(connection: Connection, key: str) -> None:
    """What was to follow an action that did not surely happen (the copy of a reply) is not done."""
    connection.execute(
        update(action)
        .where(action.c.after == key, action.c.state == State.QUEUED.value)
        .values(state=State.FAILED.value, detail="withdrawn: what it was to follow did not surely happen")
    )


def _open_promises(connection: Connection, case_id: str) -> tuple[Promise, ...]:
    query = select(promise).where(promise.c.case == case_id, promise.c.kept_at.is_(None), promise.c.broken_at.is_(None))
    rows = connection.execute(query.where(promise.c.void_at.is_(None))).mappings()
    return tuple(as_promise(row) for row in rows)

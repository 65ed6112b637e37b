"""Forgetting by age: what a decided mail said and who sent it; that it came and what was decided stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, delete, or_, select, update

from triage.domain import MAILED, ActionKind, State
from triage.edges.store.database import Database
from triage.edges.store.schema import action, claim, mail, mark

_FORGOTTEN = "its words were forgotten after the time that the settings name"
_BATCH = 500  # mails of one transaction: a watcher that wants to write must not wait long

# An uncertain reply is never looked at again by the machine; other uncertain actions still need their content as proof.
_ENDED = or_(
    action.c.state.in_([State.DONE.value, State.FAILED.value]),
    and_(action.c.state == State.UNCERTAIN.value, action.c.kind.in_([kind.value for kind in MAILED])),
)


def forget_older_than(database: Database, days: int, now: datetime) -> int:
    """Empty content, subject and sender of decided mails received more than `days` before `now` (0: none), and content
    and recipient of what was done for them. Returns how many mails were emptied.

    The rows stay, so a mail that is seen again is known, and what was decided is still counted.
    """
    if not days:
        return 0
    before = now - timedelta(days=days)
    forgotten = 0
    while emptied := _forget_some(database, before):
        forgotten += emptied
    with database.write() as connection:
        _empty_actions(connection, before)
        connection.execute(delete(claim).where(claim.c.at < before, claim.c.subject.contains("@")))
        connection.execute(delete(mark).where(mark.c.at < before))
    database.empty_log()
    return forgotten


def _forget_some(database: Database, before: datetime) -> int:
    old = (
        select(mail.c.id)
        .where(
            mail.c.state.in_(["decided", "quarantined"]),
            mail.c.received_at < before,
            mail.c.note.is_distinct_from(_FORGOTTEN),
        )
        .limit(_BATCH)
    )
    emptied = {"content": b"", "sender": None, "subject": None, "trouble": None, "note": _FORGOTTEN}
    with database.write() as connection:
        return connection.execute(update(mail).where(mail.c.id.in_(old)).values(**emptied)).rowcount


def _empty_actions(connection: Connection, before: datetime) -> None:
    """A server's answer may name the recipient, so it goes too; that an action was withdrawn is our own word.

    A notice tells of several cases, and is emptied by its own age besides.
    """
    forgotten = action.c.mail_id.in_(select(mail.c.id).where(mail.c.note == _FORGOTTEN))
    old_notice = and_(action.c.kind == ActionKind.NOTICE.value, action.c.created_at < before)
    detail = case((action.c.detail.startswith("withdrawn:"), action.c.detail), else_="")
    connection.execute(
        update(action)
        .where(or_(forgotten, old_notice), _ENDED, or_(action.c.content != b"", action.c.detail != detail))
        .values(content=b"", recipient="", detail=detail)
    )

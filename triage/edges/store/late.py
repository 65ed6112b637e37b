"""Automatic mails that leave later than they were written: whether they still may, and when there is room for them.

What leaves in the second in which it was written has just been decided and counted: it is only asked whether a newer
mail of the customer, or a person, was quicker.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from triage.domain import ActionKind, CaseState, Claim
from triage.edges.store.breaker import open_reason, usual_rate
from triage.edges.store.cases import read_case
from triage.edges.store.claims import put_off, room
from triage.edges.store.schema import blocked, decision, mail
from triage.policy.actions import key as key_of
from triage.settings import Breaker

GIVE_UP = timedelta(hours=24)  # an automatic answer older than a day is no answer any more
_AT_ONCE = timedelta(seconds=1)
_LOOK_AGAIN = timedelta(minutes=1)
_FOR_PEOPLE = ("person", "draft", "shadow")
_AN_HOUR = 3_600.0


def is_late(row: Any, now: datetime) -> bool:
    """Whether an action is done later than it was written; also when the clock was set back since."""
    written: datetime = row["created_at"]
    return bool(row["attempts"]) or abs(now - written) > _AT_ONCE


def withdrawn(connection: Connection, row: Any, now: datetime, limits: Breaker) -> str:
    """Why a late mail must not leave any more; "" while it may."""
    if now - row["created_at"] >= GIVE_UP:
        return "not sent: it was written more than 24 hours ago"
    return overtaken(connection, row) or _stopped(connection, row, now, limits)


def postponed(connection: Connection, row: Any, now: datetime, limits: Breaker) -> datetime | None:
    """Until when a late mail must wait, with all that wait for the same; None where it may leave.

    No longer than until it is too old, so that a person learns of it then.
    """
    if _undecided(connection, row):
        return now + _LOOK_AGAIN
    rate = Claim(
        cap="per_hour", subject=row["mailbox"], seconds=_AN_HOUR,
        limit=usual_rate(connection, row["mailbox"], now, limits),
    )  # fmt: skip
    full = room(connection, row["key"], now, also=(rate,))
    if full is None:
        return None
    put_off(connection, *full, now)
    too_old: datetime = row["created_at"] + GIVE_UP
    return min(full[1], too_old)


def overtaken(connection: Connection, row: Any) -> str:
    """Why a mail must not leave, by what people have written since; "" while it may."""
    talk = connection.execute(select(mail.c.conversation).where(mail.c.id == row["mail_id"])).scalar() or ""
    case, since = read_case(connection, talk), row["created_at"]
    answer = row["key"] == key_of(ActionKind.REPLY, row["mail_id"])
    if case is not None and case.agent_at is not None and case.agent_at > since:
        return "withdrawn: a person wrote in the thread"
    if case is not None and not answer and case.customer_at > since:
        return "withdrawn: the customer wrote again"
    if case is not None and case.silent and case.state is not CaseState.RESOLVED:
        return "not sent: a person has taken over the case"
    return "not sent: a newer mail waits for a person" if _newer(connection, row, talk) else ""


def _newer(connection: Connection, row: Any, talk: str) -> bool:
    """Whether this customer's next mail, in this conversation or another, was left to a person.

    Not where it only asks the same again, as calmly: a mail that was sent twice is answered once.
    """
    own = select(decision.c.intent).where(decision.c.mail_id == row["mail_id"]).scalar_subquery()
    again = and_(decision.c.outcome != "person", decision.c.urgency == "low", decision.c.intent == own)
    theirs = or_(
        mail.c.conversation == talk, and_(mail.c.mailbox == row["mailbox"], mail.c.sender == row["recipient"].lower())
    )
    query = (
        select(decision.c.mail_id)
        .join(mail, mail.c.id == decision.c.mail_id)
        .where(theirs, mail.c.id != row["mail_id"])
        .where(decision.c.at >= row["created_at"], decision.c.outcome.in_(_FOR_PEOPLE), ~again)
    )
    return connection.execute(query.limit(1)).first() is not None


def _stopped(connection: Connection, row: Any, now: datetime, limits: Breaker) -> str:
    if open_reason(connection, row["mailbox"], now, limits) is not None:
        return "not sent: automatic sending was stopped by the breaker"
    back = select(blocked.c.at).where(
        blocked.c.mailbox == row["mailbox"], blocked.c.address == row["recipient"].lower()
    )
    return "not sent: mail to this address came back" if connection.execute(back).first() else ""


def _undecided(connection: Connection, row: Any) -> bool:
    """Whether mail lies there that nobody has read yet: it may belong to the same matter."""
    query = select(mail.c.id).where(mail.c.mailbox == row["mailbox"], mail.c.state == "waiting", mail.c.strikes == 0)
    return connection.execute(query.limit(1)).first() is not None

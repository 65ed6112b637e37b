"""Which conversation a mail continues, as far as our rows know (mail.thread says what may join them)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import CaseState, Mail
from triage.edges.store.schema import cases, mark, spoken
from triage.edges.store.schema import mail as mails
from triage.mail.thread import marks
from triage.policy.slots import order_token

_IDS = 50  # of a thread, the nearest


def of_ids(connection: Connection, mailbox: str, message_ids: Sequence[str]) -> str | None:
    """The conversation in which one of these Message-IDs was spoken; the last of them is the nearest."""
    nearest = list(message_ids)[-_IDS:]
    known = func.coalesce(spoken.c.conversation, spoken.c.mail_id)
    query = select(spoken.c.message_id, known).where(spoken.c.mailbox == mailbox, spoken.c.message_id.in_(nearest))
    found = {row[0]: row[1] for row in connection.execute(query) if row[1] is not None}
    return next((str(found[one]) for one in reversed(nearest) if one in found), None)


def of_mail(connection: Connection, mailbox: str, mail: Mail, now: datetime, days: float) -> str:
    """The conversation that a mail continues, else its own id: it begins one.

    By the mails it answers; else by our token or an order number of the same sender, not older than `days`.
    """
    answered = of_ids(connection, mailbox, (*((mail.message_id,) if mail.message_id else ()), *mail.thread_ids))
    return answered or _of_marks(connection, mailbox, marks(mail), now - timedelta(days=days)) or mail.id


def of_customer(connection: Connection, mailbox: str, mail: Mail) -> str | None:
    """The conversation that a mail without ancestors belongs to: of its sender's that are not resolved the one whose
    token or order number it names, else the only one, unless that is about another order.
    """
    theirs = _live(connection, mailbox, mail.sender.email.lower() if mail.sender else "")
    marked = _marked(connection, mailbox, marks(mail))
    named = next((one for one in marked if one in theirs), None)
    if named is not None or len(theirs) != 1:
        return named
    ((only, order),) = theirs.items()
    return None if order and mail.order_numbers and order not in map(order_token, mail.order_numbers) else only


def _live(connection: Connection, mailbox: str, sender: str) -> dict[str, str]:
    """Conversations that an address began and that are not resolved, each with its order."""
    query = (
        select(cases.c.id, cases.c.order)
        .join(mails, mails.c.conversation == cases.c.id)
        .where(mails.c.mailbox == mailbox, mails.c.sender == sender, cases.c.state != CaseState.RESOLVED.value)
        .distinct()
    )
    return {row.id: row.order for row in connection.execute(query).all() if began(connection, row.id) == sender}


def began(connection: Connection, conversation: str) -> str | None:
    """The address that began a conversation; None where nobody has yet."""
    query = (
        select(mails.c.sender)
        .where(mails.c.conversation == conversation, mails.c.sender.is_not(None))
        .order_by(mails.c.id != conversation, mails.c.received_at, mails.c.id)
    )
    return connection.execute(query.limit(1)).scalar()


def join(connection: Connection, mailbox: str, mail: Mail, conversation: str, now: datetime) -> None:
    """Remember by what the next mail of this conversation will be known."""
    for digest in marks(mail, conversation):
        row = {"conversation": conversation, "mail_id": mail.id, "at": now}
        connection.execute(
            upsert(mark)
            .values(mailbox=mailbox, digest=digest, **row)
            .on_conflict_do_update(index_elements=["mailbox", "digest"], set_=row)
        )


def _of_marks(connection: Connection, mailbox: str, digests: Sequence[str], since: datetime) -> str | None:
    return next(_marked(connection, mailbox, digests, since), None)


def _marked(
    connection: Connection, mailbox: str, digests: Sequence[str], since: datetime | None = None
) -> Iterator[str]:
    """Conversations of the digests, in their order."""
    ours = mark.c.mailbox == mailbox, mark.c.digest.in_(list(digests))
    query = select(mark.c.digest, mark.c.conversation).where(*ours)
    if since is not None:
        query = query.where(mark.c.at > since)
    found = {row[0]: row[1] for row in connection.execute(query)} if digests else {}
    return (str(found[one]) for one in digests if one in found)

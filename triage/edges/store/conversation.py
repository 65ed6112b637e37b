"""Which conversation a mail continues, as far as our rows know (mail.thread says what may join them)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import Mail
from triage.edges.store.schema import mail as mails
from triage.edges.store.schema import mark, spoken
from triage.mail.thread import marks

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
    query = select(mark.c.digest, mark.c.conversation).where(
        mark.c.mailbox == mailbox, mark.c.digest.in_(list(digests)), mark.c.at > since
    )
    found = {row[0]: row[1] for row in connection.execute(query)} if digests else {}
    return next((str(found[one]) for one in digests if one in found), None)

"""What was judged, for a monitor: labels and figures of mails that people wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, inspect, null, select

from triage.domain import Judged
from triage.edges.store.database import Database
from triage.edges.store.schema import correction, decision

_NEWER = ("coverage", "trust")  # columns that a store which was not migrated yet lacks


def judged(database: Database, since: datetime, at_most: int | None = None, *, mailbox: str = "") -> tuple[Judged, ...]:
    """Mails of people that a model judged after `since`, oldest first. Works on stores of earlier versions too.

    Where there are more than `at_most`, about so many of them are drawn, the same ones each time.
    """
    moved = (
        select(correction.c.mail_id, func.min(correction.c.at).label("corrected_at"))
        .group_by(correction.c.mail_id)
        .subquery()
    )
    wanted = [decision.c.at > since, decision.c.outcome != "none", decision.c.model != ""]
    if mailbox:
        wanted.append(decision.c.mailbox == mailbox)
    with database.read() as connection:
        mails = connection.execute(select(func.count()).where(*wanted)).scalar_one()
        drawn = (decision.c.mail_id < _share(at_most / mails),) if at_most is not None and mails > at_most else ()
        query = (
            select(
                decision.c.at, decision.c.intent, decision.c.urgency, decision.c.language, decision.c.confidence,
                decision.c.model, *_newer(connection), moved.c.corrected_at,
            )
            .outerjoin_from(decision, moved, moved.c.mail_id == decision.c.mail_id)
            .where(*wanted, *drawn)
            .order_by(decision.c.at)
        )  # fmt: skip
        return tuple(Judged(**row._mapping) for row in connection.execute(query))


def _share(share: float) -> str:
    """The digest below which this share of all digests lies: a mail's id is one, so no mail is likelier than another.

    >>> _share(0.5)
    '80000000'
    """
    return f"{int(share * 16**8):08x}"


def _newer(connection: Connection) -> list[ColumnElement[Any]]:
    there = {column["name"] for column in inspect(connection).get_columns(decision.name)}
    return [decision.c[name] if name in there else null().label(name) for name in _NEWER]

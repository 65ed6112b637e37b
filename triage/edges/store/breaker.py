"""The breaker of automatic sending: when it opens, that it stays open, and what it would still let through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import ActionKind
from triage.edges.store.schema import action, blocked, setting
from triage.settings import Breaker

_HOURS = 169  # of a week, and the current one


def open_reason(connection: Connection, mailbox: str, now: datetime, limits: Breaker) -> str | None:
    """Why automatic sending is stopped; None while it is not."""
    latched = connection.execute(select(setting.c.value).where(setting.c.name == f"breaker:{mailbox}")).scalar()
    if latched is not None:
        return str(latched)
    replies = _replies_by_hour(connection, mailbox, now)
    if replies[0] > _most(replies, limits):
        return f"{replies[0]} automatic replies in an hour"
    bounces = connection.execute(
        select(func.count()).where(blocked.c.mailbox == mailbox, blocked.c.at > now - timedelta(hours=1))
    ).scalar_one()
    return f"{bounces} bounces in an hour" if bounces > limits.bounces_per_hour else None


def usual_rate(connection: Connection, mailbox: str, now: datetime, limits: Breaker) -> int:
    """So many automatic replies an hour are no storm."""
    return int(_most(_replies_by_hour(connection, mailbox, now), limits))


def latch(connection: Connection, mailbox: str, now: datetime, limits: Breaker) -> None:
    """Open the breaker where there is a reason; it stays open until a person has looked."""
    reason = open_reason(connection, mailbox, now, limits)
    if reason is not None:
        connection.execute(upsert(setting).values(name=f"breaker:{mailbox}", value=reason).on_conflict_do_nothing())


def breakers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Mailbox and reason of every open breaker."""
    for name, value in connection.execute(select(setting).where(setting.c.name.startswith("breaker:"))):
        yield name.removeprefix("breaker:"), value


def _most(replies: list[int], limits: Breaker) -> float:
    return max(limits.floor_per_hour, median(replies[1:]) * limits.times_usual_rate)


def _replies_by_hour(connection: Connection, mailbox: str, now: datetime) -> list[int]:
    """Automatic replies in each of the last 169 hours, by when they were written, the current hour first."""
    query = select(action.c.created_at).where(
        action.c.mailbox == mailbox,
        action.c.kind == ActionKind.REPLY.value,
        action.c.created_at > now - timedelta(hours=_HOURS),
    )
    hours = [0] * _HOURS
    for (at,) in connection.execute(query):
        hours[min(_HOURS - 1, max(0, int((now - at).total_seconds() // 3600)))] += 1
    return hours

"""Places under the caps: how many are taken, when one is free again, and what a clock that is set does to them.

In every span of a cap's time at most its limit of claims lies, whether their mails have left or are still queued: a
claim is written only where there is room, and moves to the time of leaving only where there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Float, and_, func, insert, select, type_coerce, update

from triage.domain import Action, ActionKind, Claim, State
from triage.edges.store.schema import action, claim

_SKEW = timedelta(minutes=1)  # two threads look at the clock at different moments; more is a wrong clock
_COUNTED = timedelta(days=8)  # claims older than this count towards no cap but "ever"
_OFF_BY = timedelta(seconds=1)  # the least pause of a mail that is put off


def taken(connection: Connection, place: Claim, now: datetime) -> int:
    """How many places under a cap are taken."""
    query = select(func.count()).where(_counted(place.cap, place.subject, place.seconds, now))
    return int(connection.execute(query).scalar_one())


def write_claims(
    connection: Connection, claims: Iterable[Claim], at: datetime, mail_id: str, todo: Action | None
) -> None:
    """Take places; `todo` is the mail that takes them."""
    whose = {"mailbox": todo.mailbox, "action": todo.key} if todo is not None else {"mailbox": None, "action": None}
    rows = [
        {"cap": one.cap, "subject": one.subject, "most": one.limit, "seconds": one.seconds, "at": at}
        | {"mail_id": mail_id, **whose}
        for one in claims
    ]
    if rows:
        connection.execute(insert(claim), rows)


# --- mails that leave later than they were written --------------------------------------------------------------------
def room(connection: Connection, key: str, now: datetime, also: Iterable[Claim] = ()) -> tuple[Claim, datetime] | None:
    """The cap that keeps a mail from leaving now, and until when; None where there is room under all of them.

    `also`: caps to be held besides those that the mail has claimed.
    """
    held = ((one, _free(connection, one, key, now)) for one in (*_of(connection, key), *also))
    return max(((one, until) for one, until in held if until is not None), key=lambda found: found[1], default=None)


def counts_from(connection: Connection, key: str, at: datetime) -> None:
    """A mail's places count from when it leaves; from when it was written where it did not."""
    connection.execute(update(claim).where(claim.c.action == key).values(at=at))


def put_off(connection: Connection, full: Claim, until: datetime, now: datetime) -> None:
    """Put off what is queued under a full cap and holds no place in its span: each would find it as full."""
    since = now - timedelta(seconds=full.seconds)
    waiting = select(claim.c.action).where(
        claim.c.cap == full.cap, claim.c.subject == full.subject, claim.c.at <= since, claim.c.at > since - _COUNTED
    )
    connection.execute(
        update(action)
        .where(action.c.key.in_(waiting), action.c.kind == ActionKind.REPLY.value)
        .where(action.c.state == State.QUEUED.value, action.c.not_before < until)
        .values(not_before=until)
    )


def _of(connection: Connection, key: str) -> Iterator[Claim]:
    query = select(claim.c.cap, claim.c.subject, claim.c.most, claim.c.seconds).where(claim.c.action == key)
    for row in connection.execute(query).all():
        yield Claim(cap=row.cap, subject=row.subject, limit=row.most, seconds=row.seconds)


def _free(connection: Connection, place: Claim, key: str, now: datetime) -> datetime | None:
    """When a place is free for this mail; None: now. The limit-th newest of the others must be over by then."""
    if place.limit < 1:
        return now + timedelta(seconds=place.seconds)
    others = _counted(place.cap, place.subject, place.seconds, now) & claim.c.action.is_distinct_from(key)
    query = select(claim.c.at).where(others).order_by(claim.c.at.desc()).limit(1).offset(place.limit - 1)
    last: datetime | None = connection.execute(query).scalar()
    return None if last is None else max(last + timedelta(seconds=place.seconds), now + _OFF_BY)


def _counted(cap: str, subject: str, seconds: float, now: datetime) -> Any:
    since = datetime.fromtimestamp(max(0.0, now.timestamp() - seconds), now.tzinfo)
    return and_(claim.c.cap == cap, claim.c.subject == subject, claim.c.at > since)


# --- clocks that are set ----------------------------------------------------------------------------------------------
def put_right(connection: Connection, now: datetime) -> None:
    """What a clock that was ahead has written was taken now at the latest: it counts from now on, and then ends."""
    connection.execute(update(claim).where(claim.c.at > now + _SKEW).values(at=now))


def follow_clock(connection: Connection, mailbox: str, now: datetime, by: timedelta) -> None:
    """The clock was set by so much and shows `now`: places go with it, so that the pauses between mails stay as long.

    Set back, only what lies ahead goes with it. Whatever is in doubt counts longer, never shorter.
    """
    before = now - by
    counted = and_(claim.c.at > before - _COUNTED, claim.c.at <= before + _SKEW)
    query = update(claim).where(claim.c.mailbox == mailbox, counted if by > timedelta() else claim.c.at > now)
    connection.execute(query.values(at=type_coerce(claim.c.at, Float) + by.total_seconds()))
    put_right(connection, now)

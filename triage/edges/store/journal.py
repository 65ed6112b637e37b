"""Decisions, written with their actions and caps in one transaction; threads, blocked addresses and the breaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from statistics import median
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import Action, ActionKind, Claim, Decision, Hit, Level, Mail, Plan, State, Verdict
from triage.edges.store import conversation
from triage.edges.store.database import Database
from triage.edges.store.schema import action, blocked, claim, decision, mail, setting, spoken
from triage.ports import History
from triage.settings import Breaker

# Our Message-IDs: a hex digest as local part. A bounce carries the one it could not deliver somewhere in its parts.
_OUR_ID = re.compile(rb"<([0-9a-f]{32,64}@[A-Za-z0-9.-]{1,253})>")
_OURS = frozenset({ActionKind.REPLY, ActionKind.DRAFT})
# columns that are NULL in rows from before they were kept
_NEWER = frozenset({"coverage", "trust", "customer", "market", "parcel_state", "row"})


class SqlJournal:
    """ports.Journal on SQLAlchemy."""

    def __init__(self, database: Database, breaker: Breaker, *, conversation_days: float = 30.0) -> None:
        self._database = database
        self._breaker = breaker
        self._days = conversation_days

    def history(self, mailbox: str, mail: Mail, now: datetime) -> History:
        """See ports.Journal."""
        sender = mail.sender.email.lower() if mail.sender else ""
        with self._database.read() as connection:
            age, judged = _mailbox_record(connection, mailbox, now)
            talk = conversation.of_mail(connection, mailbox, mail, now, self._days)
            return History(
                conversation=talk,
                contacts_7d=_contacts(connection, mailbox, sender, mail.id, now - timedelta(days=7)),
                agent_wrote=_spoke(connection, mailbox, talk, mail.thread_ids, "agent"),
                replied_before=_spoke(connection, mailbox, talk, mail.thread_ids, "triage"),
                address_blocked=_blocked(connection, mailbox, sender),
                mailbox_age_days=age,
                mailbox_mails=judged,
                breaker_open=_breaker_reason(connection, mailbox, now, self._breaker) is not None,
            )

    def decide(self, mail: Mail, verdict: Verdict | None, plan: Plan) -> Plan:
        """See ports.Journal."""
        with self._database.write() as connection:
            known = _decision(connection, plan.decision.mail_id)
            if known is not None:
                return Plan(decision=known)
            written = _first_that_fits(connection, plan)
            _write_decision(connection, written.decision, verdict)
            _write_actions(connection, written)
            _write_mail(connection, mail, written.decision)
            talk = conversation.of_mail(connection, written.decision.mailbox, mail, written.decision.at, self._days)
            _write_spoken(connection, mail, written, talk)
            conversation.join(connection, written.decision.mailbox, mail, talk, written.decision.at)
            if mail.automatic_rule is not None:
                _block_bounced(connection, mail, written.decision.at)
            _latch_breaker(connection, written.decision, self._breaker)
        return written

    def decision(self, mail_id: str) -> Decision | None:
        """See ports.Journal."""
        with self._database.read() as connection:
            return _decision(connection, mail_id)

    def silence(self, mailbox: str, message_ids: Sequence[str]) -> None:
        """See ports.Journal."""
        with self._database.write() as connection:
            if not _spoke(connection, mailbox, "", message_ids[:1], "triage"):
                talk = conversation.of_ids(connection, mailbox, message_ids)
                for message_id in message_ids:
                    _say(connection, mailbox, message_id, "agent", None, talk)
                _withdraw(connection, mailbox, message_ids, talk)

    def close_breaker(self, mailbox: str) -> None:
        """See ports.Journal."""
        with self._database.write() as connection:
            connection.execute(setting.delete().where(setting.c.name == f"breaker:{mailbox}"))


def _first_that_fits(connection: Connection, plan: Plan) -> Plan:
    full = next((place for place in plan.claims if _taken(connection, place, plan.decision.at) >= place.limit), None)
    if full is None or plan.otherwise is None:
        return plan
    reason = Hit(rule=f"cap_{full.cap}", reason=f"{full.limit} automatic replies are reached")
    fallback = plan.otherwise
    decided = replace(fallback.decision, hits=(*fallback.decision.hits, reason))
    return _first_that_fits(connection, replace(fallback, decision=decided))


def _taken(connection: Connection, place: Claim, now: datetime) -> int:
    since = datetime.fromtimestamp(max(0.0, now.timestamp() - place.seconds), now.tzinfo)
    query = select(func.count()).where(claim.c.cap == place.cap, claim.c.subject == place.subject, claim.c.at > since)
    return int(connection.execute(query).scalar_one())


def _write_decision(connection: Connection, made: Decision, verdict: Verdict | None) -> None:
    values = asdict(made) | {"level": made.level.value, "misses": list(made.misses), "guards": list(made.guards)}
    values["hits"] = [[hit.rule, hit.reason] for hit in made.hits]
    values["intents"] = dict(verdict.intents) if verdict else {}
    connection.execute(insert(decision).values(**values))


def _write_actions(connection: Connection, plan: Plan) -> None:
    for position, todo in enumerate(plan.actions):
        values = asdict(todo) | {"kind": todo.kind.value, "keywords": list(todo.keywords), "position": position}
        connection.execute(
            upsert(action)
            .values(**values, state=State.QUEUED.value, detail="", created_at=plan.decision.at)
            .on_conflict_do_nothing()
        )
    for place in plan.claims:
        connection.execute(
            insert(claim).values(
                cap=place.cap, subject=place.subject, at=plan.decision.at, mail_id=plan.decision.mail_id
            )
        )


def _write_mail(connection: Connection, read: Mail, made: Decision) -> None:
    connection.execute(
        update(mail)
        .where(mail.c.id == made.mail_id)
        .values(
            state="quarantined" if any(hit.rule == "quarantined" for hit in made.hits) else "decided",
            sender=read.sender.email.lower() if read.sender else None,
            subject=read.subject[:400],
            queue=made.queue,
        )
    )


def _write_spoken(connection: Connection, read: Mail, plan: Plan, talk: str) -> None:
    if read.message_id:
        _say(connection, plan.decision.mailbox, read.message_id, "customer", read.id, talk)
    for answered in read.thread_ids:  # also those that we never saw: another mail may answer them as well
        _say(connection, plan.decision.mailbox, answered, "named", read.id, talk)
    for todo in plan.actions:
        if todo.kind in _OURS:
            by = "triage" if todo.kind is ActionKind.REPLY else "draft"
            _say(connection, todo.mailbox, _message_id(todo), by, todo.mail_id, talk)


def _message_id(todo: Action) -> str:
    return str(BytesHeaderParser().parsebytes(todo.content).get("Message-ID", "")).strip()


def _say(connection: Connection, mailbox: str, message_id: str, by: str, mail_id: str | None, talk: str | None) -> None:
    connection.execute(
        upsert(spoken)
        .values(mailbox=mailbox, message_id=message_id[:998], by=by, mail_id=mail_id, conversation=talk)
        .on_conflict_do_nothing()
    )


def _spoke(connection: Connection, mailbox: str, talk: str, message_ids: Sequence[str], by: str) -> bool:
    """Whether somebody spoke in a conversation, or in a mail that is answered."""
    there = or_(spoken.c.conversation == talk, spoken.c.message_id.in_(list(message_ids)[-50:]))
    query = select(spoken.c.by).where(spoken.c.mailbox == mailbox, there, spoken.c.by == by)
    return connection.execute(query.limit(1)).first() is not None


def _withdraw(connection: Connection, mailbox: str, message_ids: Sequence[str], talk: str | None) -> None:
    there = or_(spoken.c.conversation == talk, spoken.c.message_id.in_(list(message_ids)[-50:]))
    threads = select(spoken.c.mail_id).where(spoken.c.mailbox == mailbox, there, spoken.c.by == "customer")
    queued = (action.c.mail_id.in_(threads), action.c.state == State.QUEUED.value)
    ours = action.c.kind.in_([kind.value for kind in _OURS])
    # Read before they are changed; a copy of a reply that was sent already is still wanted.
    keys = list(connection.execute(select(action.c.key).where(*queued, ours)).scalars())
    connection.execute(
        update(action)
        .where(*queued, or_(ours, action.c.after.in_(keys)))
        .values(state=State.FAILED.value, detail="withdrawn: a person wrote in the thread")
    )


def _contacts(connection: Connection, mailbox: str, sender: str, but: str, since: datetime) -> int:
    if not sender:
        return 0
    query = select(func.count()).where(
        mail.c.mailbox == mailbox, mail.c.sender == sender, mail.c.received_at > since, mail.c.id != but
    )
    return int(connection.execute(query).scalar_one())


def _blocked(connection: Connection, mailbox: str, sender: str) -> bool:
    query = select(blocked.c.address).where(blocked.c.mailbox == mailbox, blocked.c.address == sender)
    return bool(sender) and connection.execute(query).first() is not None


def _mailbox_record(connection: Connection, mailbox: str, now: datetime) -> tuple[float, int]:
    query = select(func.min(decision.c.at), func.count()).where(decision.c.mailbox == mailbox)
    first, judged = connection.execute(query).one()
    return (0.0 if first is None else (now - first).total_seconds() / 86_400), int(judged)


def _block_bounced(connection: Connection, read: Mail, now: datetime) -> None:
    """A machine's mail that names one of our Message-IDs could not be read by a person: write there no more."""
    content = connection.execute(select(mail.c.content).where(mail.c.id == read.id)).scalar() or b""
    named = [f"<{found.decode()}>" for found in dict.fromkeys(_OUR_ID.findall(content[:1_000_000]))][:50]
    query = (
        select(action.c.recipient, action.c.mailbox)
        .join(spoken, spoken.c.mail_id == action.c.mail_id)
        .where(spoken.c.message_id.in_(named), spoken.c.by == "triage", action.c.kind == ActionKind.REPLY.value)
    )
    for recipient, mailbox in connection.execute(query).all():
        connection.execute(
            upsert(blocked)
            .values(mailbox=mailbox, address=recipient.lower(), at=now, mail_id=read.id)
            .on_conflict_do_nothing()
        )


def _breaker_reason(connection: Connection, mailbox: str, now: datetime, limits: Breaker) -> str | None:
    latched = connection.execute(select(setting.c.value).where(setting.c.name == f"breaker:{mailbox}")).scalar()
    if latched is not None:
        return str(latched)
    replies = _replies_by_hour(connection, mailbox, now)
    usual = median(replies[1:]) * limits.times_usual_rate
    if replies[0] > max(limits.floor_per_hour, usual):
        return f"{replies[0]} automatic replies in an hour"
    bounces = connection.execute(
        select(func.count()).where(blocked.c.mailbox == mailbox, blocked.c.at > now - timedelta(hours=1))
    ).scalar_one()
    return f"{bounces} bounces in an hour" if bounces > limits.bounces_per_hour else None


def _replies_by_hour(connection: Connection, mailbox: str, now: datetime) -> list[int]:
    """Automatic replies in each of the last 169 hours, the current one first."""
    query = select(action.c.created_at).where(
        action.c.mailbox == mailbox,
        action.c.kind == ActionKind.REPLY.value,
        action.c.created_at > now - timedelta(hours=169),
    )
    hours = [0] * 169
    for (at,) in connection.execute(query):
        hours[min(168, max(0, int((now - at).total_seconds() // 3600)))] += 1
    return hours


def _latch_breaker(connection: Connection, made: Decision, limits: Breaker) -> None:
    if made.outcome != "reply":
        return
    reason = _breaker_reason(connection, made.mailbox, made.at, limits)
    if reason is not None:
        connection.execute(
            upsert(setting).values(name=f"breaker:{made.mailbox}", value=reason).on_conflict_do_nothing()
        )


def _decision(connection: Connection, mail_id: str) -> Decision | None:
    row = connection.execute(select(decision).where(decision.c.mail_id == mail_id)).mappings().first()
    return None if row is None else as_decision(row)


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


def breakers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Mailbox and reason of every open breaker."""
    for name, value in connection.execute(select(setting).where(setting.c.name.startswith("breaker:"))):
        yield name.removeprefix("breaker:"), value

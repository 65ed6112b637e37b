"""Decisions, written with their actions and caps in one transaction; threads, blocked addresses and the breaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import ActionKind, CaseState, Decision, Hit, Mail, Plan, State, Verdict
from triage.edges.store import conversation
from triage.edges.store.awards import awards_elsewhere
from triage.edges.store.cases import read_case, taken
from triage.edges.store.database import Database
from triage.edges.store.schema import action, blocked, cases, decision, mail, setting, spoken
from triage.edges.store.standings import forget_breaker, levels, note_return
from triage.edges.store.steps import OURS, as_decision, say, say_actions, write_step
from triage.policy.addresses import plain_address
from triage.ports import History
from triage.settings import Breaker

_MANY = 100_000  # decisions; no setting asks for more of them
# Our Message-IDs: a hex digest as local part. A bounce carries the one it could not deliver somewhere in its parts.
_OUR_ID = re.compile(rb"<([0-9a-f]{32,64}@[A-Za-z0-9.-]{1,253})>")


class SqlJournal:
    """ports.Journal on SQLAlchemy."""

    def __init__(
        self, database: Database, breaker: Breaker, *, conversation_days: float = 30.0, back_days: float = 7.0
    ) -> None:
        self._database = database
        self._breaker = breaker
        self._days = conversation_days
        self._back_days = back_days

    def history(self, mailbox: str, mail: Mail, now: datetime) -> History:
        """See ports.Journal."""
        sender = mail.sender.email.lower() if mail.sender else ""
        with self._database.read() as connection:
            age, judged = _mailbox_record(connection, mailbox, now)
            talk = conversation.of_mail(connection, mailbox, mail, now, self._days)
            return History(
                conversation=talk,
                case=read_case(connection, talk),
                levels=levels(connection, mailbox),
                disputing=_disputing(connection, mailbox, sender),
                contacts_7d=_contacts(connection, mailbox, sender, mail.id, now - timedelta(days=7)),
                agent_wrote=_spoke(connection, mailbox, talk, mail.thread_ids, "agent"),
                replied_before=_spoke(connection, mailbox, talk, mail.thread_ids, "triage"),
                stranger=_is_stranger(connection, talk, sender),
                awards_elsewhere=awards_elsewhere(connection, mailbox, talk, sender, mail.order_numbers),
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
            talk = conversation.of_mail(connection, written.decision.mailbox, mail, written.decision.at, self._days)
            note_return(connection, written, read_case(connection, talk), self._back_days)
            write_step(connection, written, written.decision.at, mail.id)
            _write_mail(connection, mail, written.decision, talk)
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

    def silence(self, mailbox: str, message_ids: Sequence[str]) -> str:
        """See ports.Journal."""
        with self._database.write() as connection:
            if _spoke(connection, mailbox, "", message_ids[:1], "triage"):
                return ""
            talk = conversation.of_ids(connection, mailbox, message_ids)
            for message_id in message_ids:
                say(connection, mailbox, message_id, "agent", None, talk)
            _withdraw(connection, mailbox, message_ids, talk)
        return talk or ""

    def close_breaker(self, mailbox: str) -> None:
        """See ports.Journal."""
        with self._database.write() as connection:
            connection.execute(setting.delete().where(setting.c.name == f"breaker:{mailbox}"))
            forget_breaker(connection, mailbox)


def _first_that_fits(connection: Connection, plan: Plan) -> Plan:
    full = next((place for place in plan.claims if taken(connection, place, plan.decision.at) >= place.limit), None)
    if full is None or plan.otherwise is None:
        return plan
    reason = Hit(rule=f"cap_{full.cap}", reason=f"{full.limit} automatic replies are reached")
    fallback = plan.otherwise
    decided = replace(fallback.decision, hits=(*fallback.decision.hits, reason))
    return _first_that_fits(connection, replace(fallback, decision=decided))


def _write_decision(connection: Connection, made: Decision, verdict: Verdict | None) -> None:
    values = asdict(made) | {"level": made.level.value, "misses": list(made.misses), "guards": list(made.guards)}
    values["hits"] = [[hit.rule, hit.reason] for hit in made.hits]
    values["intents"] = dict(verdict.intents) if verdict else {}
    connection.execute(insert(decision).values(**values))


def _write_mail(connection: Connection, read: Mail, made: Decision, talk: str) -> None:
    connection.execute(
        update(mail)
        .where(mail.c.id == made.mail_id)
        .values(
            state="quarantined" if any(hit.rule == "quarantined" for hit in made.hits) else "decided",
            sender=read.sender.email.lower() if read.sender else None,
            subject=read.subject[:400],
            queue=made.queue,
            conversation=talk,
        )
    )


def _write_spoken(connection: Connection, read: Mail, plan: Plan, talk: str) -> None:
    if read.message_id:
        say(connection, plan.decision.mailbox, read.message_id, "customer", read.id, talk)
    for answered in read.thread_ids:  # also those that we never saw: another mail may answer them as well
        say(connection, plan.decision.mailbox, answered, "named", read.id, talk)
    say_actions(connection, plan.actions, talk)


def _spoke(connection: Connection, mailbox: str, talk: str, message_ids: Sequence[str], by: str) -> bool:
    """Whether somebody spoke in a conversation, or in a mail that is answered."""
    query = select(spoken.c.by).where(_in_thread(mailbox, message_ids, talk), spoken.c.by == by)
    return connection.execute(query.limit(1)).first() is not None


def _in_thread(mailbox: str, message_ids: Sequence[str], talk: str | None) -> ColumnElement[bool]:
    """Each side names the mailbox, so that SQLite finds each by an index (its documentation, OR optimizations)."""
    there = spoken.c.conversation == talk, spoken.c.message_id.in_(list(message_ids)[-50:])
    return or_(*(and_(spoken.c.mailbox == mailbox, one) for one in there))


def _withdraw(connection: Connection, mailbox: str, message_ids: Sequence[str], talk: str | None) -> None:
    threads = select(spoken.c.mail_id).where(_in_thread(mailbox, message_ids, talk), spoken.c.by == "customer")
    queued = (action.c.mail_id.in_(threads), action.c.state == State.QUEUED.value)
    ours = action.c.kind.in_([kind.value for kind in OURS])
    # Read before they are changed; a copy of a reply that was sent already is still wanted.
    keys = list(connection.execute(select(action.c.key).where(*queued, ours)).scalars())
    connection.execute(
        update(action)
        .where(*queued, or_(ours, action.c.after.in_(keys)))
        .values(state=State.FAILED.value, detail="withdrawn: a person wrote in the thread")
    )


def _is_stranger(connection: Connection, talk: str, sender: str) -> bool:
    """Whether another address began the conversation: who knows a Message-ID of it may be anybody."""
    began = conversation.began(connection, talk)
    return began is not None and plain_address(began) != plain_address(sender)


def _contacts(connection: Connection, mailbox: str, sender: str, but: str, since: datetime) -> int:
    if not sender:
        return 0
    query = select(func.count()).where(
        mail.c.mailbox == mailbox, mail.c.sender == sender, mail.c.received_at > since, mail.c.id != but
    )
    return int(connection.execute(query).scalar_one())


def _disputing(connection: Connection, mailbox: str, sender: str) -> bool:
    if not sender:
        return False
    query = (
        select(cases.c.id)
        .join(mail, mail.c.conversation == cases.c.id)
        .where(mail.c.mailbox == mailbox, mail.c.sender == sender)
        .where(cases.c.intent == "dispute", cases.c.state != CaseState.RESOLVED.value)
    )
    return connection.execute(query.limit(1)).first() is not None


def _blocked(connection: Connection, mailbox: str, sender: str) -> bool:
    query = select(blocked.c.address).where(blocked.c.mailbox == mailbox, blocked.c.address == sender)
    return bool(sender) and connection.execute(query).first() is not None


def _mailbox_record(connection: Connection, mailbox: str, now: datetime) -> tuple[float, int]:
    """Days since the first decision, and how many there are; from _MANY on nobody needs to know how many."""
    ours = decision.c.mailbox == mailbox
    some = select(decision.c.at).where(ours).limit(_MANY).subquery()  # the index alone answers it
    first = connection.execute(select(func.min(decision.c.at)).where(ours)).scalar()
    judged = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
    return (0.0 if first is None else (now - first).total_seconds() / 86_400), judged


def _block_bounced(connection: Connection, read: Mail, now: datetime) -> None:
    """A machine's mail that names one of our Message-IDs could not be read by a person: write there no more."""
    content = connection.execute(select(mail.c.content).where(mail.c.id == read.id)).scalar() or b""
    named = [f"<{found.decode()}>" for found in dict.fromkeys(_OUR_ID.findall(content[:1_000_000]))][:50]
    if not named:
        return
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


def breakers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Mailbox and reason of every open breaker."""
    for name, value in connection.execute(select(setting).where(setting.c.name.startswith("breaker:"))):
        yield name.removeprefix("breaker:"), value

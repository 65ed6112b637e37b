"""Decisions, written with their actions and caps in one transaction; threads, blocked addresses and the breaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from triage.domain import Award, CaseState, Decision, History, Hit, Mail, Plan, State, Verdict
from triage.edges.store import conversation
from triage.edges.store.awards import awards_elsewhere, read_awards, thanked_at
from triage.edges.store.breaker import latch, open_reason
from triage.edges.store.cases import read_case
from triage.edges.store.claims import put_right, taken
from triage.edges.store.database import Database
from triage.edges.store.schema import action, blocked, cases, decision, mail, setting, spoken
from triage.edges.store.standings import forget_breaker, levels, note_return
from triage.edges.store.steps import OURS, as_decision, say, say_actions, write_step
from triage.edges.store.undelivered import note_returned
from triage.policy.addresses import plain_address
from triage.policy.gravity import is_grave
from triage.settings import Breaker

_MANY = 100_000  # decisions; no setting asks for more of them


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
            answered = _answered(connection, mailbox, mail.message_id)
            return History(
                conversation=talk,
                case=read_case(connection, talk),
                levels=levels(connection, mailbox),
                disputing=_disputing(connection, mailbox, sender),
                grave_elsewhere=_grave(connection, mailbox, sender, talk),
                received_at=_received_at(connection, mail.id),
                contacts_7d=_contacts(connection, mailbox, sender, mail.id, now - timedelta(days=7)),
                agent_wrote=answered or _spoke(connection, mailbox, talk, mail.thread_ids, "agent"),
                agent_answered=answered,
                replied_before=_spoke(connection, mailbox, talk, mail.thread_ids, "triage"),
                stranger=_is_stranger(connection, talk, sender),
                awards_elsewhere=awards_elsewhere(connection, mailbox, talk, sender, mail.order_numbers),
                thanked_at=thanked_at(connection, mailbox, talk, sender),
                address_blocked=_blocked(connection, mailbox, sender),
                mailbox_age_days=age,
                mailbox_mails=judged,
                breaker_open=open_reason(connection, mailbox, now, self._breaker) is not None,
            )

    def decide(self, mail: Mail, verdict: Verdict | None, plan: Plan) -> Plan:
        """See ports.Journal."""
        with self._database.write() as connection:
            known = _decision(connection, plan.decision.mail_id)
            if known is not None:
                return Plan(decision=known)
            if plan.claims:
                put_right(connection, plan.decision.at)
            written = _first_that_fits(connection, plan)
            _write_decision(connection, written.decision, verdict)
            talk = conversation.of_mail(connection, written.decision.mailbox, mail, written.decision.at, self._days)
            seen, named = read_case(connection, talk), bool(mail.order_numbers)
            note_return(connection, written, seen, self._back_days, names_order=named)
            write_step(connection, written, written.decision.at, mail.id)
            _write_mail(connection, mail, written.decision, talk)
            _write_spoken(connection, mail, written, talk)
            conversation.join(connection, written.decision.mailbox, mail, talk, written.decision.at)
            if mail.automatic_rule is not None:
                note_returned(connection, mail, written.decision.at)
            if written.decision.outcome == "reply":
                latch(connection, written.decision.mailbox, written.decision.at, self._breaker)
        return written

    def decision(self, mail_id: str) -> Decision | None:
        """See ports.Journal."""
        with self._database.read() as connection:
            return _decision(connection, mail_id)

    def silence(self, mailbox: str, message_ids: Sequence[str], to: Mail | None = None) -> str:
        """See ports.Journal."""
        with self._database.write() as connection:
            if _spoke(connection, mailbox, "", message_ids[:1], "triage"):
                return ""
            talk = conversation.of_ids(connection, mailbox, message_ids)
            if talk is None and to is not None:
                talk = conversation.of_customer(connection, mailbox, to)
            for message_id in message_ids:
                say(connection, mailbox, message_id, "agent", None, talk)
            _withdraw(connection, mailbox, message_ids, talk)
        return talk or ""

    def close_breaker(self, mailbox: str) -> None:
        """See ports.Journal."""
        with self._database.write() as connection:
            connection.execute(setting.delete().where(setting.c.name == f"breaker:{mailbox}"))
            forget_breaker(connection, mailbox)


class SqlDiary(SqlJournal):
    """foresight.Diary on SQLAlchemy: what was written, and what would be. It works on a database that is read only."""

    def fitting(self, plan: Plan) -> Plan:
        """The plan that `decide` would write now, by the caps that are full."""
        with self._database.read() as connection:
            return _first_that_fits(connection, plan)

    def awards(self, case: str, order: str) -> tuple[Award, ...]:
        """See ports.Ledger."""
        with self._database.read() as connection:
            return read_awards(connection, case, order)


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
        _settle_in(connection, plan.decision.mailbox, read.message_id, talk)
    for answered in read.thread_ids:  # also those that we never saw: another mail may answer them as well
        say(connection, plan.decision.mailbox, answered, "named", read.id, talk)
    say_actions(connection, plan.actions, talk)


def _settle_in(connection: Connection, mailbox: str, message_id: str, talk: str) -> None:
    """An agent who answered a mail before we read it spoke in its conversation, which did not exist yet."""
    early = spoken.c.mailbox == mailbox, spoken.c.message_id == message_id, spoken.c.conversation.is_(None)
    connection.execute(update(spoken).where(*early).values(conversation=talk))


def _spoke(connection: Connection, mailbox: str, talk: str, message_ids: Sequence[str], by: str) -> bool:
    """Whether somebody spoke in a conversation, or in a mail that is answered."""
    query = select(spoken.c.by).where(_in_thread(mailbox, message_ids, talk), spoken.c.by == by)
    return connection.execute(query.limit(1)).first() is not None


def _answered(connection: Connection, mailbox: str, message_id: str | None) -> bool:
    """Whether a person has named this very mail: it was answered before we came to read it."""
    ours = spoken.c.mailbox == mailbox, spoken.c.message_id == message_id, spoken.c.by == "agent"
    return message_id is not None and connection.execute(select(spoken.c.by).where(*ours)).first() is not None


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


def _grave(connection: Connection, mailbox: str, sender: str, talk: str) -> bool:
    """Whether another case of this sender is grave, and not resolved."""
    if not sender:
        return False
    query = (
        select(cases.c.intent, cases.c.urgency, cases.c.state)
        .join(mail, mail.c.conversation == cases.c.id)
        .where(mail.c.mailbox == mailbox, mail.c.sender == sender, cases.c.id != talk)
        .where(cases.c.state != CaseState.RESOLVED.value)
        .distinct()
    )
    return any(is_grave(row.intent, row.urgency, CaseState(row.state)) for row in connection.execute(query))


def _received_at(connection: Connection, mail_id: str) -> datetime | None:
    """When the server took the mail in; its own Date is whatever its sender likes."""
    return connection.execute(select(mail.c.received_at).where(mail.c.id == mail_id)).scalar()


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


def _decision(connection: Connection, mail_id: str) -> Decision | None:
    row = connection.execute(select(decision).where(decision.c.mail_id == mail_id)).mappings().first()
    return None if row is None else as_decision(row)

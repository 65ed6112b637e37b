"""Levels that classes have earned or lost, and the evidence for it; the newest row of a class holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from email import message_from_bytes
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.domain import (
    Action,
    ActionKind,
    Case,
    Decision,
    Earned,
    Evidence,
    Judged,
    Level,
    Plan,
    Register,
    Shown,
    Standing,
    State,
    Step,
)
from triage.edges.store.database import Database
from triage.edges.store.judged import judged
from triage.edges.store.schema import action, decision, evidence, mail, setting, standing
from triage.edges.store.steps import as_decision, write_step
from triage.policy.addresses import plain_address
from triage.policy.evidence import ANSWERED, of_return

BREAKER = "breaker"  # by whom: these rows end with the breaker itself


class SqlStandings:
    """ports.Standings on SQLAlchemy."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shown(self, case: Case) -> Shown | None:
        """See ports.Standings."""
        with self._database.read() as connection:
            newest = _newest(connection, case.id)
            if newest is None or _answered(connection, newest.mail_id):
                return None
            if newest.outcome == "shadow":
                return Shown(decision=newest, draft=None)
            draft = _draft(connection, newest.mail_id) if newest.outcome == "draft" else b""
            return Shown(decision=newest, draft=plain_text(draft)) if draft else None

    def note(self, evidence: Evidence) -> None:
        """See ports.Standings."""
        with self._database.write() as connection:
            write_evidence(connection, evidence)

    def register(self, mailbox: str, since: datetime) -> Register:
        """See ports.Standings."""
        with self._database.read() as connection:
            return Register(
                evidence=_evidence(connection, mailbox, since),
                standings={(one.intent, one.language): one for one in _standings(connection, mailbox)},
                stopped=_stopped(connection, mailbox),
            )

    def judged(self, mailbox: str, since: datetime, at_most: int) -> tuple[Judged, ...]:
        """See ports.Standings."""
        return judged(self._database, since, at_most, mailbox=mailbox)

    def settle(self, made: Sequence[Standing], notices: Sequence[Action], at: datetime) -> None:
        """See ports.Standings."""
        with self._database.write() as connection:
            for one in made:
                connection.execute(insert(standing).values(**asdict(one) | _levels(one)))
            write_step(connection, Step(actions=tuple(notices)), at, "")


def levels(connection: Connection, mailbox: str) -> dict[tuple[str, str], Earned]:
    """The level of every class that has one of its own, by intent and language."""
    return {
        (one.intent, one.language): Earned(level=one.level, base=one.base, proven=one.proven)
        for one in _standings(connection, mailbox)
    }


def write_evidence(connection: Connection, one: Evidence) -> None:
    """The newest word of a kind holds; what was grave stays grave, unless a person has changed her mind."""
    values = asdict(one) | _whose(connection, one)
    connection.execute(
        upsert(evidence)
        .values(**values)
        .on_conflict_do_update(
            index_elements=["mail_id", "kind"],
            set_=values | ({"grave": evidence.c.grave} if not (one.agrees or one.grave) else {}),
        )
    )


def _whose(connection: Connection, one: Evidence) -> dict[str, str]:
    """Customer and conversation of the mail; a digest tells customers apart. A sender who was forgotten is the case."""
    if one.customer:
        return {}
    query = select(mail.c.sender, mail.c.conversation).where(mail.c.id == one.mail_id)
    row = connection.execute(query).first()
    sender, case = (row.sender or "", row.conversation or "") if row is not None else ("", "")
    who = plain_address(sender) if sender else case or one.mail_id
    return {"customer": hashlib.sha256(who.encode()).hexdigest(), "case": case or one.mail_id}


def note_return(connection: Connection, plan: Plan, seen: Case | None, days: float, *, names_order: bool) -> None:
    """A customer writes again in a case in which no person has written: what that says of the automatic answer."""
    if seen is None or seen.agent_at is not None or seen.silent or seen.machine_at is None:
        return
    answered = _last_answer(connection, seen.id, plan.decision.mail_id)
    said = of_return(answered, plan, seen, days, names_order=names_order) if answered is not None else None
    if said is not None:
        write_evidence(connection, said)


def forget_breaker(connection: Connection, mailbox: str) -> None:
    """A person has looked: every class is where it was before the breaker opened."""
    connection.execute(delete(standing).where(standing.c.mailbox == mailbox, standing.c.by == BREAKER))


def plain_text(message: bytes) -> str:
    """The words of a message that we wrote ourselves."""
    for part in message_from_bytes(message).walk():
        if part.get_content_type() == "text/plain":
            words = part.get_payload(decode=True)
            return words.decode("utf-8", "replace") if isinstance(words, bytes) else ""
    return ""


def _newest(connection: Connection, case_id: str) -> Decision | None:
    """The decision on the newest mail that a person wrote in a case."""
    query = (
        select(decision)
        .join(mail, mail.c.id == decision.c.mail_id)
        .where(mail.c.conversation == case_id, decision.c.outcome != "none")
        .order_by(decision.c.at.desc(), mail.c.received_at.desc())
    )
    return _as_decision(connection.execute(query.limit(1)).first())


def _last_answer(connection: Connection, case_id: str, but: str) -> Decision | None:
    """The newest mail of a case that was answered automatically and surely, or perhaps, left the house."""
    sent = exists().where(
        action.c.mail_id == decision.c.mail_id,
        action.c.kind == ActionKind.REPLY.value,
        action.c.key.startswith("reply:"),
        action.c.state.in_([State.DONE.value, State.UNCERTAIN.value, State.COMMITTING.value]),
    )
    query = (
        select(decision)
        .join(mail, mail.c.id == decision.c.mail_id)
        .where(mail.c.conversation == case_id, decision.c.mail_id != but, decision.c.outcome == "reply", sent)
        .order_by(decision.c.at.desc())
    )
    return _as_decision(connection.execute(query.limit(1)).first())


def _as_decision(row: Row[Any] | None) -> Decision | None:
    return None if row is None else as_decision(row._mapping)


def _answered(connection: Connection, mail_id: str) -> bool:
    query = select(evidence.c.mail_id).where(evidence.c.mail_id == mail_id, evidence.c.kind.in_(["sent", "kept"]))
    return connection.execute(query.limit(1)).first() is not None


def _draft(connection: Connection, mail_id: str) -> bytes:
    """A draft that surely lies in the Drafts folder; b"" for none, or one whose words were forgotten."""
    query = select(action.c.content).where(action.c.key == f"draft:{mail_id}", action.c.state == State.DONE.value)
    return connection.execute(query).scalar() or b""


def _evidence(connection: Connection, mailbox: str, since: datetime) -> tuple[Evidence, ...]:
    query = select(evidence).where(evidence.c.mailbox == mailbox, evidence.c.at > since).order_by(evidence.c.at)
    return tuple(Evidence(**row._mapping) for row in connection.execute(query))


def _standings(connection: Connection, mailbox: str) -> list[Standing]:
    newest = select(func.max(standing.c.id)).where(standing.c.mailbox == mailbox).group_by("intent", "language")
    query = select(standing).where(standing.c.id.in_(newest))
    names = Standing.__dataclass_fields__
    return [
        Standing(**{name: row[name] for name in names} | {"level": Level(row["level"]), "base": Level(row["base"])})
        for row in connection.execute(query).mappings()
    ]


def _stopped(connection: Connection, mailbox: str) -> str:
    return str(connection.execute(select(setting.c.value).where(setting.c.name == f"breaker:{mailbox}")).scalar() or "")


def _levels(one: Standing) -> dict[str, str]:
    return {"level": one.level.value, "base": one.base.value}


def find_decision(database: Database, start: str) -> Decision | None:
    """The decision on the mail whose id begins so; None where there is none, or more than one."""
    query = select(decision).where(decision.c.mail_id.startswith(start, autoescape=True)).limit(2)
    with database.read() as connection:
        found = connection.execute(query).all()
    return _as_decision(found[0]) if len(found) == 1 else None


def class_sizes(database: Database, mailbox: str, since: datetime) -> dict[tuple[str, str], int]:
    """How many mails with an answer each class had after a time."""
    query = (
        select(decision.c.intent, decision.c.language, func.count())
        .where(decision.c.mailbox == mailbox, decision.c.at > since, decision.c.outcome.in_(sorted(ANSWERED)))
        .group_by(decision.c.intent, decision.c.language)
    )
    with database.read() as connection:
        return {(intent, language): int(count) for intent, language, count in connection.execute(query)}

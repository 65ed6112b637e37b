"""The tables, as SQLAlchemy Core sees them. A change here is a new file in migrations/; a test compares both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC time kept as seconds since 1970, so that every database compares it alike."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> float | None:
        """Seconds since 1970; a naive time is a fault of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.timestamp()

    def process_result_value(self, value: float | None, dialect: Any) -> datetime | None:
        """Aware UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row per mail, by digest of its bytes. state: waiting, decided, quarantined; erased: nothing but the digest is
# left, so that the same bytes, seen again after a UIDVALIDITY change, are known.
mail = Table(
    "mail",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("mailbox", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("note", Text),
    Column("state", String(12), nullable=False),
    Column("strikes", Integer, nullable=False, default=0),
    Column("trouble", Text),
    Column("stored_at", Instant, nullable=False),
    Column("sender", String(254)),
    Column("subject", Text),
    Column("queue", String(80)),  # where it lies now: the decision's, or the one an agent moved it to
    Column("conversation", String(64)),  # the case it belongs to; NULL until it is decided
    Index("mail_by_state", "mailbox", "state", "received_at"),
    Index("mail_by_sender", "mailbox", "sender", "received_at"),
    Index("mail_by_conversation", "conversation"),
)

# Where the server keeps copies. A UID holds only under its UIDVALIDITY.
place = Table(
    "place",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("folder", String(255), primary_key=True),
    Column("uidvalidity", Integer, primary_key=True),
    Column("uid", Integer, primary_key=True),
    Column("mail_id", String(64), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index("place_by_mail", "mail_id"),
)

cursor = Table(
    "cursor",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("folder", String(255), primary_key=True),
    Column("uidvalidity", Integer, nullable=False),
    Column("last_uid", Integer, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("mail_id", String(64), primary_key=True),
    Column("mailbox", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("intent", String(80), nullable=False),
    Column("urgency", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("queue", String(80), nullable=False),
    Column("due", Instant),
    Column("level", String(10), nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("template", String(80)),
    Column("guards", JSON, nullable=False),
    Column("hits", JSON, nullable=False),
    Column("misses", JSON, nullable=False),
    Column("model", String(80), nullable=False),
    Column("intents", JSON, nullable=False),  # every label's probability, for drift and for the labelling notebook
    Column("coverage", Float),  # NULL: decided before it was kept; the same for trust
    Column("trust", Float),
    Column("customer", String(20)),  # NULL in rows from before cases were kept; the same for the next three
    Column("market", String(20)),
    Column("parcel_state", String(20)),
    Column("row", String(80)),
    Index("decision_by_time", "mailbox", "at"),
)

# One row per change of the world. state: queued, committing, done, failed, uncertain.
action = Table(
    "action",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("mail_id", String(64), nullable=False),
    Column("mailbox", String(40), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("folder", String(255), nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("after", String(80), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("detail", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Index("action_by_state", "mailbox", "state", "not_before"),
    Index("action_by_mail", "mail_id"),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("cap", String(40), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("at", Instant, nullable=False),
    Column("mail_id", String(64), nullable=False),
    Index("claim_by_subject", "cap", "subject", "at"),
)

# Message-IDs of each thread and who spoke them: customer, triage (sent by us), draft, agent; named by a mail.
spoken = Table(
    "spoken",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("message_id", String(998), primary_key=True),
    Column("by", String(10), primary_key=True),
    Column("mail_id", String(64)),
    Column("conversation", String(64)),
    Index("spoken_by_mail", "mail_id"),
    Index("spoken_by_conversation", "mailbox", "conversation"),
)

# By what a conversation's next mail is known besides Message-IDs: digests of (token or order number, sender).
mark = Table(
    "mark",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("digest", String(40), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("mail_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index("mark_by_mail", "mail_id"),
)

blocked = Table(
    "blocked",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("mail_id", String(64), nullable=False),
)

correction = Table(
    "correction",
    metadata,
    Column("mail_id", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("from_queue", String(80), nullable=False),
    Column("to_queue", String(80), primary_key=True),
    Column("intent", String(80), nullable=False),
    Column("urgency", String(20), nullable=False),
)

# One row per conversation, once its first mail is decided. state: open, waiting, resolved.
cases = Table(
    "cases",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("mailbox", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("intent", String(80), nullable=False),
    Column("urgency", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("queue", String(80), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("customer_at", Instant, nullable=False),
    Column("last_mail", String(64), nullable=False),
    Column("customer", String(20), nullable=False),
    Column("market", String(20), nullable=False),
    Column("order", String(80), nullable=False),
    Column("parcel_state", String(20), nullable=False),
    Column("due", Instant),
    Column("next_update", Instant),
    Column("agent_at", Instant),
    Column("machine_at", Instant),
    Column("resolved_at", Instant),
    Column("mails", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("raised", Integer, nullable=False),
    Column("warned", String(10), nullable=False),
    Column("done", JSON, nullable=False),
    Column("score", Integer),
    Index("cases_by_state", "mailbox", "state", "due"),
)

# Times that were named to customers.
promise = Table(
    "promise",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("case", String(64), nullable=False),
    Column("mailbox", String(40), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("by", String(10), nullable=False),
    Column("kept_at", Instant),
    Column("broken_at", Instant),
    Index("promise_by_case", "case"),
    Index("promise_by_due", "mailbox", "due"),
)

# The compensation ledger: one row for each step of an order's ladder. state: proposed, granted, withdrawn.
award = Table(
    "award",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("case", String(64), nullable=False),
    Column("mailbox", String(40), nullable=False),
    Column("order", String(80), nullable=False),
    Column("cause", String(40), nullable=False),
    Column("step", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("share", String(20)),  # decimal numbers are kept as text, so that no cent is rounded away
    Column("amount", String(20)),
    Column("currency", String(3), nullable=False),
    Column("code", String(80), nullable=False),
    Column("tier", String(20), nullable=False),
    Column("by", String(80), nullable=False),
    Index("award_by_case", "case"),
    Index("award_by_order", "mailbox", "order"),
)

# Codes to give away, each once. award: the one that holds it; NULL: still free.
code = Table(
    "code",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("valid_until", Instant),
    Column("added_at", Instant, nullable=False),
    Column("award", String(160)),
    Index("code_by_award", "award"),
)

# What happened to a case and has no row of its own.
event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case", String(64), nullable=False),
    Column("mailbox", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Index("event_by_case", "case", "at"),
)

# What people did, against what would have been sent. agrees: they would have sent it so.
evidence = Table(
    "evidence",
    metadata,
    Column("mail_id", String(64), primary_key=True),
    Column("kind", String(20), primary_key=True),  # sent, moved, console, reopened
    Column("mailbox", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("intent", String(80), nullable=False),
    Column("language", String(20), nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("edited", Float),  # share of the words that a person changed
    Index("evidence_by_class", "mailbox", "intent", "language", "at"),
)

# Levels that classes have earned or lost; the newest row of a class holds. by: person or machine.
standing = Table(
    "standing",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("mailbox", String(40), nullable=False),
    Column("intent", String(80), nullable=False),
    Column("language", String(20), nullable=False),
    Column("level", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(20), nullable=False),
    Column("why", Text, nullable=False),
    Index("standing_by_class", "mailbox", "intent", "language", "at"),
)

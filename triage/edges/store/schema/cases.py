"""Cases with what was promised and given in them, what people thought of replies, and what classes have earned."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, String, Table, Text

from triage.edges.store.schema.types import Instant, metadata

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
    Column("closed", String(10), nullable=False),
    Column("followed_at", Instant),
    Column("mails", Integer, nullable=False),
    Column("unasked", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("asked", String(12), nullable=False),
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
    Column("void_at", Instant),
    Index("promise_by_case", "case"),
    Index("promise_by_due", "mailbox", "kept_at", "broken_at", "due"),
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
    Column("plus", String(20), nullable=False),
    Column("code", String(80), nullable=False),
    Column("valid_until", Instant),
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
    Column("kind", String(20), primary_key=True),  # console, moved, sent, reopened, kept
    Column("mailbox", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("intent", String(80), nullable=False),
    Column("language", String(20), nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("alone", Boolean, nullable=False),  # a machine would have answered it alone
    Column("edited", Float),  # share of the words that a person changed
    Column("grave", Boolean, nullable=False),
    Column("customer", String(64), nullable=False),  # a digest of the address
    Column("case", String(64), nullable=False),
    Index("evidence_by_time", "mailbox", "at"),
)

# Levels that classes have earned or lost; the newest row of a class holds. by: see domain.Standing.
standing = Table(
    "standing",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("mailbox", String(40), nullable=False),
    Column("intent", String(80), nullable=False),
    Column("language", String(20), nullable=False),
    Column("level", String(10), nullable=False),
    Column("base", String(10), nullable=False),  # the settings' level then; when that changes, the row is void
    Column("proven", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(20), nullable=False),
    Column("why", Text, nullable=False),
    Column("since", Instant),  # evidence from then on counts towards the next level; NULL: all
    Index("standing_by_class", "mailbox", "intent", "language", "at"),
)

"""Mails, decisions about them, and what was done."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, Text

from triage.edges.store.schema.types import Instant, metadata

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
    Column("answer_by", Instant),
    Column("update_by", Instant),
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
    Index("action_by_kind", "mailbox", "kind", "created_at"),
)

# Places under the caps. `at` is when the mail was written, from its leaving on when it left.
claim = Table(
    "claim",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("cap", String(40), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("at", Instant, nullable=False),
    Column("mail_id", String(64), nullable=False),
    Column("mailbox", String(40)),  # NULL in rows from before it was kept; the same for the next three
    Column("action", String(80)),  # key of the reply or draft that it was taken for
    Column("most", Integer),  # so many in `seconds`, by the settings of then
    Column("seconds", Float),
    Index("claim_by_subject", "cap", "subject", "at"),
    Index("claim_by_action", "action"),
    Index("claim_by_time", "at"),
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
    Index("spoken_by_message", "message_id"),  # a bounce may come to another mailbox than the one that wrote
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

"""Cases with their promises, compensation and events; what people thought of replies, and what classes have earned."""

import sqlalchemy as sa
from alembic import op

from triage.edges.store.schema import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table, name, length in (
        ("mail", "conversation", 64), ("decision", "customer", 20), ("decision", "market", 20),
        ("decision", "parcel_state", 20), ("decision", "row", 80),
    ):  # fmt: skip
        op.add_column(table, sa.Column(name, sa.String(length=length), nullable=True))
    for name in ("answer_by", "update_by"):
        op.add_column("decision", sa.Column(name, Instant(), nullable=True))
    for name, kind in (
        ("mailbox", sa.String(length=40)), ("action", sa.String(length=80)), ("most", sa.Integer()),
        ("seconds", sa.Float()),
    ):  # fmt: skip
        op.add_column("claim", sa.Column(name, kind, nullable=True))
    op.create_index("claim_by_action", "claim", ["action"], unique=False)
    op.create_index("claim_by_time", "claim", ["at"], unique=False)
    op.create_index("spoken_by_message", "spoken", ["message_id"], unique=False)
    op.create_index("mail_by_conversation", "mail", ["conversation"], unique=False)
    op.create_index("action_by_kind", "action", ["mailbox", "kind", "created_at"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("queue", sa.String(length=80), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("customer_at", Instant(), nullable=False),
        sa.Column("last_mail", sa.String(length=64), nullable=False),
        sa.Column("customer", sa.String(length=20), nullable=False),
        sa.Column("market", sa.String(length=20), nullable=False),
        sa.Column("order", sa.String(length=80), nullable=False),
        sa.Column("parcel_state", sa.String(length=20), nullable=False),
        sa.Column("due", Instant(), nullable=True),
        sa.Column("next_update", Instant(), nullable=True),
        sa.Column("agent_at", Instant(), nullable=True),
        sa.Column("machine_at", Instant(), nullable=True),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.Column("closed", sa.String(length=10), nullable=False),
        sa.Column("followed_at", Instant(), nullable=True),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("unasked", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(length=12), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("warned", sa.String(length=10), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("cases_by_state", "cases", ["mailbox", "state", "due"], unique=False)
    op.create_table(
        "promise",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("kept_at", Instant(), nullable=True),
        sa.Column("broken_at", Instant(), nullable=True),
        sa.Column("void_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("promise_by_case", "promise", ["case"], unique=False)
    op.create_index("promise_by_due", "promise", ["mailbox", "kept_at", "broken_at", "due"], unique=False)
    op.create_table(
        "award",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("order", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("share", sa.String(length=20), nullable=True),
        sa.Column("amount", sa.String(length=20), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("plus", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("valid_until", Instant(), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("award_by_case", "award", ["case"], unique=False)
    op.create_index("award_by_order", "award", ["mailbox", "order"], unique=False)
    op.create_table(
        "code",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("valid_until", Instant(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("award", sa.String(length=160), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("code_by_award", "code", ["award"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("event_by_case", "event", ["case", "at"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("edited", sa.Float(), nullable=True),
        sa.Column("grave", sa.Boolean(), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("mail_id", "kind"),
    )
    op.create_index("evidence_by_time", "evidence", ["mailbox", "at"], unique=False)
    op.create_table(
        "standing",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("base", sa.String(length=10), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("standing_by_class", "standing", ["mailbox", "intent", "language", "at"], unique=False)

"""The first tables."""

import sqlalchemy as sa
from alembic import op

from triage.edges.store.schema import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("folder", sa.String(length=255), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("after", sa.String(length=80), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("action_by_mail", "action", ["mail_id"], unique=False)
    op.create_index("action_by_state", "action", ["mailbox", "state", "not_before"], unique=False)
    op.create_table(
        "blocked",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "address"),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("cap", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claim_by_subject", "claim", ["cap", "subject", "at"], unique=False)
    op.create_table(
        "correction",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("from_queue", sa.String(length=80), nullable=False),
        sa.Column("to_queue", sa.String(length=80), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("mail_id", "to_queue"),
    )
    op.create_table(
        "cursor",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=255), nullable=False),
        sa.Column("uidvalidity", sa.Integer(), nullable=False),
        sa.Column("last_uid", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder"),
    )
    op.create_table(
        "decision",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("queue", sa.String(length=80), nullable=False),
        sa.Column("due", Instant(), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("template", sa.String(length=80), nullable=True),
        sa.Column("guards", sa.JSON(), nullable=False),
        sa.Column("hits", sa.JSON(), nullable=False),
        sa.Column("misses", sa.JSON(), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("intents", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("mail_id"),
    )
    op.create_index("decision_by_time", "decision", ["mailbox", "at"], unique=False)
    op.create_table(
        "mail",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("stored_at", Instant(), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("queue", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mail_by_sender", "mail", ["mailbox", "sender", "received_at"], unique=False)
    op.create_index("mail_by_state", "mail", ["mailbox", "state", "received_at"], unique=False)
    op.create_table(
        "place",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=255), nullable=False),
        sa.Column("uidvalidity", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid"),
    )
    op.create_index("place_by_mail", "place", ["mail_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "spoken",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=998), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("mailbox", "message_id", "by"),
    )
    op.create_index("spoken_by_mail", "spoken", ["mail_id"], unique=False)

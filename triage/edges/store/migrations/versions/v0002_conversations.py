"""Conversations: who spoke in which, and by what the next mail is known."""

import sqlalchemy as sa
from alembic import op

from triage.edges.store.schema import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("spoken", sa.Column("conversation", sa.String(length=64), nullable=True))
    op.create_index("spoken_by_conversation", "spoken", ["mailbox", "conversation"], unique=False)
    op.create_table(
        "mark",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "digest"),
    )
    op.create_index("mark_by_mail", "mark", ["mail_id"], unique=False)

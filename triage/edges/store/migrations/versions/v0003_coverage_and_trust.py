"""What drift is seen by: the share of known words and the trust of each verdict. Older rows have neither."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("coverage", "trust"):
        op.add_column("decision", sa.Column(name, sa.Float(), nullable=True))

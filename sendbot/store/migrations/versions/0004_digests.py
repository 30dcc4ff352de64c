"""Which weekly digests went out, and which are just being sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "digests",
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("workstream", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("recipient", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("claimed_at", sa.DateTime),
        sa.Column("sent_at", sa.DateTime),
        sa.PrimaryKeyConstraint("week", "workstream", "channel", "recipient", name="pk_digests"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("digests")

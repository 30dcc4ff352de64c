"""When regular work was last done, so that one copy does it at a time and an operator can see it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "upkeep_runs",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("claimed_at", sa.DateTime),
        sa.Column("ran_at", sa.DateTime),
        sa.Column("removed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_upkeep_runs"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("upkeep_runs")

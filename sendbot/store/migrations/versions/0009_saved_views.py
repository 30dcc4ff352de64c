"""Views of the queue that an account has given a name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("used_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_saved_views_staff_id_staff", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_saved_views_used_at", "saved_views", ["used_at"])
    op.create_index("ix_saved_views_staff_id_name", "saved_views", ["staff_id", "name"], unique=True)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("saved_views")

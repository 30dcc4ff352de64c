"""Private links, by which a family on the web page looks for its answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "private_links",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.Column("view", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_private_links"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["logged_questions.id"],
            name="fk_private_links_question_id_logged_questions",
            ondelete="CASCADE",
        ),
    )
    for column in ("question_id", "at"):
        op.create_index(f"ix_private_links_{column}", "private_links", [column])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("private_links")

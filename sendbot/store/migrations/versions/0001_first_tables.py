"""The first tables: events, logged questions and their candidates."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(40)),
        sa.Column("reason", sa.String(40)),
        sa.Column("language", sa.String(8)),
        sa.Column("about", sa.String(80)),
        sa.Column("helped", sa.Boolean),
        sa.Column("by_button", sa.Boolean),
        sa.Column("easy_read", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "logged_questions",
        sa.Column("id", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("chosen", sa.String(40)),
        sa.Column("none_chosen", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_logged_questions"),
    )
    op.create_index("ix_logged_questions_at", "logged_questions", ["at"])
    op.create_table(
        "candidates",
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("question_id", "position", name="pk_candidates"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["logged_questions.id"],
            name="fk_candidates_question_id_logged_questions",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("candidates")
    op.drop_table("logged_questions")
    op.drop_table("events")

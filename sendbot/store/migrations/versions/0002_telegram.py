"""Telegram: which updates were handled, and who asked to be told when there is an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "handled_updates",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("bot", "id", name="pk_handled_updates"),
    )
    op.create_index("ix_handled_updates_at", "handled_updates", ["at"])
    op.create_table(
        "consents",
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.Column("sealed_chat", sa.String(255), nullable=False),
        sa.Column("view", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("entry", sa.String(40)),
        sa.Column("resolved_at", sa.DateTime),
        sa.Column("claimed_at", sa.DateTime),
        sa.PrimaryKeyConstraint("question_id", name="pk_consents"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["logged_questions.id"],
            name="fk_consents_question_id_logged_questions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_consents_at", "consents", ["at"])
    op.create_index("ix_consents_resolved_at", "consents", ["resolved_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("consents")
    op.drop_table("handled_updates")

"""What the desk's work needs: names of groups, merges that can be undone, answers being written, words
to search by,
who did what by account, and first passwords that have to be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("staff", sa.Column("first_password", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("audit", sa.Column("account", sa.Integer))
    op.add_column("review_groups", sa.Column("name", sa.String(120), nullable=False, server_default=""))
    op.add_column(
        "review_groups", sa.Column("looks_junk", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("review_groups", sa.Column("merged_at", sa.DateTime))
    op.add_column(
        "review_groups", sa.Column("state_before", sa.String(12), nullable=False, server_default="")
    )
    op.add_column("review_members", sa.Column("came_from", sa.String(24)))
    op.create_table(
        "review_drafts",
        sa.Column("group_id", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("preview", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("group_id", name="pk_review_drafts"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["review_groups.id"], name="fk_review_drafts_group_id_review_groups"
        ),
    )
    op.create_table(
        "review_words",
        sa.Column("word", sa.String(40), nullable=False),
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("word", "question_id", name="pk_review_words"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["logged_questions.id"],
            name="fk_review_words_question_id_logged_questions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_review_words_question_id", "review_words", ["question_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("review_words")
    op.drop_table("review_drafts")
    for table, column in (
        ("review_members", "came_from"),
        ("review_groups", "state_before"),
        ("review_groups", "merged_at"),
        ("review_groups", "looks_junk"),
        ("review_groups", "name"),
        ("audit", "account"),
        ("staff", "first_password"),
    ):
        op.drop_column(table, column)

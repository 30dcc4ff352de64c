"""The review desk: staff, sessions, groups of questions, notes and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _staff()
    _groups()
    _members()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("about", sa.String(80), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_about", "audit", ["about"])


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("workstreams", sa.Text, nullable=False),
        sa.Column("password", sa.String(200)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
    )
    op.create_index("ix_staff_email", "staff", ["email"], unique=True)
    op.create_table(
        "staff_sessions",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id_staff", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])


def _groups() -> None:
    op.create_table(
        "review_groups",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("workstream", sa.String(40)),
        sa.Column("routed_by_hand", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("duplicate_of", sa.String(24)),
        sa.Column("entry", sa.String(40)),
        sa.Column("answer_mark", sa.String(64)),
        sa.Column("answered_at", sa.DateTime),
        sa.Column("nearest", sa.String(40)),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("unanswered", sa.Integer, nullable=False),
        sa.Column("asked_when_closed", sa.Integer, nullable=False),
        sa.Column("heat", sa.Float, nullable=False),
        sa.Column("languages", sa.String(200), nullable=False),
        sa.Column("sample", sa.String(10)),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("first_at", sa.DateTime, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_groups"),
        sa.ForeignKeyConstraint(
            ["owner"], ["staff.id"], name="fk_review_groups_owner_staff", ondelete="SET NULL"
        ),
    )
    for column in ("state", "heat", "last_at"):
        op.create_index(f"ix_review_groups_{column}", "review_groups", [column])


def _members() -> None:
    op.create_table(
        "review_members",
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.Column("group_id", sa.String(24), nullable=False),
        sa.Column("like", sa.String(10)),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("resolved_by", sa.String(40)),
        sa.Column("resolved_at", sa.DateTime),
        sa.PrimaryKeyConstraint("question_id", name="pk_review_members"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["logged_questions.id"],
            name="fk_review_members_question_id_logged_questions",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["review_groups.id"], name="fk_review_members_group_id_review_groups"
        ),
    )
    op.create_index("ix_review_members_group_id", "review_members", ["group_id"])
    op.create_table(
        "review_exemplars",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("question_id", sa.String(10), nullable=False),
        sa.Column("encoder", sa.String(120), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_exemplars"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["review_members.question_id"],
            name="fk_review_exemplars_question_id_review_members",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_review_exemplars_question_id", "review_exemplars", ["question_id"], unique=True)
    op.create_table(
        "review_notes",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("group_id", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_notes"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["review_groups.id"], name="fk_review_notes_group_id_review_groups"
        ),
    )
    op.create_index("ix_review_notes_group_id", "review_notes", ["group_id"])


def downgrade() -> None:
    """Drop the tables, those that point at others first."""
    for name in (
        "audit",
        "review_notes",
        "review_exemplars",
        "review_members",
        "review_groups",
        "staff_sessions",
        "staff",
    ):
        op.drop_table(name)

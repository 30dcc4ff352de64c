"""The tables, in types that SQLite and PostgreSQL share. A change here needs a migration; a test compares the
two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC: refused without a time zone, stored without one, read back with one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("entry", sa.String(40)),
    sa.Column("reason", sa.String(40)),
    sa.Column("language", sa.String(8)),
    sa.Column("about", sa.String(80)),
    sa.Column("helped", sa.Boolean),
    sa.Column("by_button", sa.Boolean),
    sa.Column("easy_read", sa.Boolean),
)

logged_questions = sa.Table(
    "logged_questions",
    metadata,
    sa.Column("id", sa.String(10), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(40), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("chosen", sa.String(40)),
    sa.Column("none_chosen", sa.Boolean, nullable=False, default=False),
)

candidates = sa.Table(
    "candidates",
    metadata,
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("logged_questions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("entry", sa.String(40), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
)

handled_updates = sa.Table(
    "handled_updates",
    metadata,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
)

consents = sa.Table(
    "consents",
    metadata,
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("logged_questions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("sealed_chat", sa.String(255), nullable=False),
    sa.Column("view", sa.String(12), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("entry", sa.String(40)),
    sa.Column("resolved_at", UtcDateTime, index=True),
    sa.Column("claimed_at", UtcDateTime),
)

private_links = sa.Table(
    "private_links",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("logged_questions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("view", sa.String(12), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("addresses", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("told_at", UtcDateTime),
)

link_emails = sa.Table(
    "link_emails",
    metadata,
    sa.Column(
        "link_id",
        sa.String(64),
        sa.ForeignKey("private_links.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("sealed_address", sa.String(1000), nullable=False),
    sa.Column("view", sa.String(12), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("claimed_at", UtcDateTime),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("email", sa.String(254), nullable=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("workstreams", sa.Text, nullable=False),
    sa.Column("password", sa.String(200)),
    sa.Column("first_password", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime),
    sa.Index("ix_staff_email", "email", unique=True),
)

staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column(
        "staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("form", sa.String(64), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)

saved_views = sa.Table(
    "saved_views",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    sa.Column("name", sa.String(40), nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False, index=True),
    sa.Index("ix_saved_views_staff_id_name", "staff_id", "name", unique=True),
)

review_groups = sa.Table(
    "review_groups",
    metadata,
    sa.Column("id", sa.String(24), primary_key=True),
    sa.Column("workstream", sa.String(40)),
    sa.Column("routed_by_hand", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(12), nullable=False, index=True),
    sa.Column("owner", sa.Integer, sa.ForeignKey("staff.id", ondelete="SET NULL")),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("duplicate_of", sa.String(24)),
    sa.Column("entry", sa.String(40)),
    sa.Column("answer_mark", sa.String(64)),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("nearest", sa.String(40)),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("unanswered", sa.Integer, nullable=False),
    sa.Column("asked_when_closed", sa.Integer, nullable=False),
    sa.Column("heat", sa.Float, nullable=False, index=True),
    sa.Column("languages", sa.String(200), nullable=False),
    sa.Column("sample", sa.String(10)),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("first_at", UtcDateTime, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.String(120), nullable=False, server_default=""),
    sa.Column("looks_junk", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("merged_at", UtcDateTime),
    sa.Column("state_before", sa.String(12), nullable=False, server_default=""),
)

review_members = sa.Table(
    "review_members",
    metadata,
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("logged_questions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("group_id", sa.String(24), sa.ForeignKey("review_groups.id"), nullable=False, index=True),
    sa.Column("like", sa.String(10)),
    sa.Column("similarity", sa.Float, nullable=False),
    sa.Column("by_hand", sa.Boolean, nullable=False),
    sa.Column("resolved_by", sa.String(40)),
    sa.Column("resolved_at", UtcDateTime),
    sa.Column("came_from", sa.String(24)),
)

review_words = sa.Table(
    "review_words",
    metadata,
    sa.Column("word", sa.String(40), primary_key=True),
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("logged_questions.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

review_drafts = sa.Table(
    "review_drafts",
    metadata,
    sa.Column("group_id", sa.String(24), sa.ForeignKey("review_groups.id"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("preview", sa.Text, nullable=False),
)

review_exemplars = sa.Table(
    "review_exemplars",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column(
        "question_id",
        sa.String(10),
        sa.ForeignKey("review_members.question_id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("encoder", sa.String(120), nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.Index("ix_review_exemplars_question_id", "question_id", unique=True),
)

review_notes = sa.Table(
    "review_notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("group_id", sa.String(24), sa.ForeignKey("review_groups.id"), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("who", sa.String(80), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("about", sa.String(80), nullable=False, index=True),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("account", sa.Integer),
)

digests = sa.Table(
    "digests",
    metadata,
    sa.Column("week", sa.String(8), primary_key=True),
    sa.Column("workstream", sa.String(40), primary_key=True),
    sa.Column("channel", sa.String(10), primary_key=True),
    sa.Column("recipient", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("claimed_at", UtcDateTime),
    sa.Column("sent_at", UtcDateTime),
)

upkeep_runs = sa.Table(
    "upkeep_runs",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("claimed_at", UtcDateTime),
    sa.Column("ran_at", UtcDateTime),
    sa.Column("removed", sa.Text, nullable=False),
)

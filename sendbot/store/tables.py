"""The tables, in types that SQLite and PostgreSQL share. A change here needs a migration; a test compares the two."""

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
    sa.Column("question_id", sa.String(10), sa.ForeignKey("logged_questions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("entry", sa.String(40), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
)

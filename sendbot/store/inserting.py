"""A row that is there already is left as it is, in the words of either database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_new(connection: AsyncConnection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Insert a row; False, and nothing else, where one with its key is there."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = tuple(table.primary_key.columns)
    statement = insert(table).values(row).on_conflict_do_nothing().returning(*keys)
    return (await connection.execute(statement)).first() is not None

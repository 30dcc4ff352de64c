"""How a database is, for an operator: looked at, never changed."""

from __future__ import annotations

from sqlalchemy import Connection

from sendbot.store.engine import make_engine, table_version, translated, versions

NEW, CURRENT, OLDER, NEWER = "new", "current", "older", "newer"


async def table_state(url: str) -> str:
    """NEW without tables, CURRENT, OLDER (the next start brings it up to date), or NEWER than this version.
    Raises StoreError."""
    with translated(url, "open"):
        engine = make_engine(url, 5.0)
    try:
        with translated(url, "open"):
            async with engine.connect() as connection:
                return await connection.run_sync(_state)
    finally:
        await engine.dispose()


def _state(connection: Connection) -> str:
    current, known = table_version(connection), versions()
    if current is None:
        return NEW
    if current == known[-1]:
        return CURRENT
    return OLDER if current in known else NEWER

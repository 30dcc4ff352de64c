"""How a database is, for an operator: looked at, never changed."""

from __future__ import annotations

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from sendbot.store.engine import MIGRATIONS, make_engine, translated

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
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return NEW
    if current == script.get_current_head():
        return CURRENT
    return OLDER if current in {revision.revision for revision in script.walk_revisions()} else NEWER

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError

from sendbot.store.store import Store
from sendbot.store.tables import events, metadata


async def test_the_migrations_make_exactly_the_tables(url: str) -> None:
    async with Store.open(url) as store, store.reading() as connection:
        assert (
            await connection.run_sync(
                lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
            )
            == []
        )


def test_tables_refuse_moments_without_a_time_zone() -> None:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection, pytest.raises(StatementError, match="without a time zone"):
        connection.execute(events.insert().values(at=datetime(2026, 11, 23), kind="x"))
    engine.dispose()

"""What is there already is left as it is, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from sendbot.store.inserting import insert_new
from sendbot.store.store import Store
from sendbot.store.tables import handled_updates

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_the_first_row_with_a_key_stays(store: Store) -> None:
    later = NOON.replace(hour=13)
    async with store.changing() as connection:
        assert await insert_new(connection, handled_updates, {"bot": 1, "id": 7, "at": NOON})
        assert not await insert_new(connection, handled_updates, {"bot": 1, "id": 7, "at": later})
        assert await insert_new(connection, handled_updates, {"bot": 2, "id": 7, "at": later})
        found = await connection.execute(sa.select(handled_updates.c.at).where(handled_updates.c.bot == 1))
        assert found.scalars().all() == [NOON]

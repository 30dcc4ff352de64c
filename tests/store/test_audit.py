from __future__ import annotations

import pytest
import sqlalchemy as sa

from sendbot.store.audit import note_down, written_down
from sendbot.store.store import Store
from sendbot.store.tables import audit
from tests.store.desk_house import NOON


async def lines(store: Store) -> list[tuple[str, str, str, str]]:
    async with store.reading() as connection:
        rows = await connection.execute(sa.select(audit).order_by(audit.c.id))
        return [(row.who, row.action, row.about, row.detail) for row in rows]


async def test_who_did_what_is_written_down(store: Store) -> None:
    await note_down(store, NOON, "Ann", "exported", "queue.csv")
    assert await lines(store) == [("Ann", "exported", "queue.csv", "")]


async def test_a_change_that_fails_leaves_no_line(store: Store) -> None:
    class BrokenError(Exception):
        pass

    async def change() -> None:
        async with store.changing() as connection:
            await written_down(connection, NOON, "Ann", "changed", "g-1")
            raise BrokenError

    with pytest.raises(BrokenError):
        await change()
    assert await lines(store) == []


async def test_long_words_are_cut_to_what_the_columns_hold(store: Store) -> None:
    await note_down(store, NOON, "A" * 200, "changed", "g" * 200, "d" * 5000)
    ((who, _, about, detail),) = await lines(store)
    assert (len(who), len(about), len(detail)) == (80, 80, 2000)

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from sendbot.store.migrations import versions
from sendbot.store.sent_digests import Due, claim, gone_out, mark_sent, release
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = "2026-W48"
ANN, BOB, CHAT = Due(WEEK, "voice", "email", 1), Due(WEEK, "voice", "email", 2), Due(WEEK, "voice", "chat")


async def test_a_digest_is_claimed_by_one_and_sent_once(store: Store) -> None:
    assert await claim(store, [BOB, ANN, ANN], NOON) == [ANN, BOB]
    assert await claim(store, [ANN, CHAT], NOON) == [CHAT]
    await mark_sent(store, [ANN], NOON)
    assert await gone_out(store, WEEK) == {ANN}
    assert await claim(store, [ANN], NOON + timedelta(days=1)) == []
    assert await claim(store, [Due("2026-W49", "voice", "email", 1)], NOON) != []
    assert await claim(store, [], NOON) == []


async def test_what_could_not_be_sent_is_free_again(store: Store) -> None:
    mine = await claim(store, [ANN, BOB], NOON)
    await release(store, mine, NOON)
    assert await gone_out(store, WEEK) == frozenset()
    assert await claim(store, [ANN, BOB], NOON) == [ANN, BOB]


async def test_a_claim_runs_out_after_ten_minutes_and_its_late_owner_cannot_give_it_back(
    store: Store,
) -> None:
    await claim(store, [ANN], NOON)
    assert await claim(store, [ANN], NOON + timedelta(minutes=10)) == []
    later = NOON + timedelta(minutes=11)
    assert await claim(store, [ANN], later) == [ANN]
    await release(store, [ANN], NOON)
    assert await claim(store, [ANN], later) == []


async def test_asked_for_again_it_is_given_again_but_not_to_two_at_once(store: Store) -> None:
    await mark_sent(store, await claim(store, [ANN], NOON), NOON)
    assert await claim(store, [ANN], NOON, again=True) == [ANN]
    assert await claim(store, [ANN], NOON, again=True) == []
    await release(store, [ANN], NOON)
    assert await claim(store, [ANN], NOON) == []
    assert await gone_out(store, WEEK) == {ANN}


async def test_each_digest_is_given_to_one_of_many_that_ask_at_once(url: str) -> None:
    wanted = [Due(WEEK, name, "email", number) for name in ("care", "voice") for number in range(8)]
    async with Store.open(url) as one, Store.open(url) as other:
        given = await asyncio.gather(
            *(claim(store, some, NOON) for store in (one, other) for some in (wanted, wanted[::-1]))
        )
    assert sorted(due for some in given for due in some) == wanted


async def test_the_migration_can_be_taken_back(store: Store) -> None:
    def down_and_up(connection: sa.Connection) -> tuple[bool, bool]:
        from importlib import import_module

        migration = import_module(f"{versions.__name__}.0004_digests")
        with Operations.context(MigrationContext.configure(connection)):
            migration.downgrade()
            gone = not sa.inspect(connection).has_table("digests")
            migration.upgrade()
            return gone, sa.inspect(connection).has_table("digests")

    async with store.changing() as connection:
        assert await connection.run_sync(down_and_up) == (True, True)
    assert await claim(store, [ANN], NOON) == [ANN]

"""What is PostgreSQL's own: several copies of the bot at once, and a server that goes away."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from sendbot.conversation.events import Chatted
from sendbot.errors import StoreError
from sendbot.store.consents import Consent, claim_due, resolve
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store
from tests.postgres import Postgres
from tests.store.test_updates import asked

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_two_copies_that_record_the_same_updates_at_once_count_them_once(postgres: Postgres) -> None:
    url = postgres.new_database()
    async with Store.open(url) as one, Store.open(url) as other:
        for start in range(0, 100, 10):
            forth = [Handled(1, (number,), NOON, (Chatted("test"),)) for number in range(start, start + 10)]
            await asyncio.gather(record_handled(one, forth), record_handled(other, forth[::-1]))
        assert (await one.counts())["chatted"] == 100


async def test_each_family_is_told_by_one_copy_only(postgres: Postgres) -> None:
    url = postgres.new_database()
    async with Store.open(url) as one, Store.open(url) as other:
        for number in range(30):
            await record_handled(
                one,
                [
                    Handled(
                        1, (number,), NOON, (asked(number),), (Consent(f"q-{number:08d}", "sealed", NOON),)
                    )
                ],
            )
            await resolve(one, f"q-{number:08d}", "hours", NOON)
        claimed = await asyncio.gather(*(claim_due(store, NOON, 10) for store in (one, other, one, other)))
    told = [due.question_id for some in claimed for due in some]
    assert len(told) == len(set(told)) == 30


async def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    with pytest.raises(StoreError, match="it does not answer") as said:
        async with Store.open("postgresql+asyncpg://sendbot:hush@127.0.0.1:1/sendbot"):
            pass
    assert "hush" not in str(said.value)

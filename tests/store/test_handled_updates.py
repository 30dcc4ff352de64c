from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Chatted
from sendbot.store.handled_updates import Handled, handled, record_handled
from sendbot.store.store import Store
from tests.postgres import Postgres

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOT = 4_242_424_242


def asked(number: int) -> Abstained:
    return Abstained((), "nothing close", "en", f"q-{number:08d}", redact("when are the bins collected").text)


async def test_an_update_is_recorded_once_however_often_it_comes(store: Store) -> None:
    for number in (1, 2, 3):
        await record_handled(store, [Handled(BOT, (77,), NOON, (asked(number),))])
    assert [question.id for question in await store.questions()] == ["q-00000001"]
    assert await store.counts() == {"abstained": 1, "questions": 1}


async def test_a_duplicate_in_one_batch_counts_once_too(store: Store) -> None:
    await record_handled(
        store, [Handled(BOT, (1,), NOON, (Chatted("test"),)), Handled(BOT, (1, 1), NOON, (Chatted("test"),))]
    )
    assert (await store.counts())["chatted"] == 1


async def test_messages_read_as_one_are_all_known_afterwards(store: Store) -> None:
    await record_handled(
        store, [Handled(BOT, (5, 6, 7), NOON, (Chatted("test"),)), Handled(BOT, (2**40,), NOON)]
    )
    assert await handled(store, BOT, [4, 5, 6, 7, 8, 2**40]) == dict.fromkeys((5, 6, 7, 2**40), NOON)
    assert await handled(store, BOT + 1, [5]) == {}
    assert await handled(store, BOT, []) == {}


async def test_two_copies_that_record_the_same_updates_at_once_count_them_once(postgres: Postgres) -> None:
    url = postgres.new_database()
    async with Store.open(url) as one, Store.open(url) as other:
        for start in range(0, 100, 10):
            forth = [Handled(1, (number,), NOON, (Chatted("test"),)) for number in range(start, start + 10)]
            await asyncio.gather(record_handled(one, forth), record_handled(other, forth[::-1]))
        assert (await one.counts())["chatted"] == 100


async def test_an_update_that_says_when_it_was_sent_is_known_since_then(store: Store) -> None:
    sent = NOON - timedelta(days=1)
    await record_handled(store, [Handled(BOT, (8,), NOON, sent=sent), Handled(BOT, (9,), NOON)])
    assert await handled(store, BOT, [8, 9]) == {8: sent, 9: NOON}


async def test_a_number_that_counts_anew_is_recorded_again_and_only_once(store: Store) -> None:
    later = NOON + timedelta(days=1)
    await record_handled(store, [Handled(BOT, (77,), NOON, (asked(1),))])
    for number in (2, 3):
        await record_handled(
            store, [Handled(BOT, (77,), later, (asked(number),), renewed=NOON + timedelta(hours=1))]
        )
    assert [question.id for question in await store.questions()] == ["q-00000002", "q-00000001"]
    assert await handled(store, BOT, [77]) == {77: later}

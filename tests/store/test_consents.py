from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Forgotten
from sendbot.store.consents import Consent, claim_due, drop, resolve, waiting
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store
from tests.postgres import Postgres

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOT = 4_242_424_242


def asked(number: int) -> Abstained:
    return Abstained((), "nothing close", "en", f"q-{number:08d}", redact("when are the bins collected").text)


def wish(number: int, at: datetime = NOON) -> Consent:
    return Consent(f"q-{number:08d}", "sealed", at, "z")


async def test_a_family_is_told_once(store: Store) -> None:
    await record_handled(
        store, [Handled(BOT, (1,), NOON, (asked(1),)), Handled(BOT, (2,), NOON, (), (wish(1),))]
    )
    assert await claim_due(store, NOON) == []
    assert await resolve(store, "q-00000001", "hours", NOON)
    assert not await resolve(store, "q-00000001", "fines", NOON)
    assert [(due.entry, due.view, due.sealed_chat) for due in await claim_due(store, NOON)] == [
        ("hours", "z", "sealed")
    ]
    assert await claim_due(store, NOON) == []
    assert len(await claim_due(store, NOON + timedelta(minutes=11))) == 1
    assert await drop(store, ["q-00000001"]) == 1
    assert await waiting(store) == []


async def test_taking_a_question_back_takes_the_wish_back(store: Store) -> None:
    await record_handled(store, [Handled(BOT, (1,), NOON, (asked(1),), (wish(1),))])
    assert len(await waiting(store)) == 1
    await record_handled(store, [Handled(BOT, (2,), NOON, (Forgotten("q-00000001"),))])
    assert await waiting(store) == []


async def test_a_wish_for_a_question_that_is_gone_is_dropped(store: Store) -> None:
    await record_handled(store, [Handled(BOT, (1,), NOON, (), (wish(9),))])
    assert await waiting(store) == []
    assert not await resolve(store, "q-00000009", "hours", NOON)


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

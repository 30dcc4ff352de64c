from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Chatted, Forgotten
from sendbot.store.consents import Consent, claim_due, drop, resolve, waiting
from sendbot.store.handled_updates import Handled, handled, record_handled
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOT = 4_242_424_242


def asked(number: int) -> Abstained:
    return Abstained((), "nothing close", "en", f"q-{number:08d}", redact("when are the bins collected").text)


def wish(number: int, at: datetime = NOON) -> Consent:
    return Consent(f"q-{number:08d}", "sealed", at, "z")


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
    assert await handled(store, BOT, [4, 5, 6, 7, 8, 2**40]) == {5, 6, 7, 2**40}
    assert await handled(store, BOT + 1, [5]) == frozenset()
    assert await handled(store, BOT, []) == frozenset()


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

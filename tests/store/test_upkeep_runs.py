from __future__ import annotations

from datetime import timedelta

from sendbot.store.store import Store
from sendbot.store.upkeep_runs import LastRun, claim_run, delete_older, last_run, mark_run, stored_kinds
from tests.store.desk_house import NOON, fill


async def test_work_is_given_to_one_at_a_time_and_again_when_it_is_done(store: Store) -> None:
    assert await claim_run(store, "retention", NOON)
    assert not await claim_run(store, "retention", NOON + timedelta(minutes=29))
    assert await claim_run(store, "other work", NOON)
    await mark_run(store, "retention", NOON + timedelta(minutes=29), {})
    assert await claim_run(store, "retention", NOON + timedelta(minutes=29))


async def test_whoever_died_is_followed_half_an_hour_later(store: Store) -> None:
    assert await claim_run(store, "retention", NOON)
    assert await claim_run(store, "retention", NOON + timedelta(minutes=31))


async def test_what_was_given_up_was_not_done(store: Store) -> None:
    assert await last_run(store, "retention") is None
    await claim_run(store, "retention", NOON)
    await mark_run(store, "retention", NOON, None)
    assert await last_run(store, "retention") is None
    await claim_run(store, "retention", NOON)
    await mark_run(store, "retention", NOON, {"questions": 3})
    assert await last_run(store, "retention") == LastRun(NOON, {"questions": 3})


async def test_what_is_older_is_deleted_and_counted_by_kind(store: Store) -> None:
    await fill(store)
    assert await delete_older(store, {"questions": NOON + timedelta(minutes=15)}) == {"questions": 2}
    assert [question.text for question in await store.questions()] == [
        "wheelchair repair",
        "blue badge applications",
        "apply for a blue badge",
    ]
    assert await delete_older(
        store, dict.fromkeys(stored_kinds(), NOON - timedelta(days=1))
    ) == dict.fromkeys(stored_kinds(), 0)

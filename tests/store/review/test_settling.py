from __future__ import annotations

from datetime import timedelta

from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.review.queries import (
    group,
)
from sendbot.store.review.settling import fall_back, resolved, settle
from sendbot.store.store import Store
from tests.store.desk_house import NOON, asked, fill, make_grouper

LATER = NOON + timedelta(hours=2)
AFTER = LATER + timedelta(minutes=1)
BADGE = "g-00000001"


async def test_an_entry_that_names_a_group_answers_it_once(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    answers = Answers("blue-badge", (BADGE,), "the words")
    assert await settle(store, [answers], LATER) == [BADGE]
    assert await settle(store, [answers], LATER) == []
    assert await resolved(store, ["q-00000001", "q-00000002", "q-00000003"]) == {
        "q-00000001": "blue-badge",
        "q-00000003": "blue-badge",
    }
    for number in (30, 31, 32):
        await store.record([asked(number, "blue badge application")], LATER)
    await grouper.catch_up(LATER)
    found = await group(store, BADGE)
    assert found is not None
    assert found.state is State.NEW
    assert await settle(store, [answers], LATER) == []
    assert await settle(store, [Answers("blue-badge", (BADGE,), "more words")], LATER) == [BADGE]
    assert await resolved(store, ["q-00000030"]) == {"q-00000030": "blue-badge"}


async def test_an_answer_that_goes_takes_its_groups_back_into_the_queue(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    answers = Answers("blue-badge", (BADGE,), "the words")
    await settle(store, [answers], LATER)
    assert await fall_back(store, [answers], LATER, AFTER) == []
    assert await fall_back(store, [Answers("blue-badge", (), "the words")], LATER, AFTER) == [BADGE]
    found = await group(store, BADGE)
    assert found is not None
    assert (found.state, found.entry) == (State.NEW, None)
    assert await resolved(store, ["q-00000001"]) == {}
    assert await settle(store, [answers], LATER) == [BADGE]


async def test_whoever_read_the_folder_before_an_answer_came_does_not_take_it_back(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await settle(store, [Answers("blue-badge", (BADGE,), "the words")], LATER)
    read_before = LATER - timedelta(minutes=1)
    assert await fall_back(store, [], AFTER, read_before) == []
    found = await group(store, BADGE)
    assert found is not None
    assert found.state is State.ANSWERED
    assert await fall_back(store, [], AFTER, AFTER) == [BADGE]

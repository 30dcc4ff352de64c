from __future__ import annotations

from datetime import timedelta

from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.consents import Consent, keep
from sendbot.store.private_links import find_link, keep_link
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import group, group_of, history
from sendbot.store.review.settling import fall_back, resolved, settle, settle_all
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


async def test_a_question_that_comes_into_an_answered_group_is_answered_too(store: Store) -> None:
    """By itself, by a merge and by a move: the family is told, and the group is not closed anew."""
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    answers = [Answers("blue-badge", (BADGE,), "the words")]
    await settle_all(store, answers, LATER, LATER)
    closed = await group(store, BADGE)
    assert closed is not None
    await store.record([asked(30, "blue badge application")], LATER)
    await grouper.catch_up(LATER)
    assert await group_of(store, "q-00000030") == BADGE
    by_hand = Changes(store, grouper, "Ann", LATER)
    await by_hand.merge("g-00000005", 1, BADGE)
    late = ["q-00000030", "q-00000005"]
    async with store.changing() as connection:
        await keep(connection, [Consent(question, "sealed", LATER) for question in late])
    assert await keep_link(store, "secret", "q-00000005", "", LATER)
    assert await settle_all(store, answers, AFTER, AFTER) == 2
    assert await resolved(store, late) == dict.fromkeys(late, "blue-badge")
    link = await find_link(store, "secret")
    assert link is not None
    assert link.entry == "blue-badge"
    found = await group(store, BADGE)
    assert found is not None
    assert (found.state, found.answered_at, found.asked_when_closed) == (
        State.ANSWERED,
        closed.answered_at,
        closed.asked_when_closed,
    )
    assert await settle_all(store, answers, AFTER, AFTER) == 0
    lines, _ = await history(store, BADGE)
    assert [line.detail for line in lines if line.action == "resolved"] == [
        "by the entry blue-badge; 2 questions that came later"
    ]


async def test_a_question_that_is_moved_into_an_answered_group_is_answered_too(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    answers = [Answers("uniform", ("g-00000002",), "the words")]
    await settle(store, answers, LATER)
    await Changes(store, grouper, "Ann", LATER).move(BADGE, 1, ["q-00000004"], "g-00000002")
    await settle(store, answers, AFTER)
    assert await resolved(store, ["q-00000001", "q-00000004"]) == {"q-00000004": "uniform"}

from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.errors import ConflictError, ReviewError
from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import (
    Filter,
    group,
    group_of,
    history,
    queue,
    wordings,
)
from sendbot.store.review.settling import resolved, settle
from sendbot.store.store import Store
from tests.store.desk_house import NOON, asked, fill, make_grouper

LATER = NOON + timedelta(hours=2)
BADGE = "g-00000001"


def changes(store: Store, who: str = "Ann") -> Changes:
    return Changes(store, make_grouper(store), who, LATER)


async def test_two_people_at_once_the_later_one_is_told(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await changes(store).set_state(BADGE, 1, State.WONT_ANSWER, "The council's main site has it.")
    with pytest.raises(ConflictError, match="Somebody changed this group") as told:
        await changes(store, "Bob").set_state(BADGE, 1, State.DRAFTED)
    assert told.value.now.state is State.WONT_ANSWER
    found = await group(store, BADGE)
    assert found is not None
    assert (found.state, found.reason, found.version) == (
        State.WONT_ANSWER,
        "The council's main site has it.",
        2,
    )


async def test_wont_answer_sticks_until_twice_as_many_asked(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await changes(store).set_state(BADGE, 1, State.WONT_ANSWER, "Not ours.")
    for number in (11, 12):
        await store.record([asked(number, "blue badge application")], LATER)
    await grouper.catch_up(LATER)
    found = await group(store, BADGE)
    assert found is not None
    assert (found.state, found.since_closed) == (State.WONT_ANSWER, 2)
    await store.record([asked(13, "blue badge application")], LATER)
    await grouper.catch_up(LATER)
    found = await group(store, BADGE)
    assert found is not None
    assert found.state is State.NEW
    assert (await history(store, BADGE))[0][0].who == "sendbot"


async def test_a_split_sticks_and_keeps_all_else(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    fresh = await Changes(store, grouper, "Ann", LATER).split(BADGE, 1, ["q-00000004"])
    assert fresh == "g-00000004"
    assert {item.id: item.asked for item in (await queue(store, Filter()))[0]} == {
        BADGE: 2,
        fresh: 1,
        "g-00000002": 1,
        "g-00000005": 1,
    }
    for again in (grouper, make_grouper(store)):
        number = 20 if again is grouper else 21
        await store.record([asked(number, "blue badge applications")], LATER)
        await again.catch_up(LATER)
        assert await group_of(store, f"q-{number:08d}") == fresh


async def test_the_first_question_can_be_split_off_too(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    assert await changes(store).split(BADGE, 1, ["q-00000001"]) == f"{BADGE}-2"


@pytest.mark.parametrize("questions", [[], ["q-00000002"], ["q-00000001", "q-00000003", "q-00000004"]])
async def test_a_split_that_makes_no_sense_is_refused(store: Store, questions: list[str]) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    with pytest.raises(ReviewError):
        await changes(store).split(BADGE, 1, questions)
    assert (await queue(store, Filter()))[1] == 3


async def test_a_merge_sticks(store: Store) -> None:
    await fill(store)
    grouper, other = make_grouper(store), make_grouper(store)
    await grouper.catch_up(LATER)
    await other.catch_up(LATER)
    await Changes(store, grouper, "Ann", LATER).merge("g-00000005", 1, BADGE)
    await store.record([asked(20, "wheelchair repairs")], LATER)
    await other.catch_up(LATER)
    assert await group_of(store, "q-00000020") == BADGE
    await store.record([asked(21, "repair of a wheelchair")], LATER)
    await grouper.catch_up(LATER)
    assert await group_of(store, "q-00000021") == BADGE
    gone = await group(store, "g-00000005")
    assert gone is not None
    assert (gone.state, gone.duplicate_of) == (State.DUPLICATE, BADGE)


@pytest.mark.parametrize("into", [BADGE, "g-nothing", ""])
async def test_a_merge_into_nothing_is_refused(store: Store, into: str) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    with pytest.raises(ReviewError, match="is not a group"):
        await changes(store).merge(BADGE, 1, into)


async def test_notes_lose_personal_details_and_stand_in_the_history(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await changes(store).note(BADGE, "Call mum on 07700 900123\x00")
    with pytest.raises(ReviewError):
        await changes(store).note(BADGE, "  ")
    from sendbot.store.review.queries import notes

    assert [note.text for note in await notes(store, BADGE)] == ["Call mum on [phone]"]
    assert [line.action for line in (await history(store, BADGE))[0]] == ["noted"]


async def test_assigning_and_moving_are_kept(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await changes(store).route(BADGE, 1, "care")
    await changes(store).assign(BADGE, 2, None, "nobody")
    grouper = make_grouper(store)
    await grouper.refresh(LATER, [BADGE])
    found = await group(store, BADGE)
    assert found is not None
    assert (found.workstream, found.state, found.version) == ("care", State.NEW, 3)


async def _undo(store: Store, name: str) -> None:
    found = await group(store, name)
    assert found is not None
    await changes(store).unmerge(name, found.version)


async def _merge(store: Store, name: str, into: str) -> None:
    found = await group(store, name)
    assert found is not None
    await changes(store).merge(name, found.version, into)


async def _texts(store: Store, *names: str) -> list[list[str]]:
    return [list((await wordings(store, name)).values()) for name in names]


UNIFORM, WHEELCHAIR = "g-00000002", "g-00000005"


@pytest.mark.parametrize("first", [UNIFORM, WHEELCHAIR])
async def test_merges_one_after_the_other_are_undone_in_either_order(store: Store, first: str) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    before = await _texts(store, UNIFORM, WHEELCHAIR, BADGE)
    await _merge(store, UNIFORM, WHEELCHAIR)
    await _merge(store, WHEELCHAIR, BADGE)
    assert [len(texts) for texts in await _texts(store, UNIFORM, WHEELCHAIR, BADGE)] == [0, 0, 5]
    await _undo(store, first)
    own = await _texts(store, UNIFORM, WHEELCHAIR, BADGE)
    if first == UNIFORM:
        assert [own[0], len(own[1]), len(own[2])] == [before[0], 0, 4]
        await _undo(store, WHEELCHAIR)
    else:
        assert [len(own[0]), sorted(own[1]), own[2]] == [0, sorted(before[0] + before[1]), before[2]]
        await _undo(store, UNIFORM)
    assert await _texts(store, UNIFORM, WHEELCHAIR, BADGE) == before


async def test_undoing_a_merge_says_so_when_none_of_the_questions_can_come_back(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await _merge(store, WHEELCHAIR, BADGE)
    await store.delete_question("q-00000005")
    with pytest.raises(ReviewError, match="None of its questions can be taken back"):
        await _undo(store, WHEELCHAIR)
    found = await group(store, WHEELCHAIR)
    assert found is not None
    assert found.state is State.DUPLICATE


async def test_a_question_that_was_merged_by_mistake_waits_again_when_the_merge_is_undone(
    store: Store,
) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    answers = Answers("blue-badge", (BADGE,), "the words")
    await settle(store, [answers], LATER)
    await _merge(store, WHEELCHAIR, BADGE)
    await settle(store, [answers], LATER)
    assert await resolved(store, ["q-00000005"]) == {"q-00000005": "blue-badge"}
    await _undo(store, WHEELCHAIR)
    assert await resolved(store, ["q-00000001", "q-00000005"]) == {"q-00000001": "blue-badge"}

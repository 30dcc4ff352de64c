from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.conversation.events import Forgotten, Rated
from sendbot.errors import ConflictError, ReviewError
from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import (
    Filter,
    group,
    group_of,
    history,
    members,
    near_entries,
    queue,
    reasons,
    wordings,
)
from sendbot.store.review.settling import resolved, settle
from sendbot.store.store import Store
from tests.store.desk_house import NOON, asked, chosen, fill, make_grouper, offered

LATER = NOON + timedelta(hours=2)
BADGE = "g-00000001"


def changes(store: Store, who: str = "Ann") -> Changes:
    return Changes(store, make_grouper(store), who, LATER)


async def test_questions_come_into_groups_and_are_counted(store: Store) -> None:
    await fill(store)
    assert await make_grouper(store).catch_up(LATER) == 5
    groups, total = await queue(store, Filter())
    assert total == 3
    assert (groups[0].id, groups[0].asked, groups[0].workstream, groups[0].state) == (
        BADGE,
        3,
        "voice",
        State.NEW,
    )
    assert groups[0].sample == "blue badge applications"
    assert [item.like for item in await members(store, BADGE)] == ["q-00000001", "q-00000001", None]
    assert await make_grouper(store).catch_up(LATER) == 0


async def test_a_new_question_joins_an_old_group_and_nothing_else_changes(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    before = {item.id: item.asked for item in (await queue(store, Filter()))[0]}
    await store.record([asked(9, "a blue badge application please")], LATER)
    await make_grouper(store).catch_up(LATER)
    after = {item.id: item.asked for item in (await queue(store, Filter()))[0]}
    assert after == {**before, BADGE: 4}


async def test_adding_up_anew_gives_what_was_added_bit_by_bit(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await store.record([asked(9, "blue badge application form")], LATER)
    await grouper.catch_up(LATER)
    bit_by_bit = await group(store, BADGE)
    await grouper.refresh(LATER, [BADGE])
    anew = await group(store, BADGE)
    assert anew is not None
    assert bit_by_bit is not None
    assert anew.heat == pytest.approx(bit_by_bit.heat)
    assert (anew.asked, anew.first_at, anew.last_at, anew.sample) == (
        bit_by_bit.asked,
        bit_by_bit.first_at,
        bit_by_bit.last_at,
        bit_by_bit.sample,
    )


async def test_what_is_taken_back_leaves_the_sums_and_every_page(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await store.record([Forgotten("q-00000001"), Forgotten("q-00000002")], LATER)
    await grouper.refresh(LATER)
    groups, _ = await queue(store, Filter())
    assert {item.id: item.asked for item in groups} == {BADGE: 2, "g-00000005": 1}
    await store.record([asked(9, "blue badge applications")], LATER)
    await grouper.catch_up(LATER)
    assert await group_of(store, "q-00000009") == BADGE


async def test_a_choice_made_later_cools_a_group_and_a_wrong_button_heats_it(store: Store) -> None:
    await store.record(
        [
            offered(1, "blue badge application"),
            offered(2, "school uniform grant"),
            offered(3, "wheelchair repair"),
        ],
        NOON,
    )
    grouper = make_grouper(store)
    await grouper.catch_up(NOON)
    await store.record([chosen(1, "fines"), chosen(2, None)], NOON)
    await grouper.refresh(NOON)
    assert [item.sample for item in (await queue(store, Filter()))[0]] == [
        "school uniform grant",
        "wheelchair repair",
        "blue badge application",
    ]


async def test_unhelpful_nearest_entries_heat_a_group(store: Store) -> None:
    await store.record(
        [
            asked(1, "wheelchair repair", "hours"),
            asked(2, "school uniform grant", "fines"),
            Rated("fines", False),
        ],
        NOON,
    )
    grouper = make_grouper(store)
    await grouper.catch_up(NOON)
    await grouper.refresh(NOON)
    assert (await queue(store, Filter()))[0][0].sample == "school uniform grant"


async def test_the_queue_can_be_narrowed(store: Store) -> None:
    await fill(store)
    await store.record([asked(6, "bilet na autobus", language="pl")], NOON + timedelta(days=3))
    await make_grouper(store).catch_up(LATER)

    async def found(wanted: Filter) -> set[str]:
        return {item.id[-1] for item in (await queue(store, wanted))[0]}

    assert await found(Filter(workstream="care")) == {"2"}
    assert await found(Filter(visible=("care",))) == {"2"}
    assert await found(Filter(language="pl")) == {"6"}
    assert await found(Filter(search="WHEELCHAIR")) == {"5"}
    assert await found(Filter(search="100%")) == set()
    assert await found(Filter(search="g-00000002")) == {"2"}
    assert await found(Filter(since=NOON + timedelta(days=1))) == {"6"}
    assert await found(Filter(until=NOON + timedelta(minutes=15))) == {"1", "2"}
    assert await found(Filter(state=State.ANSWERED)) == set()
    assert await found(Filter(state="all", sort="newest")) == {"1", "2", "5", "6"}
    assert [item.id[-1] for item in (await queue(store, Filter(sort="oldest"), 2, 3))[0]] == ["6"]


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


async def test_a_question_s_id_names_its_group_and_a_merged_group_leads_on(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await changes(store).merge("g-00000005", 1, BADGE)
    assert await settle(
        store, [Answers("x", ("q-00000002",), ""), Answers("y", ("g-00000005", "g-unknown"), "")], LATER
    ) == ["g-00000002", BADGE]


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


async def test_a_group_s_figures(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    entry, score, times = (await near_entries(store, BADGE))[0]
    assert (entry, round(score, 2), times) == ("hours", 0.31, 3)
    assert await reasons(store, BADGE) == [("nothing close", 3)]
    assert list(await wordings(store, BADGE)) == ["q-00000001", "q-00000003", "q-00000004"]


async def test_purging_old_questions_empties_their_groups(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await store.purge(NOON + timedelta(days=1))
    await grouper.refresh(LATER)
    assert await queue(store, Filter(state="all")) == ([], 0)

from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.conversation.events import Forgotten, Rated
from sendbot.review.states import State
from sendbot.store.review.queries import (
    Filter,
    group,
    group_of,
    members,
    queue,
)
from sendbot.store.store import Store
from tests.store.desk_house import NOON, asked, chosen, fill, make_grouper, offered

LATER = NOON + timedelta(hours=2)
BADGE = "g-00000001"


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
    assert groups[0].sample == "blue badge application"
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
    assert (anew.asked, anew.first_at, anew.last_at) == (
        bit_by_bit.asked,
        bit_by_bit.first_at,
        bit_by_bit.last_at,
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


async def test_purging_old_questions_empties_their_groups(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await store.purge(NOON + timedelta(days=1))
    await grouper.refresh(LATER)
    assert await queue(store, Filter(state="all")) == ([], 0)

from __future__ import annotations

from datetime import timedelta

from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import (
    Filter,
    Neighbours,
    beside,
    queue,
)
from sendbot.store.review.settling import settle
from sendbot.store.store import Store
from tests.store.desk_house import NOON, asked, fill, make_grouper

LATER = NOON + timedelta(hours=2)
BADGE = "g-00000001"


def changes(store: Store, who: str = "Ann") -> Changes:
    return Changes(store, make_grouper(store), who, LATER)


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


async def test_a_question_s_id_names_its_group_and_a_merged_group_leads_on(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await changes(store).merge("g-00000005", 1, BADGE)
    assert await settle(
        store, [Answers("x", ("q-00000002",), ""), Answers("y", ("g-00000005", "g-unknown"), "")], LATER
    ) == ["g-00000002", BADGE]


async def test_a_group_that_left_the_queue_is_still_between_its_neighbours(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    wanted = Filter(sort="oldest")
    names = [row.id for row in (await queue(store, wanted))[0]]
    assert len(names) > 2
    there = Neighbours(names[0], names[2], 1)
    assert await beside(store, wanted, names[1]) == there
    await changes(store).set_state(names[1], 1, State.WONT_ANSWER, "not ours")
    assert names[1] not in [row.id for row in (await queue(store, wanted))[0]]
    assert await beside(store, wanted, names[1]) == there

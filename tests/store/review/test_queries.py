from __future__ import annotations

from datetime import timedelta

from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.consents import Consent, keep
from sendbot.store.private_links import keep_link
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import (
    Filter,
    Neighbours,
    beside,
    group,
    queue,
)
from sendbot.store.review.settling import settle, settle_all
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


async def test_families_wait_in_chats_and_by_private_links(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await keep_link(store, "a" * 32, "q-00000001", "", LATER)
    await keep_link(store, "b" * 32, "q-00000003", "", LATER)
    async with store.changing() as connection:
        await keep(connection, [Consent("q-00000004", "sealed", LATER)])

    async def waiting() -> int:
        found = await group(store, BADGE)
        assert found is not None
        return found.waiting

    assert await waiting() == 3
    await settle_all(store, [Answers("hours", (BADGE,), "mark")], LATER, NOON)
    assert await waiting() == 0

from __future__ import annotations

from datetime import timedelta

from sendbot.store.review.queries import (
    near_entries,
    reasons,
    wordings,
)
from sendbot.store.store import Store
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(hours=2)
BADGE = "g-00000001"


async def test_a_group_s_figures(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    entry, score, times = (await near_entries(store, BADGE))[0]
    assert (entry, round(score, 2), times) == ("hours", 0.31, 3)
    assert await reasons(store, BADGE) == [("nothing close", 3)]
    assert list(await wordings(store, BADGE)) == ["q-00000001", "q-00000003", "q-00000004"]

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sendbot.conversation.events import Answered, LeftUnkept
from sendbot.store.review.figures import bounds, insights, left_unkept
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


async def test_days_and_hours_are_those_of_london(store: Store) -> None:
    """In summer London is an hour ahead: half past eleven in the evening by UTC is tomorrow there."""
    await store.record([Answered("hours")], datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    await store.record([Answered("hours")], datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    summer = await insights(store, date(2026, 7, 1), date(2026, 7, 2))
    assert [(day.day.day, day.answered) for day in summer.days] == [(1, 0), (2, 1)]
    assert summer.hours.index(1) == 0
    winter = await insights(store, date(2026, 12, 1), date(2026, 12, 1))
    assert winter.asked == 1
    assert winter.hours.index(1) == 23
    assert bounds(date(2026, 7, 1), date(2026, 7, 1)) == (
        datetime(2026, 6, 30, 23, tzinfo=UTC),
        datetime(2026, 7, 1, 23, tzinfo=UTC),
    )


async def test_questions_that_were_not_kept_are_counted_in_their_period(store: Store) -> None:
    await store.record([LeftUnkept("pl"), LeftUnkept()], NOON)
    await store.record([LeftUnkept()], NOON - timedelta(days=9))
    assert (await insights(store, NOON.date(), NOON.date())).unkept == 2
    assert await left_unkept(store, NOON - timedelta(days=10), NOON + timedelta(days=1)) == 3
    assert (await insights(store, NOON.date(), NOON.date())).asked == 0

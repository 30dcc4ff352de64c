from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sendbot.channels.telegram.transport.clock_watch import ClockWatch

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def date(ahead: timedelta) -> str:
    """What a response carries when this machine's clock, which says noon, is so far ahead."""
    return format_datetime(NOON - ahead, usegmt=True)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(days=1), "24 h 0 min ahead of Telegram's"),
        (timedelta(days=-1), "24 h 0 min behind Telegram's"),
        (timedelta(minutes=6), "is 6 min ahead of"),
    ],
)
async def test_a_clock_that_is_wrong_is_told_once_and_once_when_it_is_right_again(
    ahead: timedelta, words: str
) -> None:
    watch = ClockWatch(lambda: NOON)
    for _ in range(3):
        watch.heard(date(ahead))
    assert words in await watch.news()
    watch.heard(date(ahead + timedelta(seconds=1)))
    waiting = asyncio.create_task(watch.news())
    await asyncio.sleep(0)
    assert not waiting.done()
    watch.heard(date(timedelta(0)))
    assert "agrees with Telegram's again" in await waiting


def test_a_clock_a_little_away_is_no_news_and_a_response_without_a_date_says_nothing() -> None:
    watch = ClockWatch(lambda: NOON)
    for said in (date(timedelta(minutes=4)), "", "yesterday", "Mon, 23 Nov 2020 12:00:00 -0000"):
        watch.heard(said)
        assert not watch.wrong

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sendbot.channels.telegram.delivery.chat_queues import Lane
from sendbot.channels.telegram.delivery.pieces import PieceGatherer
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.conversation.events import Chatted
from sendbot.store.handled_updates import Handled
from tests.waiting import PATIENCE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


_FOR_EVER = 10 * PATIENCE
"""Seconds to hold a piece: whoever waited for it would not come to an end in the time that the test has."""


def text(
    words: str, number: int = 1, sent: datetime | None = None, sender: int = 7, forwarded: bool = False
) -> Incoming:
    return Incoming(number, What.TEXT, sender, words, sender, sent or datetime.now(UTC), forwarded=forwarded)


def lane_of(*items: Incoming) -> Lane[Incoming]:
    lane: Lane[Incoming] = Lane()
    for item in items:
        lane.put(item)
    return lane


async def never_alone(_pieces: Sequence[Incoming]) -> bool:
    return False


async def test_pieces_are_gathered_until_one_is_whole() -> None:
    lane = lane_of(
        text("my son"),
        text("he is 7", 2),
        text("school will not let him in, what can I do?", 3),
        text("another", 4),
    )
    assert [item.update for item in await PieceGatherer(never_alone)(lane)] == [1, 2, 3]
    assert len(lane.waiting) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "/help"},
        {"sender": 8},
        {"forwarded": True},
        {"sent": datetime.max.replace(tzinfo=UTC)},
        {"what": What.PRESS, "text": "1:e:x"},
    ],
)
async def test_what_does_not_belong_is_read_by_itself(changed: dict[str, Any]) -> None:
    first = text("my son")
    belongs = replace(first, update=2, text="he is 7.")
    assert len(await PieceGatherer(never_alone, _FOR_EVER)(lane_of(first, belongs))) == 2
    assert len(await PieceGatherer(never_alone, _FOR_EVER)(lane_of(first, replace(belongs, **changed)))) == 1


async def test_a_piece_waits_for_the_next_and_no_longer_than_it_must() -> None:
    lane = lane_of(text("my son"))
    gathering = asyncio.create_task(PieceGatherer(never_alone, _FOR_EVER)(lane))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not gathering.done()
    lane.put(text("keeps being sent home from school", 2))
    assert len(await asyncio.wait_for(gathering, PATIENCE)) == 2


async def test_a_piece_that_nothing_follows_is_read_by_itself() -> None:
    assert (
        len(await asyncio.wait_for(PieceGatherer(never_alone, hold=0.01)(lane_of(text("my son"))), PATIENCE))
        == 1
    )


async def test_an_old_piece_waits_for_nothing() -> None:
    lane = lane_of(text("my son", sent=datetime.now(UTC) - timedelta(seconds=2 * _FOR_EVER)))
    assert len(await asyncio.wait_for(PieceGatherer(never_alone, _FOR_EVER)(lane), PATIENCE)) == 1


async def test_what_stands_alone_does_not_wait() -> None:
    async def always(_pieces: Sequence[Incoming]) -> bool:
        return True

    assert (
        len(
            await asyncio.wait_for(PieceGatherer(always, _FOR_EVER)(lane_of(text("opening hours"))), PATIENCE)
        )
        == 1
    )


def item(number: int, *events: Chatted) -> Handled:
    return Handled(1, (number,), NOON, events or (Chatted("test"),))

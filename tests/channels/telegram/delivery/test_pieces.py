from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
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


async def more_is_likely(_pieces: Sequence[Incoming]) -> float:
    return 1.0


async def until_a_question(pieces: Sequence[Incoming]) -> float:
    return 0.0 if pieces[-1].text.endswith("?") else 1.0


async def test_pieces_are_gathered_until_one_is_whole() -> None:
    lane = lane_of(
        text("my son"),
        text("he is 7", 2),
        text("school will not let him in, what can I do?", 3),
        text("another", 4),
    )
    assert [item.update for item in await PieceGatherer(until_a_question)(lane)] == [1, 2, 3]
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
    belongs = replace(first, update=2, text="he is 7, what now?")
    assert len(await PieceGatherer(until_a_question, _FOR_EVER)(lane_of(first, belongs))) == 2
    assert (
        len(await PieceGatherer(until_a_question, _FOR_EVER)(lane_of(first, replace(belongs, **changed))))
        == 1
    )


async def test_a_piece_waits_for_the_next_and_no_longer_than_it_must() -> None:
    lane = lane_of(text("my son"))
    gathering = asyncio.create_task(PieceGatherer(until_a_question, _FOR_EVER)(lane))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not gathering.done()
    lane.put(text("keeps being sent home, what now?", 2))
    assert len(await asyncio.wait_for(gathering, PATIENCE)) == 2


async def test_a_piece_that_nothing_follows_is_read_by_itself() -> None:
    assert (
        len(
            await asyncio.wait_for(
                PieceGatherer(until_a_question, hold=0.01)(lane_of(text("my son"))), PATIENCE
            )
        )
        == 1
    )


async def test_an_old_piece_waits_for_nothing() -> None:
    lane = lane_of(text("my son", sent=datetime.now(UTC) - timedelta(seconds=2 * _FOR_EVER)))
    assert len(await asyncio.wait_for(PieceGatherer(until_a_question, _FOR_EVER)(lane), PATIENCE)) == 1


async def test_what_nothing_follows_does_not_wait() -> None:
    alone = lane_of(text("opening hours?"))
    assert len(await asyncio.wait_for(PieceGatherer(until_a_question, _FOR_EVER)(alone), PATIENCE)) == 1


async def test_five_lines_seconds_apart_are_one_message_and_typing_is_shown_meanwhile() -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=13)
    lines = ["hi", "my son is 7", "he has autism", "they send him home", "can they do that?"]
    sent = [began + timedelta(seconds=3.2 * number) for number in range(len(lines))]
    lane = lane_of(
        *(text(line, number, at) for number, (line, at) in enumerate(zip(lines, sent, strict=True)))
    )
    shown: list[str] = []

    @asynccontextmanager
    async def typing(incoming: Incoming) -> AsyncIterator[None]:
        shown.append(incoming.text)
        yield

    gathered = await asyncio.wait_for(PieceGatherer(until_a_question, typing=typing)(lane), PATIENCE)
    assert [item.text for item in gathered] == lines
    assert shown == lines[:-1]


async def test_an_album_is_one_message() -> None:
    parts = [replace(text("", number), what=What.PHOTO, album="a") for number in (1, 2, 3)]
    lane = lane_of(*parts, replace(parts[0], update=4, album="b"))
    assert len(await asyncio.wait_for(PieceGatherer(more_is_likely)(lane), PATIENCE)) == 3
    assert len(lane.waiting) == 1


async def test_a_group_or_a_command_waits_for_nothing() -> None:
    for alone in (
        replace(text("my son"), group=True),
        text("/help"),
        text("my son", forwarded=True),
        text(" "),
    ):
        gathering = PieceGatherer(more_is_likely, _FOR_EVER)(lane_of(alone))
        assert len(await asyncio.wait_for(gathering, PATIENCE)) == 1


def item(number: int, *events: Chatted) -> Handled:
    return Handled(1, (number,), NOON, events or (Chatted("test"),))

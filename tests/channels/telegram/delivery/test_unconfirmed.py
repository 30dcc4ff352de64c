from __future__ import annotations

import asyncio

from sendbot.channels.telegram.delivery.unconfirmed import Unconfirmed


def test_the_offset_never_passes_an_update_in_hand() -> None:
    hand = Unconfirmed()
    assert hand.offset is None
    assert hand.take([5, 3, 4, 3]) == [3, 4, 5]
    assert hand.offset == 3
    hand.finish([4, 5])
    assert hand.offset == 3
    assert hand.take([3, 4, 5, 6]) == [6]
    hand.finish([3])
    assert hand.offset == 6
    hand.finish([6])
    assert hand.offset == 7
    assert hand.take([6]) == []
    hand.start_over()
    assert hand.offset is None


async def test_waiting_for_one_update_ends_with_it() -> None:
    hand = Unconfirmed()
    hand.take([1, 2])
    waiting = asyncio.create_task(hand.finished(1, 60))
    await asyncio.sleep(0)
    hand.finish([1])
    assert await waiting
    assert not await hand.finished(2, 0.01)

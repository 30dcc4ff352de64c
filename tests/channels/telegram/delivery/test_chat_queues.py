from __future__ import annotations

import asyncio

from sendbot.channels.telegram.delivery.chat_queues import ChatQueues, Lane


async def test_lanes_keep_the_order_of_each_and_bound_how_many_work_at_once() -> None:
    done: list[tuple[str, int]] = []
    at_once, most = 0, 0

    async def take_one(lane: Lane[tuple[str, int]]) -> list[tuple[str, int]]:
        return [lane.waiting.popleft()]

    async def work(items: list[tuple[str, int]]) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1
        done.extend(items)

    queues = ChatQueues(take_one, work, most=3)
    for number in range(50):
        for key in "abcdefgh":
            queues.put(key, (key, number))
    assert await queues.stop(10)
    assert most == 3
    for key in "abcdefgh":
        assert [number for name, number in done if name == key] == list(range(50))

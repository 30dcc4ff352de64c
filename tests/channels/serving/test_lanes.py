"""Whoever sends much waits for itself alone."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from sendbot.channels.serving.lanes import Lanes
from sendbot.channels.serving.threads import ThreadedWorker
from tests.waiting import until


async def test_one_caller_has_one_thread_and_the_others_find_one_free() -> None:
    worker, held = ThreadedWorker(2), threading.Event()
    lanes, begun = Lanes(worker), []

    def slow(number: int) -> int:
        begun.append(number)
        held.wait(60)
        return number

    many = [asyncio.create_task(lanes.of("a").do(partial(slow, n))) for n in range(20)]
    await until(lambda: begun == [0])
    assert worker.waiting == 1
    assert await lanes.of("b").do(lambda: "at once") == "at once"
    assert begun == [0]
    held.set()
    assert await asyncio.gather(*many) == list(range(20))
    assert begun == list(range(20)), "in the order in which they came"
    assert lanes.callers == 0
    worker.close()


async def test_what_breaks_or_is_given_up_keeps_nobody_waiting_and_lets_nobody_pass() -> None:
    worker, held = ThreadedWorker(2), threading.Event()
    lanes = Lanes(worker)

    def broken() -> None:
        held.wait(60)
        raise LookupError("no such thing")

    first = asyncio.create_task(lanes.of("a").do(broken))
    await until(lambda: worker.waiting == 1)
    second = asyncio.create_task(lanes.of("a").do(lambda: 2))
    third = asyncio.create_task(lanes.of("a").do(lambda: 3))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    assert worker.waiting == 1, "the third waits for the first all the same"
    held.set()
    with pytest.raises(LookupError):
        await first
    assert await third == 3
    assert lanes.callers == 0
    worker.close()

"""Turns on other threads keep the loop free, and say how many wait."""

from __future__ import annotations

import asyncio
import threading

import pytest

from sendbot.channels.serving.threads import ThreadedWorker
from tests.waiting import until


async def test_what_waits_is_counted_and_the_loop_goes_on() -> None:
    worker, held = ThreadedWorker(1), threading.Event()
    works = [asyncio.create_task(worker.do(lambda: held.wait(60))) for _ in range(3)]
    await until(lambda: worker.waiting == 3)
    held.set()
    assert await asyncio.gather(*works) == [True] * 3
    assert worker.waiting == 0
    worker.close()


async def test_what_a_turn_raises_comes_to_the_caller_and_is_no_longer_counted() -> None:
    worker = ThreadedWorker(1)

    def broken() -> None:
        raise LookupError("no such thing")

    with pytest.raises(LookupError):
        await worker.do(broken)
    assert worker.waiting == 0
    worker.close()


async def test_the_delay_is_that_of_the_work_which_waits_longest_for_a_thread() -> None:
    worker, held = ThreadedWorker(1), threading.Event()
    first = asyncio.create_task(worker.do(lambda: held.wait(60)))
    await until(lambda: worker.waiting == 1 and worker.delay == 0)
    second = asyncio.create_task(worker.do(lambda: 2))
    await until(lambda: worker.delay > 0.05)
    held.set()
    assert (await first, await second) == (True, 2)
    assert worker.delay == 0
    worker.close()

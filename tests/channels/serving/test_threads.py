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

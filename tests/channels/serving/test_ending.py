from __future__ import annotations

import asyncio

import pytest

from sendbot.channels.serving import ending
from sendbot.channels.serving.ending import end


async def for_ever(drops: int = 0) -> None:
    """Goes on and on, and drops this many cancellations, as a library does whose answer comes in the same
    moment."""
    while True:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            drops -= 1
            if drops < 0:
                raise


async def broken() -> None:
    raise ValueError("It is broken.")


async def started(*work: asyncio.Task[None]) -> None:
    await asyncio.sleep(0)
    assert not any(task.done() for task in work)


async def test_what_goes_on_is_ended() -> None:
    tasks = [asyncio.create_task(for_ever()) for _ in range(3)]
    await started(*tasks)
    await end(*tasks)
    assert all(task.cancelled() for task in tasks)


async def test_a_dropped_cancellation_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "_AGAIN", 0.01)
    task = asyncio.create_task(for_ever(drops=3))
    await started(task)
    await end(task)
    assert task.cancelled()


async def test_what_ended_by_itself_is_left_as_it_is() -> None:
    done, failed = asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(broken())
    await asyncio.wait([done, failed])
    await end(done, failed)
    await end()
    assert isinstance(failed.exception(), ValueError)
    assert not done.cancelled()

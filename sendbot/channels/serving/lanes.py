"""Work of many callers on few threads: each caller's waits behind its own, and behind nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import TypeVar

from sendbot.assistant import Worker

_T = TypeVar("_T")


class Lanes:
    """One caller at a time has one piece of work in hand. Whoever sends much so waits for itself alone."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._last: dict[Hashable, asyncio.Future[None]] = {}

    def of(self, caller: Hashable) -> Worker:
        """The threads, as this caller gets at them."""
        return _Lane(self, caller)

    @property
    def callers(self) -> int:
        """How many have something in hand."""
        return len(self._last)

    async def do(self, caller: Hashable, work: Callable[[], _T]) -> _T:
        """The result of the work, after what this caller has brought before."""
        before, done = self._last.get(caller), asyncio.get_running_loop().create_future()
        self._last[caller] = done
        try:
            if before is not None:
                await asyncio.shield(before)
            return await self._worker.do(work)
        finally:
            _pass_on(before, done)
            if self._last.get(caller) is done:
                del self._last[caller]


def _pass_on(before: asyncio.Future[None] | None, done: asyncio.Future[None]) -> None:
    """Who comes next may begin: at once, or, where this one left before its turn, when its turn would have
    been."""
    if before is None or before.done():
        done.set_result(None)
    else:
        before.add_done_callback(lambda _: done.set_result(None))


class _Lane(Worker):
    """One caller's way to the threads."""

    def __init__(self, lanes: Lanes, caller: Hashable) -> None:
        self._lanes = lanes
        self._caller = caller

    async def do(self, work: Callable[[], _T]) -> _T:
        """The result of the work, or whatever it raises."""
        return await self._lanes.do(self._caller, work)

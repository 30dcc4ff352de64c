"""Turns on threads of their own, so that other families' messages keep moving."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from sendbot.assistant import Worker

_T = TypeVar("_T")


class ThreadedWorker(Worker):
    """Works turns out on threads of their own, so that other families' messages keep moving meanwhile."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="turn")
        self.waiting = 0
        """How many turns are being worked out, or wait for that."""
        self._queued: dict[object, float] = {}

    @property
    def delay(self) -> float:
        """For how many seconds the work that waits longest has waited for a thread."""
        came = list(self._queued.values())[:1]  # a copy: threads take away what they begin
        return monotonic() - came[0] if came else 0.0

    async def do(self, work: Callable[[], _T]) -> _T:
        """The result of the work, or whatever it raises."""
        ticket = object()
        self._queued[ticket] = monotonic()
        self.waiting += 1

        def begun() -> _T:
            self._queued.pop(ticket, None)
            return work()

        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, begun)
        finally:
            self._queued.pop(ticket, None)
            self.waiting -= 1

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)

"""Turns on threads of their own, so that other families' messages keep moving."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sendbot.assistant import Worker

_T = TypeVar("_T")


class ThreadedWorker(Worker):
    """Works turns out on threads of their own, so that other families' messages keep moving meanwhile."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="turn")
        self.waiting = 0
        """How many turns are being worked out, or wait for that."""

    async def do(self, work: Callable[[], _T]) -> _T:
        """The result of the work, or whatever it raises."""
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)

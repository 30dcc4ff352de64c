"""Which updates are in hand and which are done, and so from where on Telegram is asked for more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

_REMEMBERED = 20_000
"""Updates: some minutes at the highest rate that Telegram sends."""


class Unconfirmed:
    """Telegram forgets all updates below the offset that it is asked with, so that is never above one that is
    still in hand."""

    def __init__(self) -> None:
        self._pending: set[int] = set()
        self._done: dict[int, None] = {}
        self._next: int | None = None
        self._changed = asyncio.Event()
        self._waiters: dict[int, asyncio.Future[None]] = {}

    def take(self, numbers: Iterable[int]) -> list[int]:
        """Those that are neither in hand nor done, in order; they are in hand from now on."""
        fresh = sorted(
            {number for number in numbers if number not in self._pending and number not in self._done}
        )
        self._pending.update(fresh)
        if fresh:
            self._next = max(fresh[-1] + 1, self._next or 0)
        return fresh

    def finish(self, numbers: Iterable[int]) -> None:
        """These were answered and recorded."""
        for number in numbers:
            self._pending.discard(number)
            self._done[number] = None
            waiter = self._waiters.pop(number, None)
            if waiter is not None and not waiter.done():
                waiter.set_result(None)
        while len(self._done) > _REMEMBERED:
            del self._done[next(iter(self._done))]
        self._changed.set()

    def start_over(self) -> None:
        """After a week without updates Telegram may count from another number: ask for whatever there is."""
        if not self._pending:
            self._next = None

    @property
    def offset(self) -> int | None:
        """What to ask Telegram with; None before the first update."""
        return min(self._pending, default=self._next)

    @property
    def count(self) -> int:
        """How many are in hand."""
        return len(self._pending)

    async def finished(self, number: int, longest: float) -> bool:
        """Wait until this one is done, but not longer than this many seconds; is it?"""
        if number in self._pending:
            waiter = self._waiters.setdefault(number, asyncio.get_running_loop().create_future())
            await asyncio.wait([waiter], timeout=longest)
        return number not in self._pending

    async def settled(self, longest: float) -> None:
        """Wait until none is in hand, but not longer than this many seconds."""
        end = asyncio.get_running_loop().time() + longest
        while self._pending:
            self._changed.clear()
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                return

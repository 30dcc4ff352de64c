"""One lane for each chat: its updates in order, those of different chats side by side, with a bound on how
many at once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
log = logging.getLogger("sendbot.telegram")


class Lane(Generic[T]):
    """What waits in one chat."""

    def __init__(self) -> None:
        self.waiting: deque[T] = deque()
        self._arrived = asyncio.Event()

    def put(self, item: T) -> None:
        """Put an item at the end."""
        self.waiting.append(item)
        self._arrived.set()

    def hurry(self) -> None:
        """Whoever waits for more need not."""
        self._arrived.set()

    async def more(self, longest: float) -> bool:
        """Wait up to this many seconds for another item; is there one?"""
        if not self.waiting and longest > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), longest)
            except TimeoutError:
                return False
        return bool(self.waiting)


class ChatQueues(Generic[T]):
    """`gather` takes from a lane what belongs together, which may take a moment; `work` does it, in one of
    `most` places."""

    def __init__(
        self,
        gather: Callable[[Lane[T]], Awaitable[list[T]]],
        work: Callable[[list[T]], Awaitable[None]],
        most: int = 32,
    ) -> None:
        self._gather = gather
        self._work = work
        self._places = asyncio.Semaphore(most)
        self._queues: dict[Hashable, Lane[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: Hashable, item: T) -> None:
        """Put an item into the lane of `key`."""
        lane = self._queues.get(key)
        if lane is not None:
            lane.put(item)
            return
        lane = self._queues[key] = Lane()
        lane.put(item)
        task = asyncio.create_task(self._drive(key, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, longest: float) -> bool:
        """Finish what is there within this many seconds; cancel what is not. True when all was finished."""
        for lane in self._queues.values():
            lane.hurry()
        tasks = set(self._tasks)
        if not tasks:
            return True
        _, late = await asyncio.wait(tasks, timeout=longest)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _do(self, items: list[T]) -> None:
        """What fails keeps nothing behind it from its turn; it stays unacknowledged, and comes again."""
        try:
            await self._work(items)
        except Exception as problem:  # its words must not reach the log
            log.warning("What came could not be worked on (%s).", type(problem).__name__)

    async def _drive(self, key: Hashable, lane: Lane[T]) -> None:
        try:
            while lane.waiting:
                first = lane.waiting[0]
                try:
                    items = await self._gather(lane)
                except (
                    Exception
                ) as problem:  # what cannot be gathered is worked on by itself: nobody waits for ever
                    log.warning("Pieces could not be put together (%s).", type(problem).__name__)
                    if lane.waiting and lane.waiting[0] is first:
                        lane.waiting.popleft()
                    items = [first]
                async with self._places:
                    await self._do(items)
        finally:
            del self._queues[key]

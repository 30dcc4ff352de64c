"""What happened goes into the database, many updates in one transaction; when the database is away it goes to
this machine's disk, and nobody waits.

Nothing is acknowledged before it is in one of the two. Where neither takes anything, nothing is acknowledged:
Telegram keeps the messages and gives them again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sendbot.channels.serving.looking_up import LookUp
from sendbot.channels.serving.set_aside import SetAside
from sendbot.errors import StoreError, StoreRefusedError
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.journal import Journal
from sendbot.store.store import Store

log = logging.getLogger("sendbot.serving")

_BATCH = 200
"""Records in one transaction: enough to keep up with 400 a second, few enough to be written in a moment."""
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 10.0
"""Seconds between tries while the database is away: soon at first, then seldom enough not to burden it."""
WRITE_WITHIN = 4.0
"""Seconds for one batch. A database that takes longer does not answer: what happened goes to the disk."""
OPEN_WITHIN = 30.0
"""Seconds for opening: five for each connection, and the rest for new tables after an update."""
_LOOK_EVERY = 2.0
"""Seconds between looks whether the database's file is still the one that was opened."""
MOST_WAITING = 10_000
"""Records that neither the database nor the disk takes: more would use up the memory, so deliveries are
refused."""

Tell = Callable[[str], None]
"""Tells staff something, without waiting for it."""


@dataclass(eq=False)
class _Unwritten:
    """An item on its way, and whoever waits for it."""

    item: Handled
    written: asyncio.Future[None]

    def let_go(self) -> None:
        """Whoever waits need not wait any longer."""
        if not self.written.done():
            self.written.set_result(None)


class Recorder:
    """Writes what is put into it."""

    def __init__(
        self,
        open_store: Callable[[], AbstractAsyncContextManager[Store]],
        tell: Tell | None = None,
        journal: Journal | None = None,
    ) -> None:
        self._open = open_store
        self._tell = tell
        self._queue: deque[_Unwritten] = deque()
        self._arrived = asyncio.Event()
        self._closing = asyncio.Event()
        self._slow = self._told_nowhere = False
        self._wait = _FIRST_WAIT
        self._aside = SetAside(journal)
        self._look_up = LookUp()
        self.away = False
        """Did the last try to write or to open fail?"""
        self.tried = asyncio.Event()
        """Set once the database was opened, or could not be."""
        self._opened = asyncio.Event()
        self.store: Store | None = None
        self.errors = 0
        self.lost = 0

    def put(self, item: Handled) -> asyncio.Future[None]:
        """Keep this; done when it is in the database or on the disk."""
        waiting = _Unwritten(item, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._arrived.set()
        return waiting.written

    async def settled(self, written: asyncio.Future[None], longest: float = 1.0) -> None:
        """Wait for a record, unless the database is away or slow: a chat's next reply goes out when the last
        one is written down, so that a power cut doubles one reply in a chat at most."""
        if not self.away and not self._slow:
            await asyncio.wait([written], timeout=longest)
            self._slow = not written.done()

    async def known(self, bot: int, updates: Sequence[int]) -> dict[int, datetime]:
        """Which of these updates were recorded before, and when; of those in the database only what it says
        at once."""
        found = self._aside.known(bot, updates)
        if self.store is None or self.away or not updates:
            return found
        said = await self._look_up.ask(self.store, bot, updates)
        if said is None:
            self.errors += 1
        return found | (said or {})

    async def gone(self, question_id: str) -> bool:
        """Was a question kept under this id, and is it no more? False where that cannot be said at once, or
        where it may be among what waits on the disk."""
        if self.store is None or self.away or self.on_disk:
            return False
        return await self._look_up.gone(self.store, question_id)

    async def open_store(self) -> Store:
        """The database, as soon as it is open: what is done by the clock waits for it instead of missing its
        turn."""
        while self.store is None:
            await self._opened.wait()
        return self.store

    async def run(self) -> None:
        """Write until closed. The database is opened again after each fault: a connection may have gone bad
        with it."""
        keeping = asyncio.create_task(self._keep_on_disk())
        try:
            await asyncio.to_thread(self._aside.open)
            await self._once()
            while not self._closing.is_set() or (self._queue and not self.away):
                await self._once()
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    def close(self) -> None:
        """No more comes: `run` ends when everything is written."""
        self._closing.set()
        self._arrived.set()

    async def finish(self) -> int:
        """After the end of `run`: what is left goes to the disk. How many records are nowhere."""
        with contextlib.suppress(StoreError):
            await self._set_aside(list(self._queue))
        await asyncio.to_thread(self._aside.close)
        return len(self._queue)

    @property
    def waiting(self) -> int:
        """How many records are not in the database yet."""
        return len(self._queue) + self._aside.count

    @property
    def on_disk(self) -> int:
        """How many of them wait on the disk."""
        return self._aside.count

    def deleted_later(self, questions: AbstractSet[str]) -> bool:
        """Does one of these, which were taken back, perhaps stand in a database that is away?"""
        return bool(self._aside.deleted_later & questions)

    @property
    def nowhere(self) -> bool:
        """Is there neither a database nor a disk that takes records?"""
        return self.away and self._aside.failing

    @property
    def full(self) -> bool:
        """Do so many records wait in memory that no more can be taken on?"""
        return len(self._queue) >= MOST_WAITING

    async def _once(self) -> None:
        """One try with the database, until it fails or everything is over."""
        try:
            async with self._opened_store() as store:
                await self._write_on(store)
        except (StoreError, TimeoutError) as problem:
            self.errors += 1
            self._gone(problem)
            self.tried.set()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._wait):
                    await self._closing.wait()
            self._wait = min(_LONGEST_WAIT, self._wait * 2)
        finally:
            self.store = None
            self._opened.clear()

    @contextlib.asynccontextmanager
    async def _opened_store(self) -> AsyncIterator[Store]:
        async with contextlib.AsyncExitStack() as doors:
            async with asyncio.timeout(OPEN_WITHIN):
                store = await doors.enter_async_context(self._open())
            self.store = store
            if not self.away:
                self._opened.set()
            self.tried.set()
            yield store

    async def _write_on(self, store: Store) -> None:
        await self._bring_back(store)
        while not (self._closing.is_set() and not self._queue):
            store.still_there()
            if not self._queue:
                self._arrived.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_EVERY):
                        await self._arrived.wait()
                continue
            batch = [self._queue[position] for position in range(min(len(self._queue), _BATCH))]
            await self._write(store, [waiting.item for waiting in batch])
            self._done(batch)
            self._slow = False

    async def _bring_back(self, store: Store) -> None:
        """What waited on the disk goes into the database; until all of it is there, more waits behind it."""
        await asyncio.to_thread(self._aside.adopt)
        while True:
            async with self._aside.lock:
                items = await asyncio.to_thread(self._aside.items)
                if not items:
                    self._back()
                    return
                for start in range(0, len(items), _BATCH):
                    await self._write(store, items[start : start + _BATCH])
                await asyncio.to_thread(self._aside.clear)

    async def _write(self, store: Store, items: Sequence[Handled]) -> None:
        try:
            async with asyncio.timeout(WRITE_WITHIN):
                await record_handled(store, items)
        except (TimeoutError, StoreError) as problem:
            if isinstance(problem, StoreRefusedError):
                await self._one_by_one(store, items)
                return
            raise
        except Exception:  # one record that cannot be written must not keep the others out
            await self._one_by_one(store, items)

    async def _one_by_one(self, store: Store, items: Sequence[Handled]) -> None:
        for item in items:
            try:
                async with asyncio.timeout(WRITE_WITHIN):
                    await record_handled(store, [item])
            except TimeoutError:
                raise
            except Exception as problem:
                if isinstance(problem, StoreError) and not isinstance(problem, StoreRefusedError):
                    raise
                self.lost += 1
                log.warning(
                    "The database refused one record, which is lost (%s).",
                    type(problem.__cause__ or problem).__name__,
                )

    async def _keep_on_disk(self) -> None:
        """While the database is away, put on the disk whatever arrives."""
        while True:
            if not (self.away and self._queue):
                await asyncio.sleep(_FIRST_WAIT)
                continue
            try:
                await self._set_aside([*self._queue][:_BATCH])
            except StoreError as problem:
                if not self._told_nowhere:
                    self._told_nowhere = True
                    self._say(
                        f"{problem} The database takes nothing either. Families still get their answers, but "
                        "nothing is acknowledged to Telegram, which gives the messages again. Make room."
                    )
                await self._aside.rest()

    async def _set_aside(self, some: Sequence[_Unwritten]) -> None:
        async with self._aside.lock:
            still = set(self._queue)
            some = [waiting for waiting in some if waiting in still]
            if some:
                await self._aside.add([waiting.item for waiting in some])
                self._done(some)

    def _done(self, some: Sequence[_Unwritten]) -> None:
        gone = set(some)
        self._queue = deque(waiting for waiting in self._queue if waiting not in gone)
        for waiting in some:
            waiting.let_go()

    def _gone(self, problem: Exception) -> None:
        sentence = str(problem) or "The database does not answer in time."
        if not self.away:
            self.away = True
            self._say(
                f"{sentence} Families still get their answers. What happens is kept on the disk of this "
                "machine, and written into the database when it is back."
            )

    def _back(self) -> None:
        self._wait = _FIRST_WAIT
        if self.away:
            self.away = self._told_nowhere = False
            self._say("The database is back, and what happened meanwhile is written down.")
        self._opened.set()

    def _say(self, sentence: str) -> None:
        """Once for each outage, to the log and to staff."""
        log.error(sentence)
        if self._tell is not None:
            self._tell(sentence)

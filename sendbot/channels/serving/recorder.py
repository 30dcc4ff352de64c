"""What happened goes into the database, many updates in one transaction; when the database is away it waits,
and nobody else does."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sendbot.errors import StoreError, StoreRefusedError
from sendbot.store.handled_updates import Handled, handled, record_handled
from sendbot.store.store import Store

log = logging.getLogger("sendbot.serving")

_BATCH = 200
"""Records in one transaction: enough to keep up with 400 a second, few enough to be written in a moment."""
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 10.0
"""Seconds between tries while the database is away: soon at first, then seldom enough not to burden it."""
_LOOK_UP = 2.0
"""Seconds: longer than this no reply waits to learn whether it went out before."""

Tell = Callable[[str], None]
"""Tells staff something, without waiting for it."""


@dataclass(eq=False)
class _Unwritten:
    """An item on its way into the database, and whoever waits for it."""

    item: Handled
    written: asyncio.Future[bool]
    patience: asyncio.TimerHandle | None = None

    def let_go(self, written: bool = False) -> None:
        """Whoever waits need not wait any longer."""
        if self.patience is not None:
            self.patience.cancel()
        if not self.written.done():
            self.written.set_result(written)


class Recorder:
    """Writes what is put into it. `patience` is how many seconds an update stays unconfirmed for a database
    that is away;
    after that its record waits in memory alone, so that families behind it are not kept from their
    answers."""

    def __init__(
        self,
        open_store: Callable[[], AbstractAsyncContextManager[Store]],
        tell: Tell | None = None,
        patience: float = 60.0,
        most: int = 10_000,
    ) -> None:
        self._open = open_store
        self._tell = tell
        self._patience = patience
        self._most = most
        self._queue: deque[_Unwritten] = deque()
        self._arrived = asyncio.Event()
        self._closing = False
        self._away = False
        self._wait = _FIRST_WAIT
        self.tried = asyncio.Event()
        """Set once the database was opened, or could not be."""
        self._opened = asyncio.Event()
        self.store: Store | None = None
        self.errors = 0
        self.lost = 0

    def put(self, item: Handled) -> asyncio.Future[bool]:
        """Write this; done when it is written (True), or when it was waited for long enough (False)."""
        loop = asyncio.get_running_loop()
        waiting = _Unwritten(item, loop.create_future())
        waiting.patience = loop.call_later(self._patience, waiting.let_go)
        self._queue.append(waiting)
        while len(self._queue) > self._most:
            self._queue.popleft().let_go()
            self.lost += 1
        self._arrived.set()
        return waiting.written

    async def settled(self, written: asyncio.Future[bool], longest: float = 1.0) -> None:
        """Wait for a record, unless the database is away: a chat's next reply goes out when the last one is
        written down,
        so that a power cut doubles one reply in a chat at most."""
        if not self._away:
            await asyncio.wait([written], timeout=longest)

    async def known(self, bot: int, updates: Sequence[int]) -> dict[int, datetime]:
        """Which of these updates were recorded before, and when; none when the database cannot say at
        once."""
        if self.store is None or not updates:
            return {}
        try:
            async with asyncio.timeout(_LOOK_UP):
                return await handled(self.store, bot, updates)
        except (StoreError, TimeoutError):
            self.errors += 1
            return {}

    async def open_store(self) -> Store:
        """The database, as soon as it is open: what is done by the clock waits for it instead of missing its
        turn."""
        while self.store is None:
            await self._opened.wait()
        return self.store

    async def run(self) -> None:
        """Write until closed. The database is opened again after each fault: a connection may have gone bad
        with it."""
        while self._queue or not self._closing:
            try:
                async with self._open() as store:
                    self.store = store
                    self._opened.set()
                    self.tried.set()
                    await self._write_on(store)
            except StoreError as problem:
                self.errors += 1
                self._shut()
                self._gone(problem)
                self.tried.set()
                await asyncio.sleep(self._wait)
                self._wait = min(_LONGEST_WAIT, self._wait * 2)
            finally:
                self._shut()

    def _shut(self) -> None:
        self.store = None
        self._opened.clear()

    def close(self) -> None:
        """No more comes: `run` ends when everything is written."""
        self._closing = True
        self._arrived.set()

    @property
    def away(self) -> bool:
        """Is the database known to be away?"""
        return self._away

    @property
    def waiting(self) -> int:
        """How many records are not written yet."""
        return len(self._queue)

    async def _write_on(self, store: Store) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                self._back()
                self._arrived.clear()
                await self._arrived.wait()
                continue
            batch = [self._queue[position] for position in range(min(len(self._queue), _BATCH))]
            try:
                await record_handled(store, [waiting.item for waiting in batch])
            except Exception as problem:  # one record that cannot be written must not keep the others out
                if isinstance(problem, StoreError) and not isinstance(problem, StoreRefusedError):
                    raise
                await self._one_by_one(store, batch)
            self._written(batch)
            self._back()

    async def _one_by_one(self, store: Store, batch: Sequence[_Unwritten]) -> None:
        for waiting in batch:
            try:
                await record_handled(store, [waiting.item])
            except Exception as problem:
                if isinstance(problem, StoreError) and not isinstance(problem, StoreRefusedError):
                    raise
                self.lost += 1
                log.warning(
                    "The database refused one record, which is lost (%s).",
                    type(problem.__cause__ or problem).__name__,
                )
                waiting.let_go()

    def _written(self, batch: Sequence[_Unwritten]) -> None:
        for waiting in batch:
            if self._queue and self._queue[0] is waiting:
                self._queue.popleft()
            waiting.let_go(written=True)

    def _gone(self, problem: StoreError) -> None:
        if not self._away:
            self._away = True
            self._say(
                f"{problem} Families still get their answers. I keep trying, and write down what happened "
                "when the database is back."
            )

    def _back(self) -> None:
        if self._away:
            self._away, self._wait = False, _FIRST_WAIT
            self._say("The database is back, and what happened meanwhile is written down.")

    def _say(self, sentence: str) -> None:
        """Once for each outage, to the log and to staff."""
        log.error(sentence)
        if self._tell is not None:
            self._tell(sentence)

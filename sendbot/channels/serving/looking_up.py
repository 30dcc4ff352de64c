"""Whether an update was recorded before, and whether a question is still kept: asked of the database, but no
reply waits for a database that is slow to say."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sendbot.errors import StoreError
from sendbot.store.handled_updates import handled
from sendbot.store.store import Store

LONGEST = 0.2
"""Seconds: longer than this no reply waits. A message that comes twice may then be answered twice; it is
still recorded once."""
_REST = 2.0
"""Seconds without a question after one that was not answered in time."""


_T = TypeVar("_T")


class LookUp:
    """Asks a database, and leaves it alone for a moment when it was slow."""

    def __init__(self) -> None:
        self._not_before = 0.0
        self._left: set[asyncio.Task[Any]] = set()

    async def ask(self, store: Store, bot: int, updates: Sequence[int]) -> dict[int, datetime] | None:
        """Which of these were recorded, and when; None when the database cannot say at once."""
        return {} if self._rests else await self._at_once(handled(store, bot, updates))

    async def gone(self, store: Store, question_id: str) -> bool:
        """Is no question kept under this id? False when the database cannot say at once."""
        return not self._rests and await self._at_once(store.has_question(question_id)) is False

    @property
    def _rests(self) -> bool:
        return asyncio.get_running_loop().time() < self._not_before

    async def _at_once(self, question: Coroutine[Any, Any, _T]) -> _T | None:
        asking = asyncio.create_task(question)
        await asyncio.wait([asking], timeout=LONGEST)
        if not asking.done():
            self._not_before = asyncio.get_running_loop().time() + _REST
            self._leave(asking)
            return None
        try:
            return asking.result()
        except StoreError:
            return None

    def _leave(self, asking: asyncio.Task[Any]) -> None:
        """End it without waiting for its end, which may take as long as the answer."""
        asking.cancel()
        self._left.add(asking)
        asking.add_done_callback(self._ended)

    def _ended(self, asking: asyncio.Task[Any]) -> None:
        self._left.discard(asking)
        if not asking.cancelled():
            asking.exception()  # seen

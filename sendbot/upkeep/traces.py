"""Text that was deleted leaves the database's files too: tried again until nobody is reading any more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sendbot.errors import SendbotError
from sendbot.store.store import Store

_EVERY = 30.0
"""Seconds: words that were taken back leave the files within half a minute of the last reader's end."""

_LOG = logging.getLogger(__name__)


async def keep_traces_away(open_store: Callable[[], Awaitable[Store]]) -> None:
    """Look every half minute, until cancelled."""
    while True:
        try:
            await tidy_once(await open_store())
        except SendbotError as problem:
            _LOG.info("Deleted text will be overwritten later (%s).", type(problem).__name__)
        await asyncio.sleep(_EVERY)


async def tidy_once(store: Store) -> bool:
    """Nothing that was deleted is readable in the files any more; False while somebody is reading."""
    return not store.traces_left or await store.forget_traces()


async def tidy_for(store: Store, seconds: float) -> bool:
    """Try for so long; for a verb, which ends afterwards."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while not await tidy_once(store):
        if loop.time() >= until:
            return False
        await asyncio.sleep(0.5)
    return True

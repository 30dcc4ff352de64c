"""What is done again and again beside the serving, whatever becomes of one try."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sendbot.errors import SendbotError

_LOG = logging.getLogger("sendbot.serving")


async def again(work: Callable[[], Awaitable[None]], every: float, now: asyncio.Event) -> None:
    """Do it now and then. The recorder says when the database is away; here it only means a later try."""
    while True:
        now.clear()  # before the work: what arrives meanwhile may come too late for it
        try:
            await work()
        except SendbotError as problem:
            _LOG.info("A regular task will be tried again (%s).", type(problem).__name__)
        except (
            Exception
        ) as problem:  # a silent end would leave families and staff waiting until the next start
            _LOG.error("A regular task failed (%s). It will be tried again.", type(problem).__name__)
        with suppress(TimeoutError):
            async with asyncio.timeout(every):
                await now.wait()

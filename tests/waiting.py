"""How tests wait: for what happens, never for time.

A limit is only there to end a test that would stand still. Nothing that works comes near it, also on a
machine with other things to do.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds: a start takes two when the machine is idle, and may take thirty when it is not."""
_LOOK = 0.005
"""Seconds between two looks at what is waited for."""


async def until(condition: Callable[[], bool], within: float = PATIENCE) -> None:
    """Wait until something holds, while everything else in the loop goes on."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(_LOOK)


def wait_until(condition: Callable[[], bool]) -> None:
    """The same where no loop runs."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "What was waited for did not happen."
        time.sleep(_LOOK)

"""Ending what goes on beside the serving, for certain."""

from __future__ import annotations

import asyncio
import traceback
from typing import Any

_AGAIN = 1.0
"""Seconds for a task to tidy up after itself before it is cancelled once more."""


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel these tasks until each has ended, however it ends.

    Once is not enough: a library that gets its answer in the very moment of the cancellation may return the
    answer and drop
    the cancellation, and whoever works in a round would then go on with the next one for ever.
    """
    going = {task for task in tasks if not task.done()}
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=_AGAIN)
    for task in tasks:
        if not task.cancelled():
            task.exception()  # seen, so that nothing is written about it when the task is thrown away


def place_of(problem: BaseException) -> str:
    """File and line where it happened, nothing that a person wrote."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "an unknown place"

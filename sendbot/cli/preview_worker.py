"""A preview worked out by a process of its own: it can be ended at any moment, and its memory goes with
it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

from sendbot.cli.folders import open_encoder
from sendbot.errors import ReviewError, SendbotError
from sendbot.evaluation.compare import Impact, compare
from sendbot.knowledge.entries import Knowledge
from sendbot.settings import Settings

_STOPPED = "The preview was stopped: the machine may be short of memory. Try again."
_DIES = 5.0
"""Seconds for a killed process to be gone: it takes milliseconds."""
_LOOKS = 0.1
"""Seconds between two looks for what the process says."""


async def worked_out(
    settings: Settings, old: Knowledge, new: Knowledge, kept: tuple[str, ...], say: Callable[[str], None]
) -> Impact:
    """What the change would do. Cancelling ends the process at once."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, settings, old, new, kept), daemon=True)
    await asyncio.to_thread(process.start)
    theirs.close()
    try:
        while True:
            while not ours.poll():
                if not process.is_alive() and not ours.poll():
                    raise ReviewError(_STOPPED)
                await asyncio.sleep(_LOOKS)
            told = ours.recv()
            if isinstance(told, Impact):
                return told
            if isinstance(told, SendbotError):
                raise ReviewError(str(told))
            say(told)
    except EOFError:
        raise ReviewError(_STOPPED) from None
    finally:
        process.kill()
        process.join(_DIES)
        ours.close()


def _work(
    pipe: Connection, settings: Settings, old: Knowledge, new: Knowledge, kept: tuple[str, ...]
) -> None:
    """In the other process."""
    try:
        pipe.send("The answers are read.")
        encoder = open_encoder(settings)
        cache = settings.data_dir / "cache"
        pipe.send(compare(old, new, list(old.tests), encoder, cache, kept, pipe.send))
    except SendbotError as problem:
        pipe.send(problem)
    except BrokenPipeError:
        return  # nobody waits for it any more

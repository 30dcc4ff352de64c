"""What the system says to a process that serves: stop, and read the answers again."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from sendbot.upkeep.reload import LiveMind


def stop_signals() -> asyncio.Event:
    """Set when the process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to reload
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


async def on_hangup(live: LiveMind, found: Callable[[], None]) -> None:
    """Reload at each SIGHUP, where the system has it."""
    asked = asyncio.Event()
    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked.set)
    while await asked.wait():
        asked.clear()
        if await live.reload():
            found()

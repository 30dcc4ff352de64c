"""A process that serves hears what the system says."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from sendbot.channels.serving.signals import stop_signals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


async def test_a_request_to_stop_is_heard_and_ends_nothing_by_itself() -> None:
    before = signal.getsignal(signal.SIGHUP)
    stop = stop_signals()
    try:
        assert not stop.is_set()
        os.kill(os.getpid(), signal.SIGHUP)  # nothing to reload yet: it must not end the process
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 30)
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(name)
        signal.signal(signal.SIGHUP, before)

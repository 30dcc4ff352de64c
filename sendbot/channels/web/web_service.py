"""Serving the pages until told to stop, and what goes on beside that."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

import uvicorn

from sendbot.channels.serving.ending import end
from sendbot.channels.serving.rounds import again
from sendbot.channels.serving.signals import on_hangup, stop_signals
from sendbot.channels.web.answer_letters import AnswerLetters
from sendbot.channels.web.site import Site
from sendbot.channels.web.web_app import make_app
from sendbot.channels.web.web_options import WebOptions
from sendbot.mind.mind import Mind
from sendbot.pages.doorman import Doorman, connections_of
from sendbot.pages.listening import QuietServer, behind
from sendbot.review.answered_by import answers_in
from sendbot.store.review.settling import settle
from sendbot.upkeep.reload import LiveMind, watch
from sendbot.upkeep.retention import keep_retention
from sendbot.upkeep.traces import keep_traces_away

_LOG = logging.getLogger("sendbot.web")
_DRAIN = 4
"""Seconds that a stop waits for the replies in hand."""
_WRITE = 3.0
"""Seconds, at a stop, for what is not written yet."""
_IDLE = 15
"""Seconds that a silent connection is kept open: a family reads for longer, and a new one costs little."""
_AT_ONCE = 900
"""Connections at a time: with its other files a process may have 1,024 open. For one more the one that has
been silent for longest is closed."""
_OF_ONE_ADDRESS = 200
"""Of them from one address: a school's thirty browsers with six each. Behind a proxy all come from it."""
_LOOK_EVERY = 20.0
"""Seconds between two looks for questions that have an answer now."""


async def serve(
    options: WebOptions,
    mind: Mind,
    door: socket.socket,
    proxies: tuple[str, ...],
    announce: Callable[[str], None],
) -> None:
    """Serve on an open door until SIGTERM or SIGINT."""
    stop = stop_signals()
    site = Site(options, mind)
    doorman = Doorman(_AT_ONCE, None if proxies else _OF_ONE_ADDRESS)
    server = QuietServer(
        uvicorn.Config(
            http=connections_of(doorman),
            app=behind(make_app(site), proxies),
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_DRAIN,
        )
    )
    writing = asyncio.create_task(site.recorder.run())
    await _first(stop, site.recorder.tried)
    beside = [asyncio.create_task(work) for work in _beside(site)]
    serving = asyncio.create_task(server.serve(sockets=[door]))
    announce(f"Families can ask at {_shown(door)} now. To stop, press Ctrl-C.")
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopping, serving, writing], return_when=asyncio.FIRST_COMPLETED)
    finally:
        site.stopping = server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        await end(stopping, *beside)
        await _closed(site, writing)


async def _closed(site: Site, writing: asyncio.Task[None]) -> None:
    """What is not written yet gets a moment."""
    site.recorder.close()
    await asyncio.wait([writing], timeout=_WRITE)
    await end(writing)
    left = await site.recorder.finish()
    if left:
        _LOG.error("%d records are neither in the database nor on the disk.", left)
    site.close()


def _beside(site: Site) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside the serving."""
    hurry, settled = asyncio.Event(), asyncio.Event()
    yield again(partial(_look, site, settled), _LOOK_EVERY, hurry)
    if site.options.email is not None:  # apart, so that a slow mail server holds nothing up
        yield again(AnswerLetters(site, site.options.email).send_due, _LOOK_EVERY, settled)
    yield keep_traces_away(site.recorder.open_store)
    if site.options.retention is not None:
        yield keep_retention(site.recorder.open_store, site.options.retention)
    if site.options.folder is not None:
        live = LiveMind(site.options.folder, site.mind)
        found = partial(_take_over, site, live, hurry)
        if live.trouble:
            _LOG.error("%s", live.trouble)
        yield watch(live, found)
        yield on_hangup(live, found)


def _take_over(site: Site, live: LiveMind, hurry: asyncio.Event) -> None:
    """Put a new mind into service, or tell the operator why there is none."""
    if live.trouble:
        _LOG.error("%s", live.trouble)
        return
    site.reload(live.mind)
    _LOG.info("New answers are in service.")
    hurry.set()


async def _look(site: Site, settled: asyncio.Event) -> None:
    """Questions that an entry answers now are marked so, and who waits for an email is told."""
    store = await site.recorder.open_store()
    await settle(store, answers_in(site.mind.knowledge), datetime.now(UTC))
    settled.set()


async def _first(*events: asyncio.Event) -> None:
    """Wait for whichever comes first."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    with suppress(asyncio.CancelledError):
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    await end(*waits)


def _shown(door: socket.socket) -> str:
    host, port = door.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"

"""What every page has at hand: the answers in service, the records, the key, the figures, the limits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.requests import Request

from sendbot.assistant import Assistant
from sendbot.channels.serving.lanes import Lanes
from sendbot.channels.serving.recorder import Recorder
from sendbot.channels.serving.threads import ThreadedWorker
from sendbot.channels.web.blocks import Blocks
from sendbot.channels.web.hour_limits import HourLimits
from sendbot.channels.web.limits import AddressLimits
from sendbot.channels.web.look import Look, chosen_language, framed
from sendbot.channels.web.page_counts import WebMetrics
from sendbot.channels.web.sealed_conversation import Carrier
from sendbot.channels.web.web_options import WebOptions
from sendbot.conversation.buttons import View
from sendbot.mind.mind import Mind
from sendbot.store.journal import Journal

_MOST_WAITING = 150
"""Turns that may wait at a time: at a hundred a second the last of them is answered in a second and a
half."""
_LONGEST_DELAY = 3.0
"""Seconds that a turn may wait for a thread, however few wait: long letters take a hundred times as long as
short questions."""

_EMAILS_AN_HOUR = 5
"""Email addresses that one internet address may give in an hour: some slips of a family, and no list of other
people's."""


class Site:
    """One process that serves the pages."""

    def __init__(self, options: WebOptions, mind: Mind) -> None:
        self.options = options
        self.worker, self.lookout = ThreadedWorker(options.threads), ThreadedWorker(options.threads)
        self.turns, self.looks = Lanes(self.worker), Lanes(self.lookout)
        """Turns, and looks for danger, which wait for no turn. Each visitor waits for its own alone."""
        self.assistant = Assistant(mind, worker=self.worker)
        journal = Journal(options.unwritten) if options.unwritten is not None else None
        self.recorder = Recorder(options.open_store, journal=journal)
        self.carrier = Carrier(options.keys)
        self.metrics = WebMetrics()
        self.limits = AddressLimits(options.a_minute)
        self.email_limits = HourLimits(_EMAILS_AN_HOUR)
        self.stopping = False
        self._blocks = Blocks(mind.knowledge)
        self._beside: set[asyncio.Task[object]] = set()

    @property
    def mind(self) -> Mind:
        """What the next turn thinks with."""
        return self.assistant.mind

    @property
    def busy(self) -> bool:
        """Do so many wait for their answers that one more would wait too long?"""
        return _too_long(self.worker)

    @property
    def overrun(self) -> bool:
        """Do even the looks for danger come too late?"""
        return _too_long(self.lookout)

    def close(self) -> None:
        """Let the threads go."""
        self.worker.close()
        self.lookout.close()

    @property
    def blocks(self) -> Blocks:
        """How parts of the present knowledge are drawn."""
        return self._blocks

    def reload(self, mind: Mind) -> None:
        """Put new answers into service."""
        self._blocks = Blocks(mind.knowledge)
        self.assistant.reload(mind)

    def beside(self, work: Coroutine[Any, Any, object]) -> None:
        """Do this, and let nobody wait for it."""
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    @property
    def still_writing(self) -> bool:
        """Is anything not written yet that nobody waits for?"""
        return bool(self._beside or self.recorder.waiting)

    def figures(self) -> bytes:
        """The metrics as they are now."""
        self.metrics.database_errors.set(self.recorder.errors)
        self.metrics.records_waiting.set(self.recorder.waiting)
        self.metrics.tasks.set(len(asyncio.all_tasks()))
        return self.metrics.text()

    def look(self, request: Request, language: str | None = None, easy_read: bool | None = None) -> Look:
        """How a visitor reads: as given, else as the address says."""
        query = request.query_params
        wanted = language if language is not None else query.get("lang", "")
        easy = easy_read if easy_read is not None else query.get("easy") == "1"
        knowledge = self.mind.knowledge
        return Look(knowledge, self.blocks, chosen_language(wanted, knowledge), easy, framed(request))

    def look_of(self, view: View) -> Look:
        """How somebody reads who is not here just now."""
        knowledge = self.mind.knowledge
        language = chosen_language(view.language, knowledge)
        return Look(knowledge, self.blocks, language, view.easy_read)

    def address_of(self, request: Request, path: str) -> str:
        """A whole address of ours, for a link that leaves the page."""
        own = self.options.address or f"{request.url.scheme}://{request.url.netloc}"
        return f"{own.rstrip('/')}{path}"


def _too_long(worker: ThreadedWorker) -> bool:
    return worker.waiting > _MOST_WAITING or worker.delay > _LONGEST_DELAY


def site_of(request: Request) -> Site:
    """The site that this request came to."""
    found = request.app.state.site
    assert isinstance(found, Site)
    return found

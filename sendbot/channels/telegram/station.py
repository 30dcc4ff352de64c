"""The working parts of the channel put together: what comes in goes to its chat's lane, is handled there, and is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sendbot.assistant import Assistant, Thinking
from sendbot.channels.telegram.ending import end
from sendbot.channels.telegram.gather import HOLD, Gatherer
from sendbot.channels.telegram.handling import Handler
from sendbot.channels.telegram.inhand import InHand
from sendbot.channels.telegram.lanes import Lanes
from sendbot.channels.telegram.ledger import Ledger
from sendbot.channels.telegram.metrics import Metrics
from sendbot.channels.telegram.reloading import Folder
from sendbot.channels.telegram.sealing import Seal
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.updates import Incoming, What
from sendbot.channels.telegram.wire import Me, Wire, log
from sendbot.conversation.mind import Mind
from sendbot.digesting import Ways
from sendbot.errors import ChatGoneError
from sendbot.store.store import Store

_T = TypeVar("_T")
_FINISH, _WRITE = 4.0, 1.5
"""Seconds, at a stop, for what is in hand and for what is not written yet."""
_PATIENCE, _PATIENCE_WEBHOOK = 60.0, 10.0
"""Seconds that an update stays unconfirmed while the database is away. Telegram keeps few deliveries to a webhook open at a time."""


@dataclass(frozen=True)
class Options:
    """What the channel needs to know. `rate` is messages a second at most (0: no limit), `hold` the seconds that a piece waits for the next."""

    token: str
    open_store: Callable[[], AbstractAsyncContextManager[Store]]
    now: Callable[[], datetime]
    api_url: str | None = None
    rate: float = 30.0
    hold: float = HOLD
    side_by_side: int = 32
    seal: Seal | None = None
    threads: int = 1
    webhook_url: str | None = None
    """Where Telegram delivers, as the world outside sees it; without it the bot polls."""
    webhook_secret: str | None = None
    listen: str | None = None
    """The "host:port" of deliveries, health and figures; without a webhook it may be left out."""
    folder: Folder | None = None
    """The folder of the answers, watched for changes."""
    staff_chat: int | None = None
    ways: Ways = field(default_factory=Ways)
    """Where digests go besides the chat of staff."""


class Threads(Thinking):
    """Works turns out on threads of their own, so that other families' messages keep moving meanwhile."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="turn")

    async def do(self, work: Callable[[], _T]) -> _T:
        """The result of the work, or whatever it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Station:
    """Takes updates from polling or from a webhook."""

    def __init__(self, options: Options, wire: Wire, me: Me, mind: Mind) -> None:
        self.wire, self.me = wire, me
        self.sender = Sender(wire)
        self._staff_chat = options.staff_chat
        self._telling: set[asyncio.Task[None]] = set()
        self._stopped = False
        self.metrics = Metrics()
        self.in_hand = InHand()
        self.ledger = Ledger(options.open_store, self.tell_staff, _PATIENCE_WEBHOOK if options.webhook_url else _PATIENCE)
        self._threads = Threads(options.threads)
        self.assistant = Assistant(mind, thinking=self._threads)
        self._handler = Handler(
            wire, me, self.assistant, self.ledger, options.now, options.token, self.in_hand.finish, options.seal, self.metrics, self._threads
        )
        self._gatherer = Gatherer(self._handler.reader.stands_alone, 0.0 if options.webhook_url else options.hold)
        self._lanes: Lanes[Incoming] = Lanes(self._gatherer, self._handler, options.side_by_side)

    async def take(self, updates: Sequence[Incoming]) -> None:
        """Handle these, but not those that were handled before this process began."""
        known = await self.ledger.known(self.me.id, [update.update for update in updates])
        self.in_hand.finish(known)
        for update in updates:
            if update.update not in known:
                self._lanes.put(_lane(update), update)

    def tell_staff(self, sentence: str) -> None:
        """Send a sentence to the chat of staff, if there is one; nobody waits for it."""
        if self._staff_chat is not None:
            task = asyncio.create_task(self._tell_staff(self._staff_chat, sentence))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell_staff(self, chat: int, sentence: str) -> None:
        try:
            await self.sender.text(Address(chat), sentence)
        except ChatGoneError:
            log.warning("SENDBOT_STAFF_CHAT names a chat that the bot cannot write to.")

    def hurry(self) -> None:
        """The stop is near: no piece waits for the next any more."""
        self._gatherer.closing = True

    async def stop(self, writing: asyncio.Task[None]) -> None:
        """Finish what is in hand, and write it down; once."""
        if self._stopped:
            return
        self._stopped = True
        self.hurry()
        if not await self._lanes.stop(_FINISH):
            log.warning("Some messages were not answered before the stop. Telegram gives them to the next start.")
        self.ledger.close()
        await asyncio.wait([writing], timeout=_WRITE)
        if self.ledger.waiting:
            log.error("%d records were not written before the stop. Telegram gives their messages to the next start.", self.ledger.waiting)
        await end(writing, *self._telling)
        self._threads.close()

    def figures(self) -> bytes:
        """The metrics as they are now."""
        self.metrics.database_errors.set(self.ledger.errors)
        self.metrics.records_waiting.set(self.ledger.waiting)
        self.metrics.telegram_faults.set(self.wire.faults)
        self.metrics.in_hand.set(self.in_hand.count)
        self.metrics.tasks.set(len(asyncio.all_tasks()))
        return self.metrics.text()


def _lane(update: Incoming) -> Hashable:
    return ("inline", update.sender) if update.what is What.INLINE else update.chat

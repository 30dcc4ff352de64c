"""The working parts of the channel put together: what comes in goes to its chat's lane, is handled there, and
is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime

from sendbot.assistant import Assistant
from sendbot.channels.serving.ending import end
from sendbot.channels.serving.recorder import Recorder
from sendbot.channels.serving.threads import ThreadedWorker
from sendbot.channels.telegram.counters import TelegramMetrics
from sendbot.channels.telegram.delivery.chat_queues import ChatQueues
from sendbot.channels.telegram.delivery.numbering import Numbering
from sendbot.channels.telegram.delivery.pieces import PieceGatherer
from sendbot.channels.telegram.delivery.unconfirmed import Unconfirmed
from sendbot.channels.telegram.handling import Handler
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.transport.bot_api import BotApi, BotIdentity, log
from sendbot.errors import ChatGoneError
from sendbot.mind.mind import Mind
from sendbot.store.journal import Journal

_FINISH, _WRITE = 4.0, 1.5
"""Seconds, at a stop, for what is in hand and for what is not written yet."""
_NO_HOLD = 0.0
"""With a webhook no piece waits: Telegram brings a chat's next message only when this one is acknowledged,
and
what is acknowledged before it is answered and recorded is lost when the process is killed."""


_TELL_ODD_EVERY = 3600.0
"""Seconds: often enough to know that it goes on, seldom enough to be read."""


class Channel:
    """Takes updates from polling or from a webhook."""

    def __init__(self, options: TelegramOptions, bot_api: BotApi, me: BotIdentity, mind: Mind) -> None:
        self.bot_api, self.me = bot_api, me
        self.sender = Sender(bot_api)
        self._staff_chat = options.staff_chat
        self._unwritten = options.unwritten
        self._telling: set[asyncio.Task[None]] = set()
        self._stopped = False
        self._numbering = Numbering()
        self._odd, self._tell_odd_from = 0, 0.0
        self.metrics = TelegramMetrics()
        self.unconfirmed = Unconfirmed()
        journal = Journal(options.unwritten) if options.unwritten is not None else None
        self.recorder = Recorder(options.open_store, self.tell_staff, journal)
        self._worker = ThreadedWorker(options.threads)
        self.assistant = Assistant(mind, worker=self._worker)
        self._handler = Handler(
            bot_api=bot_api,
            me=me,
            assistant=self.assistant,
            recorder=self.recorder,
            now=options.now,
            secret=options.token,
            finish=self.unconfirmed.finish,
            seal=options.seal,
            metrics=self.metrics,
            worker=self._worker,
        )
        self._gatherer = PieceGatherer(
            self._handler.reader.likely_more,
            _NO_HOLD if options.webhook_url else options.hold,
            lambda incoming: self.sender.typing(Address.of(incoming)),
        )
        self._queues: ChatQueues[Incoming] = ChatQueues(self._gatherer, self._handler, options.side_by_side)

    async def take(self, updates: Sequence[Incoming]) -> None:
        """Handle these, but not those that were handled before this process began."""
        known = await self.recorder.known(self.me.id, [update.update for update in updates])
        fresh = self._numbering.fresh(updates, known, datetime.now(UTC))
        self.unconfirmed.finish({update.update for update in updates} - {update.update for update in fresh})
        self._count_odd(sum(update.what is What.ODD for update in fresh))
        self._handler.notice_moves(fresh)
        for update in fresh:
            self._queues.put(_queue_of(update), update)

    def _count_odd(self, number: int) -> None:
        """Tell staff of updates that nobody here can read, at most once an hour."""
        self._odd += number
        now = asyncio.get_running_loop().time()
        if number:
            self.metrics.troubles.labels("odd").inc(number)
        if self._odd and now >= self._tell_odd_from:
            updates = "1 update" if self._odd == 1 else f"{self._odd} updates"
            self.tell_staff(
                f"Telegram has sent {updates} of a kind that I do not know or in a shape that I cannot read. "
                "They are set aside; all others are answered. If it goes on, look for a newer sendbot."
            )
            self._odd, self._tell_odd_from = 0, now + _TELL_ODD_EVERY

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
        if not await self._queues.stop(_FINISH):
            log.warning(
                "Some messages were not answered before the stop. Telegram gives them to the next start."
            )
        self.recorder.close()
        await asyncio.wait([writing], timeout=_WRITE)
        await end(writing, *self._telling)
        on_disk = self.recorder.waiting
        nowhere = await self.recorder.finish()
        if on_disk - nowhere:
            log.error(
                "%d records are not in the database yet. They wait in the folder %s; the next start writes "
                "them.",
                on_disk - nowhere,
                self._unwritten,
            )
        if nowhere:
            log.error(
                "%d records could be written nowhere. Their messages are not acknowledged: Telegram gives "
                "them to the next start.",
                nowhere,
            )
        self._worker.close()

    def figures(self) -> bytes:
        """The metrics as they are now."""
        self.metrics.database_errors.set(self.recorder.errors)
        self.metrics.records_waiting.set(self.recorder.waiting)
        self.metrics.telegram_faults.set(self.bot_api.faults)
        self.metrics.unconfirmed.set(self.unconfirmed.count)
        self.metrics.tasks.set(len(asyncio.all_tasks()))
        return self.metrics.text()


def _queue_of(update: Incoming) -> Hashable:
    return ("inline", update.sender) if update.what is What.INLINE else update.chat

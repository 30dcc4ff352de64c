"""What the channel does by the clock: tell families that wait for an answer, once, and throw away what is no longer needed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.sealing import Seal
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.station import Station
from sendbot.channels.telegram.wire import log
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import view_of
from sendbot.conversation.replies import Words
from sendbot.conversation.wording import say
from sendbot.errors import ChatGoneError, SendbotError
from sendbot.review.answers import answers_in
from sendbot.store.consents import Consent, claim_due, drop, drop_old, settle_all
from sendbot.store.store import Store
from sendbot.store.updates import forget_handled

_TELL_EVERY = 20.0
_TIDY_EVERY = 3600.0
_UPDATES_KEPT = timedelta(days=3)
"""Telegram itself keeps an undelivered update for a day."""


class Chores:
    """Runs until it is cancelled. `hurry` makes the next look come at once, as after a change of the answers."""

    def __init__(self, station: Station, seal: Seal | None, sender: Sender) -> None:
        self._station = station
        self._seal = seal
        self._sender = sender
        self._now = asyncio.Event()

    def hurry(self) -> None:
        """There may be news for somebody who waits."""
        self._now.set()

    async def tell(self) -> None:
        """Tell those who wait, again and again."""
        await _again(self._tell_once, _TELL_EVERY, self._now)

    async def tidy(self) -> None:
        """Throw away old update ids and old wishes, again and again."""
        await _again(self._tidy_once, _TIDY_EVERY, asyncio.Event())

    async def _tell_once(self) -> None:
        store = self._station.ledger.store
        if store is None:
            return
        now = datetime.now(UTC)
        await settle_all(store, answers_in(self._station.assistant.mind.knowledge), now)
        while self._seal is not None and (due := await claim_due(store, now)):
            for wish in due:
                await self._tell_one(store, wish, self._seal)

    async def _tell_one(self, store: Store, wish: Consent, seal: Seal) -> None:
        """One message; the wish is gone afterwards, also when nobody is there any more."""
        mind = self._station.assistant.mind
        chat = seal.open(wish.sealed_chat)
        entry = mind.knowledge.entry(wish.entry or "")
        if chat is not None and entry is not None:
            told = Words(say(mind.knowledge.wording, "told"))
            reply = answer_reply(entry, mind.knowledge, view_of(wish.view), (told,))
            try:
                await self._sender.reply(Address(chat), reply, reply.buttons)
            except ChatGoneError:
                log.info("A family that wanted to be told is no longer there.")
        await drop(store, [wish.question_id])

    async def _tidy_once(self) -> None:
        store = self._station.ledger.store
        if store is not None:
            now = datetime.now(UTC)
            await forget_handled(store, now - _UPDATES_KEPT)
            await drop_old(store, now)


async def _again(work: Callable[[], Awaitable[None]], every: float, now: asyncio.Event) -> None:
    """Do it now and then. The ledger says when the database is away; here it only means a later try."""
    while True:
        try:
            await work()
        except SendbotError as problem:
            log.info("A regular task will be tried again (%s).", type(problem).__name__)
        now.clear()
        try:
            await asyncio.wait_for(now.wait(), every)
        except TimeoutError:
            continue

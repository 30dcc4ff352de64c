"""What the channel does by the clock: tell families that wait for an answer, once; send digests; throw away
what is no longer needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from sendbot.channels.serving.rounds import again
from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.transport.bot_api import log
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import view_of
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Words
from sendbot.errors import ChatGoneError
from sendbot.review.answered_by import answers_in, questions_named
from sendbot.store.consents import Consent, claim_due, drop
from sendbot.store.link_emails import waiting_emails
from sendbot.store.review.settling import settle_all
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways, is_time, send_digests

_TELL_EVERY = 20.0
"""Seconds: a family that waits for an answer need not be told in the same breath."""
_DIGEST_AFTER, _DIGEST_EVERY = 60.0, 600.0
"""Seconds until the first look, since families who waited for the start come first, and between looks."""
_LONGEST_REST = 6
"""Looks. A mail server that is away is tried again after ten minutes, then more seldom, at least every
hour."""


class Chores:
    """Runs until it is cancelled. `hurry` makes the next look come at once, as after a change of the
    answers."""

    def __init__(self, channel: Channel, seal: Seal | None, sender: Sender, since: datetime) -> None:
        self._channel = channel
        self._seal = seal
        self.since = since
        """A moment before the answers in service were read."""
        self._sender = sender
        self._now = asyncio.Event()
        self._shut: set[str] = set()
        self._said_shut: set[str] = set()

    def hurry(self) -> None:
        """There may be news for somebody who waits."""
        self._now.set()

    async def tell(self) -> None:
        """Tell those who wait, again and again."""
        await again(self._tell_once, _TELL_EVERY, self._now)

    async def _tell_once(self) -> None:
        store, now = await self._channel.recorder.open_store(), datetime.now(UTC)
        await settle_all(store, answers_in(self._channel.assistant.mind.knowledge), now, self.since)
        while self._seal is not None and (due := await claim_due(store, now)):
            for wish in due:
                await self._tell_one(store, wish, self._seal)
        await self._find_shut_emails(store, now)
        self._say_shut()

    async def _find_shut_emails(self, store: Store, now: datetime) -> None:
        """The web page has no staff chat, so staff are told here of addresses that it cannot open either."""
        if self._seal is not None:
            named = questions_named(self._channel.assistant.mind.knowledge)
            for waiting in await waiting_emails(store, named, now):
                if self._seal.open_text(waiting.sealed_address) is None:
                    self._shut.add(waiting.link_id)

    def _say_shut(self) -> None:
        """Tell staff of wishes that cannot be opened, once for each."""
        fresh = self._shut - self._said_shut
        self._said_shut |= fresh
        if fresh:
            wishes = "1 family" if len(fresh) == 1 else f"{len(fresh)} families"
            sentence = (
                f"There is an answer for {wishes}, but SENDBOT_SEAL_KEY was changed and does not open where "
                "they are. Put the key of before behind the new one, with a comma between, and start again: "
                "they are told then."
            )
            log.error(sentence)
            self._channel.tell_staff(sentence)

    async def _tell_one(self, store: Store, wish: Consent, seal: Seal) -> None:
        """One message; the wish is gone afterwards, also when nobody is there any more. One that no key of
        ours opens stays."""
        mind = self._channel.assistant.mind
        chat = seal.open(wish.sealed_chat)
        if chat is None:
            self._shut.add(wish.question_id)
            return
        entry = mind.knowledge.entry(wish.entry or "")
        if entry is not None:
            view = view_of(wish.view)
            told = Words(own(mind.knowledge, view, "told"))
            reply = answer_reply(entry, mind.knowledge, view, (told,))
            try:
                await self._sender.reply(Address(chat), reply, reply.buttons)
            except ChatGoneError:
                log.info("A family that wanted to be told is no longer there.")
        await drop(store, [wish.question_id])


class Digests:
    """Sends each week's digests from Monday morning on, until it is cancelled. `now` is a clock that knows
    its time zone."""

    def __init__(self, channel: Channel, ways: Ways, now: Callable[[], datetime]) -> None:
        self._channel = channel
        self._ways = ways
        self._now = now
        self._failures = 0
        self._rest = 0
        self._told: frozenset[str] = frozenset()

    async def send(self) -> None:
        """Send what is due, again and again."""
        if self._ways.post is None and self._ways.chat is None:
            return
        await asyncio.sleep(_DIGEST_AFTER)
        await again(self.run_once, _DIGEST_EVERY, asyncio.Event())

    async def run_once(self) -> None:
        """One look, as soon as the database is open; what could not be sent is told to staff once, and tried
        again later."""
        store, now = await self._channel.recorder.open_store(), self._now()
        self._rest -= 1
        if not is_time(now) or self._rest > 0:
            return
        done = await send_digests(store, self._channel.assistant.mind.knowledge, now, self._ways)
        for sentence in done.said:
            if sentence not in self._told:
                log.info(sentence)
        for sentence in done.problems:
            if sentence not in self._told:
                log.warning(sentence)
                self._channel.tell_staff(f"{sentence} I keep trying.")
        self._told = frozenset((*done.said, *done.problems))
        self._failures = self._failures + 1 if done.problems else 0
        self._rest = min(2 ** (self._failures - 1), _LONGEST_REST) if self._failures else 0

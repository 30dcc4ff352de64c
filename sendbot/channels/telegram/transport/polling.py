"""Long polling: updates are asked for, handed over, and confirmed only when they are answered and
recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from telegram import error

from sendbot.channels.telegram.delivery.unconfirmed import Unconfirmed
from sendbot.channels.telegram.incoming import ALLOWED, Incoming
from sendbot.channels.telegram.transport.bot_api import BotApi, BotIdentity, wait_after
from sendbot.errors import PollingConflictError, TelegramError, TelegramRefusedError

_LONG = 25
"""Seconds of one long poll: below the 30 after which proxies give up."""
_QUICK_LOOK, _SLOW_LOOK = 0.02, 0.5
"""While updates are in hand Telegram repeats them at once, so it is asked at these intervals instead of
waiting at its door."""
_SLOWER = 1.1
"""Seconds: a poll that answers sooner than this with nothing is no long poll."""
_SUSPICIOUS = 0.1
"""Seconds: quicker than this no server has waited for anything."""
_IDLE_LOOKS = 3600 // _LONG
"""Polls in an hour."""
_CONFLICTS_NEW, _CONFLICTS_OLD = 3, 8
"""A second process gives up after a few tries, and before the first one does."""

_CONFLICT = (
    "Telegram says that another process reads this bot's messages, or that it has a webhook. Stop the "
    "other one, "
    "or take the webhook away with: python bot.py telegram --delete-webhook. Several copies at once need "
    "webhook mode (see README.md)."
)


class Poller:
    """Asks for updates until it is cancelled. `take` gets those that are new, in order."""

    def __init__(
        self,
        bot_api: BotApi,
        me: BotIdentity,
        unconfirmed: Unconfirmed,
        take: Callable[[Sequence[Incoming]], Awaitable[None]],
    ) -> None:
        self._bot_api = bot_api
        self._me = me
        self._unconfirmed = unconfirmed
        self._take = take
        self._conflicts = 0
        self._faults = self._refusals = 0
        self._settled_in = False

    async def run(self) -> None:
        """Raises TelegramError when another process polls, or when the token is no longer good."""
        loop = asyncio.get_running_loop()
        quiet, look = 0, _QUICK_LOOK
        while True:
            busy, began = self._unconfirmed.count > 0, loop.time()
            fresh = await self._ask(0 if busy else _LONG)
            if fresh:
                quiet, look = 0, _QUICK_LOOK
                await self._take(fresh)
            elif not busy:
                quiet += 1
                if quiet % _IDLE_LOOKS == 0:
                    self._unconfirmed.start_over()
                if (
                    loop.time() - began < _SUSPICIOUS
                ):  # a server that does not let us wait must not be asked without end
                    await asyncio.sleep(_SUSPICIOUS)
            if self._unconfirmed.count:
                await self._unconfirmed.settled(look)
                look = min(_SLOW_LOOK, look * _SLOWER)

    async def confirm(self) -> None:
        """Tell Telegram how far we are, before leaving."""
        offset = self._unconfirmed.offset
        if offset is not None:
            await self._bot_api.updates(offset, 0, ALLOWED, limit=1)

    async def _ask(self, wait: int) -> list[Incoming]:
        """New updates; none after a fault, and after waiting as long as the fault asks for."""
        try:
            found = await self._bot_api.updates(self._unconfirmed.offset, wait, ALLOWED)
        except error.TelegramError as problem:
            await self._trouble(problem)
            return []
        self._conflicts = self._faults = self._refusals = 0
        self._settled_in = self._settled_in or self._unconfirmed.offset is not None
        return [
            self._bot_api.read(found[number], number, self._me) for number in self._unconfirmed.take(found)
        ]

    async def _trouble(self, problem: error.TelegramError) -> None:
        self._faults += 1
        refusals, self._refusals = self._refusals, 0
        try:
            wait = wait_after(problem, self._faults)
        except PollingConflictError:
            self._conflicts += 1
            if self._conflicts >= (_CONFLICTS_OLD if self._settled_in else _CONFLICTS_NEW):
                raise TelegramError(_CONFLICT) from None
            wait = 1.0
        except TelegramRefusedError:
            self._refusals = (
                refusals + 1
            )  # one after the other: a server's faults between them are no wrong token
            if self._refusals >= _CONFLICTS_NEW:
                raise TelegramError(
                    "Telegram no longer takes this token. Check SENDBOT_TELEGRAM_TOKEN with @BotFather."
                ) from None
            wait = 1.0
        except TelegramError:
            wait = 1.0
        self._bot_api.missed(problem)
        await asyncio.sleep(wait)

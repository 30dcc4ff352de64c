"""The bot_api to Telegram's Bot API: faults are retried with growing waits, limits are honoured, and refusals
get names of their own."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from telegram import Update, error
from telegram.ext import AIORateLimiter, ExtBot

from sendbot.channels.telegram.incoming import Incoming, What, read
from sendbot.channels.telegram.transport.clock_watch import ClockWatch
from sendbot.channels.telegram.transport.http import Request
from sendbot.channels.telegram.transport.receipts import completed_receipt, completed_update, update_number
from sendbot.errors import (
    ChatGoneError,
    ChatMovedError,
    PollingConflictError,
    TelegramError,
    TelegramRefusedError,
    ThreadGoneError,
)
from sendbot.this_machine import LOOPBACK

log = logging.getLogger("sendbot.telegram")

_KINDS = frozenset(Update.ALL_TYPES)
"""What the library knows that an update can be."""

_T = TypeVar("_T")
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 30.0
"""Seconds between tries: soon at first, then as seldom as Telegram's own limits ask."""
_PATIENCE = 300.0
"""Seconds after which one message is given up, but only when Telegram takes others meanwhile."""
_LIMITER_TRIES = 2
"""The library's own limiter tries again this often; the rest is ours."""
_REFUSALS = 3
"""One refusal may be a server's or a proxy's slip; a wrong token is refused each time."""
_WORTH_TELLING = 4
"""Faults in a row: one or two are everyday on a mobile network."""


@dataclass(frozen=True)
class BotIdentity:
    """The bot itself."""

    id: int
    name: str


class Bot(ExtBot[int]):
    """python-telegram-bot's own, and a way to updates that are not yet read: one that cannot be read must not
    stop the others."""

    async def raw_updates(
        self, offset: int | None, wait: int, allowed: list[str], limit: int = 100
    ) -> list[dict[str, Any]]:
        """Updates as Telegram writes them."""
        data = {"offset": offset, "timeout": wait, "limit": limit, "allowed_updates": allowed}
        found = await self._post("getUpdates", data, read_timeout=wait + 10)
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    async def _post(self, endpoint: str, data: Any = None, **more: Any) -> Any:
        """A call whose answer the library can read, however short or odd it is."""
        sent = dict(data or {})
        try:
            result = await super()._post(endpoint, data, **more)
        except (KeyError, TypeError, AttributeError, IndexError) as problem:
            if endpoint in {"getUpdates", "getMe"}:
                raise error.NetworkError(f"an answer without a result ({type(problem).__name__})") from None
            result = None  # it was taken: only the receipt is short
        return completed_receipt(endpoint, result, sent, self.token)


def make_bot(token: str, api_url: str | None, rate: float, clock: ClockWatch | None = None) -> Bot:
    """A bot that sends at most `rate` messages a second (0: no limit) through Telegram or another server of
    its Bot API. `clock` is told what time it is there."""
    base = (api_url or "https://api.telegram.org").rstrip("/").removesuffix("/bot")
    trust_env = (
        urlsplit(base).hostname not in LOOPBACK
    )  # a proxy for the world outside cannot reach a server on this machine
    dated = clock.heard if clock is not None else None
    try:
        return Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=Request(trust_env, dated=dated),
            get_updates_request=Request(trust_env, dated=dated),
            rate_limiter=AIORateLimiter(
                overall_max_rate=rate, group_max_rate=20 if rate else 0, max_retries=_LIMITER_TRIES
            ),
        )
    except error.InvalidToken:
        raise TelegramError(
            "SENDBOT_TELEGRAM_TOKEN is empty. Put in the token that @BotFather gave."
        ) from None


class BotApi:
    """Calls to the Bot API that last until they are through, or raise what makes trying again useless."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.successes = 0
        self.faults = 0
        self._in_a_row = 0

    async def open(self) -> BotIdentity:
        """Reach Telegram, however long that takes, and learn who the bot is. Raises TelegramError for a wrong
        token."""
        for number in range(1, _REFUSALS + 1):
            try:
                await self.call(self.bot.initialize)
                break
            except (TelegramRefusedError, ChatGoneError):
                if number == _REFUSALS:
                    raise TelegramError(
                        "Telegram does not know this token. Check SENDBOT_TELEGRAM_TOKEN with @BotFather."
                    ) from None
                await asyncio.sleep(_FIRST_WAIT)
        return BotIdentity(self.bot.id, self.bot.username or "")

    async def close(self) -> None:
        """Let the connections go."""
        await self.bot.shutdown()

    async def updates(
        self, offset: int | None, wait: int, allowed: list[str], limit: int = 100
    ) -> dict[int, dict[str, Any]]:
        """One try for the next updates by number, not yet read; waits up to `wait` seconds for them. Raises
        `error.TelegramError`."""
        found = await self.bot.raw_updates(offset, wait, allowed, limit)
        self._reached()
        numbered = {update_number(raw): raw for raw in found}
        return {number: raw for number, raw in numbered.items() if number is not None}

    def read(self, raw: dict[str, Any], number: int, me: BotIdentity) -> Incoming:
        """An update as we see it; one that is set aside, with its number, when it cannot be read."""
        try:
            found = Update.de_json(completed_update({**raw, "update_id": number}), self.bot)
            if not any(kind in _KINDS for kind in raw):
                return Incoming(number, What.ODD)
            return read(found, me.id, me.name)
        except Exception as problem:  # one broken update must not keep all later ones from being read
            log.warning("An update could not be read (%s); it is set aside.", type(problem).__name__)
            return Incoming(number, What.ODD)

    async def call(self, work: Callable[[], Awaitable[_T]], tries: int | None = None) -> _T:
        """Do it until it succeeds; `tries` bounds that. Raises ChatGoneError, TelegramRefusedError or
        ChatMovedError."""
        loop = asyncio.get_running_loop()
        began, seen, number = loop.time(), self.successes, 0
        while True:
            try:
                done = await work()
            except error.TelegramError as problem:
                number += 1
                wait = wait_after(problem, number)
                others_pass = self.successes > seen and loop.time() - began > _PATIENCE
                if others_pass or (tries is not None and number >= tries):
                    raise TelegramRefusedError("Telegram did not take it in time.") from None
                self.missed(problem)
                await asyncio.sleep(wait)
            else:
                self._reached()
                return done

    @property
    def reached(self) -> bool:
        """Did the latest calls get through?"""
        return self._in_a_row < _WORTH_TELLING

    def missed(self, problem: error.TelegramError) -> None:
        """Count a fault; several in a row are told to the operator, once."""
        self.faults += 1
        self._in_a_row += not isinstance(problem, error.RetryAfter)
        if self._in_a_row == _WORTH_TELLING:
            log.warning(
                "Telegram cannot be reached (%s). I keep trying; nothing is lost.",
                problem.message or type(problem).__name__,
            )

    def _reached(self) -> None:
        self.successes += 1
        if self._in_a_row >= _WORTH_TELLING:
            log.warning("Telegram is reached again.")
        self._in_a_row = 0


def wait_after(problem: error.TelegramError, number: int) -> float:
    """Seconds to wait after fault `number` in a row; raises when waiting would not help."""
    if isinstance(problem, error.RetryAfter):
        return _seconds(problem.retry_after) + 0.1
    if isinstance(problem, error.ChatMigrated):
        raise ChatMovedError(problem.new_chat_id) from None
    if isinstance(problem, error.Forbidden):
        raise ChatGoneError("The person or group no longer wants messages.") from None
    if isinstance(problem, error.BadRequest):
        if "thread not found" in problem.message.casefold():
            raise ThreadGoneError("The topic of the group is no more.") from None
        gone = any(
            sign in problem.message.casefold()
            for sign in ("chat not found", "user not found", "peer_id_invalid", "deactivated")
        )
        raise (ChatGoneError if gone else TelegramRefusedError)("Telegram refused the request.") from None
    if isinstance(problem, error.Conflict):
        raise PollingConflictError("Another process reads this bot's updates.") from None
    if isinstance(problem, error.InvalidToken | error.EndPointNotFound):
        raise TelegramRefusedError("Telegram does not know the token or the request.") from None
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(number - 1, 10)) * random.uniform(0.8, 1.2)


def _seconds(value: int | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)

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

from sendbot.channels.telegram.transport.http import Request
from sendbot.errors import (
    ChatGoneError,
    ChatMovedError,
    PollingConflictError,
    TelegramError,
    TelegramRefusedError,
)
from sendbot.this_machine import LOOPBACK

log = logging.getLogger("sendbot.telegram")

_T = TypeVar("_T")
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 30.0
"""Seconds between tries: soon at first, then as seldom as Telegram's own limits ask."""
_PATIENCE = 300.0
"""Seconds after which one message is given up, but only when Telegram takes others meanwhile."""
_LIMITER_TRIES = 2
"""The library's own limiter tries again this often; the rest is ours."""
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


def quieten() -> None:
    """Foreign libraries write addresses with the token, and families' words, to their logs: they are kept
    from it."""
    for name in ("httpx", "httpcore", "telegram", "aiosqlite", "asyncpg"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1 if name == "telegram" else logging.WARNING)


def make_bot(token: str, api_url: str | None, rate: float) -> Bot:
    """A bot that sends at most `rate` messages a second (0: no limit) through Telegram or another server of
    its Bot API."""
    base = (api_url or "https://api.telegram.org").rstrip("/").removesuffix("/bot")
    trust_env = (
        urlsplit(base).hostname not in LOOPBACK
    )  # a proxy for the world outside cannot reach a server on this machine
    try:
        return Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=Request(trust_env),
            get_updates_request=Request(trust_env),
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
        try:
            await self.call(self.bot.initialize)
        except (TelegramRefusedError, ChatGoneError):
            raise TelegramError(
                "Telegram does not know this token. Check SENDBOT_TELEGRAM_TOKEN with @BotFather."
            ) from None
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
        return {raw["update_id"]: raw for raw in found if isinstance(raw.get("update_id"), int)}

    def read(self, raw: dict[str, Any], number: int) -> Update:
        """An update; an empty one with its number when it cannot be read."""
        try:
            return Update.de_json(_completed(raw), self.bot)
        except Exception as problem:  # one broken update must not keep all later ones from being read
            log.warning("An update could not be read (%s); it is passed over.", type(problem).__name__)
            return Update(number)

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
                "Telegram cannot be reached (%s). I keep trying; nothing is lost.", type(problem).__name__
            )

    def _reached(self) -> None:
        self.successes += 1
        if self._in_a_row >= _WORTH_TELLING:
            log.warning("Telegram is reached again.")
        self._in_a_row = 0


def _completed(raw: dict[str, Any]) -> dict[str, Any]:
    """With what the library insists on and nobody here reads: a server other than Telegram's may leave it
    out."""
    pressed = raw.get("callback_query")
    return {**raw, "callback_query": {"chat_instance": "", **pressed}} if isinstance(pressed, dict) else raw


def wait_after(problem: error.TelegramError, number: int) -> float:
    """Seconds to wait after fault `number` in a row; raises when waiting would not help."""
    if isinstance(problem, error.RetryAfter):
        return _seconds(problem.retry_after) + 0.1
    if isinstance(problem, error.ChatMigrated):
        raise ChatMovedError(problem.new_chat_id) from None
    if isinstance(problem, error.Forbidden):
        raise ChatGoneError("The person or group no longer wants messages.") from None
    if isinstance(problem, error.BadRequest):
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

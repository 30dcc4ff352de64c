"""Reaching Telegram from a process that does nothing else: asking for the bot's name, or telling the chat of
staff."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sendbot.channels.serving.quiet_logs import quieten
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.sender import Sender
from sendbot.channels.telegram.staff_commands import tell_staff_chat
from sendbot.channels.telegram.transport.bot_api import BotApi, BotIdentity, make_bot
from sendbot.errors import TelegramError

_REACH_TELEGRAM = 20.0
"""Seconds. Whoever waits at a terminal is told by then that there is no way through."""


async def bot_name(options: TelegramOptions) -> str:
    """The bot's name on Telegram, asked with its token."""
    async with _reached(options) as (_, me):
        return me.name


async def tell_staff(options: TelegramOptions, text: str) -> None:
    """A text for the chat of staff. Raises TelegramError."""
    async with _reached(options) as (bot_api, _):
        await tell_staff_chat(Sender(bot_api), options.staff_chat or 0, text)


@asynccontextmanager
async def _reached(options: TelegramOptions) -> AsyncIterator[tuple[BotApi, BotIdentity]]:
    quieten()
    bot_api = BotApi(make_bot(options.token, options.api_url, 0))
    try:
        try:
            async with asyncio.timeout(_REACH_TELEGRAM):
                me = await bot_api.open()
        except TimeoutError:
            raise TelegramError(
                "Telegram cannot be reached. Check the network, a proxy or firewall, and "
                "SENDBOT_TELEGRAM_API_URL."
            ) from None
        yield bot_api, me
    finally:
        await bot_api.close()

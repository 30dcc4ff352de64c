"""Running the channel: reach Telegram, serve until told to stop, and be gone within ten seconds of that."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand, BotCommandScopeChat, error

from sendbot.channels.serving.ending import end, place_of
from sendbot.channels.serving.quiet_logs import quieten
from sendbot.channels.serving.signals import on_hangup, stop_signals
from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.chat_commands import COMMANDS
from sendbot.channels.telegram.incoming import ALLOWED
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.regular import Chores, Digests
from sendbot.channels.telegram.staff_commands import STAFF_COMMANDS, tell_staff_chat
from sendbot.channels.telegram.transport.bot_api import BotApi, log, make_bot
from sendbot.channels.telegram.transport.clock_watch import ClockWatch
from sendbot.channels.telegram.transport.polling import Poller
from sendbot.channels.telegram.transport.webhook import LISTEN, Doors, secret_of, served
from sendbot.errors import ChatGoneError, TelegramError, TelegramRefusedError
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind
from sendbot.upkeep.reload import LiveMind, keep_last_good, watch
from sendbot.upkeep.retention import keep_retention
from sendbot.upkeep.traces import keep_traces_away

_CONFIRM = 1.5
"""Seconds of the ten that a stop may take."""
_CONNECTIONS = 60
"""Deliveries at a time: Telegram's own limit is 100, and a burst of families fits in fewer."""


async def serve(options: TelegramOptions, mind: Mind, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT: by webhook when the options name one, else by long polling. Raises
    TelegramError."""
    quieten()
    stop, clock = stop_signals(), ClockWatch()
    bot_api = BotApi(make_bot(options.token, options.api_url, options.rate, clock))
    try:
        opening = asyncio.create_task(bot_api.open())
        if not await _unless(stop, opening):
            opening.cancel()
            return
        channel = Channel(options, bot_api, opening.result(), mind)
        async with _working(channel, options, clock) as parts:
            run = _deliveries if options.webhook_url else _polling
            await run(channel, options, _Until(stop, *parts, announce))
    finally:
        await bot_api.close()


async def delete_webhook(options: TelegramOptions) -> None:
    """Take the webhook away, so that the bot can poll. Updates that wait at Telegram stay there."""
    quieten()
    bot_api = BotApi(make_bot(options.token, options.api_url, options.rate))
    try:
        await bot_api.open()
        await bot_api.call(bot_api.bot.delete_webhook)
    finally:
        await bot_api.close()


@dataclass(frozen=True)
class _Until:
    """What ends the serving: the stop, or a part that fails."""

    stop: asyncio.Event
    writing: asyncio.Task[None]
    others: tuple[asyncio.Task[None], ...]
    announce: Callable[[str], None]

    async def over(self, channel: Channel, *tasks: asyncio.Task[None]) -> None:
        """Say that families can write now, and wait for the end. Raises what a part that failed has
        raised."""
        self.announce(
            f"Families can write to @{channel.me.name or 'the bot'} on Telegram now. To stop, press Ctrl-C."
        )
        died = asyncio.create_task(_first_death(self.others))
        try:
            await _unless(self.stop, self.writing, died, *tasks)
            for task in (*tasks, self.writing, died):
                if task.done():
                    task.result()
        finally:
            await end(died)


@contextlib.asynccontextmanager
async def _working(
    channel: Channel, options: TelegramOptions, clock: ClockWatch
) -> AsyncIterator[tuple[asyncio.Task[None], tuple[asyncio.Task[None], ...]]]:
    """The parts that polling and webhook share; leaving finishes what is in hand."""
    writing = asyncio.create_task(channel.recorder.run())
    await _unless(channel.recorder.tried, writing)
    works = (*_others(channel, options), _watch_clock(channel, clock))
    others = tuple(asyncio.create_task(work) for work in works)
    try:
        yield writing, others
    finally:
        await end(*others)
        await channel.stop(writing)


async def _first_death(tasks: tuple[asyncio.Task[None], ...]) -> None:
    """Wait until a task dies of something that nobody foresaw, and raise what says so: a bot of which a part
    is dead ends, so that whoever runs it starts a whole one. A task that comes to its end is no death."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        problem = None if task.cancelled() else task.exception()
        if problem is not None:
            log.critical("A part of the bot has died (%s at %s).", type(problem).__name__, place_of(problem))
            raise TelegramError(
                f"A part of the bot has died ({type(problem).__name__}), so the whole of it ends. Start it "
                "again; systemd and containers do so by themselves."
            ) from problem
    await asyncio.Event().wait()


def _others(channel: Channel, options: TelegramOptions) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside the serving."""
    since = options.folder.since if options.folder is not None else options.now()
    chores = Chores(channel, options.seal, channel.sender, since)
    yield set_commands(channel)
    yield chores.tell()
    yield keep_traces_away(channel.recorder.open_store)
    if options.retention is not None:
        yield keep_retention(channel.recorder.open_store, options.retention)
    chat = (
        partial(tell_staff_chat, channel.sender, options.staff_chat)
        if options.staff_chat is not None
        else None
    )
    yield Digests(channel, replace(options.ways, chat=chat), options.now).send()
    if options.folder is not None:
        live = LiveMind(options.folder, channel.assistant.mind)
        yield keep_last_good(options.folder)
        found = partial(_take_over, channel, live, chores)
        if live.trouble:
            log.error(live.trouble)
            channel.tell_staff(live.trouble)
        yield watch(live, found)
        yield on_hangup(live, found)


async def _watch_clock(channel: Channel, clock: ClockWatch) -> None:
    """Say when the clock of this machine is wrong, and when it is right again."""
    while True:
        sentence = await clock.news()
        log.warning(sentence)
        channel.tell_staff(sentence)


def _take_over(channel: Channel, live: LiveMind, chores: Chores) -> None:
    """Put a new mind into service, or tell staff why there is none."""
    if live.trouble:
        log.error(live.trouble)
        channel.tell_staff(live.trouble)
        return
    channel.assistant.reload(live.mind)
    chores.since = live.since
    log.info("New answers are in service.")
    chores.hurry()


async def _polling(channel: Channel, options: TelegramOptions, until: _Until) -> None:
    poller = Poller(channel.bot_api, channel.me, channel.unconfirmed, channel.take)
    async with contextlib.AsyncExitStack() as doors:
        if options.listen:
            mine = Doors(channel, "", None, options.proxies)
            await doors.enter_async_context(served(mine, options.listen))
        asking = asyncio.create_task(poller.run())
        try:
            await until.over(channel, asking)
        finally:
            await end(asking)
            await channel.stop(until.writing)
            with contextlib.suppress(TimeoutError, error.TelegramError):
                async with asyncio.timeout(_CONFIRM):
                    await poller.confirm()
            until.announce(
                "Stopped. Everything that came in is answered and recorded, or waits at Telegram or in the "
                "data folder for the next start."
            )


async def _deliveries(channel: Channel, options: TelegramOptions, until: _Until) -> None:
    secret = options.webhook_secret or secret_of(options.token)
    address = options.webhook_url or ""
    async with served(
        Doors(channel, secret, urlsplit(address).path or "/", options.proxies), options.listen or LISTEN
    ) as serving:
        bot = channel.bot_api.bot
        try:
            await channel.bot_api.call(
                lambda: bot.set_webhook(
                    address, secret_token=secret, allowed_updates=ALLOWED, max_connections=_CONNECTIONS
                )
            )
        except (ChatGoneError, TelegramRefusedError):
            raise TelegramError(
                "Telegram refused SENDBOT_TELEGRAM_WEBHOOK_URL. It must be an https address that Telegram "
                "can reach."
            ) from None
        await until.over(channel, serving)
        channel.hurry()


async def set_commands(channel: Channel) -> None:
    """Show the commands in Telegram's menu; without that the bot works all the same."""
    wording = channel.assistant.mind.knowledge.wording
    everyone = [BotCommand(name, say(wording, f"command-{name}")) for name in COMMANDS]
    staff = [*everyone, *(BotCommand(name, about) for name, about in STAFF_COMMANDS.items())]
    bot = channel.bot_api.bot
    try:
        await channel.bot_api.call(lambda: bot.set_my_commands(everyone), tries=3)
        for person in channel.assistant.mind.knowledge.staff:
            scope = BotCommandScopeChat(person)
            with contextlib.suppress(ChatGoneError, TelegramRefusedError):
                await channel.bot_api.call(partial(bot.set_my_commands, staff, scope=scope), tries=2)
    except TelegramError:
        log.warning("The menu of commands could not be set. Commands work all the same.")


async def _unless(stop: asyncio.Event, *tasks: asyncio.Task[object]) -> bool:
    """Wait for one of the tasks, or for the stop; False when it was the stop."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    return not stop.is_set()

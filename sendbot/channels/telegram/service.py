"""Running the channel: reach Telegram, serve until told to stop, and be gone within ten seconds of that."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand, BotCommandScopeChat, error

from sendbot.channels.telegram.chores import Chores, Digests
from sendbot.channels.telegram.ending import end
from sendbot.channels.telegram.own import COMMANDS
from sendbot.channels.telegram.polling import Poller
from sendbot.channels.telegram.reloading import Reloader
from sendbot.channels.telegram.staff import STAFF_COMMANDS, tell_staff_chat
from sendbot.channels.telegram.station import Options, Station
from sendbot.channels.telegram.updates import ALLOWED
from sendbot.channels.telegram.webhook import LISTEN, Doors, secret_of, served
from sendbot.channels.telegram.wire import Wire, log, make_bot, quieten
from sendbot.conversation.mind import Mind
from sendbot.conversation.wording import say
from sendbot.errors import ChatGoneError, TelegramError, TelegramRefusedError

_CONFIRM = 1.5
_CONNECTIONS = 60


async def serve(options: Options, mind: Mind, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT: by webhook when the options name one, else by long polling. Raises TelegramError."""
    quieten()
    stop = stop_signals()
    wire = Wire(make_bot(options.token, options.api_url, options.rate))
    try:
        opening = asyncio.create_task(wire.open())
        if not await _unless(stop, opening):
            opening.cancel()
            return
        station = Station(options, wire, opening.result(), mind)
        async with _working(station, options) as writing:
            run = _deliveries if options.webhook_url else _polling
            await run(station, options, _Until(stop, writing, announce))
    finally:
        await wire.close()


async def delete_webhook(options: Options) -> None:
    """Take the webhook away, so that the bot can poll. Updates that wait at Telegram stay there."""
    quieten()
    wire = Wire(make_bot(options.token, options.api_url, options.rate))
    try:
        await wire.open()
        await wire.call(wire.bot.delete_webhook)
    finally:
        await wire.close()


@dataclass(frozen=True)
class _Until:
    """What ends the serving: the stop, or a part that fails."""

    stop: asyncio.Event
    writing: asyncio.Task[None]
    announce: Callable[[str], None]

    async def over(self, station: Station, *tasks: asyncio.Task[None]) -> None:
        """Say that families can write now, and wait for the end. Raises what a part that failed has raised."""
        self.announce(f"Families can write to @{station.me.name or 'the bot'} on Telegram now. To stop, press Ctrl-C.")
        await _unless(self.stop, self.writing, *tasks)
        for task in (*tasks, self.writing):
            if task.done():
                task.result()


@contextlib.asynccontextmanager
async def _working(station: Station, options: Options) -> AsyncIterator[asyncio.Task[None]]:
    """The parts that polling and webhook share; leaving finishes what is in hand."""
    writing = asyncio.create_task(station.ledger.run())
    await _unless(station.ledger.tried, writing)
    others = [asyncio.create_task(work) for work in _others(station, options)]
    try:
        yield writing
    finally:
        await end(*others)
        await station.stop(writing)


def _others(station: Station, options: Options) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside the serving."""
    chores = Chores(station, options.seal, station.sender)
    yield set_commands(station)
    yield chores.tell()
    yield chores.tidy()
    chat = partial(tell_staff_chat, station.sender, options.staff_chat) if options.staff_chat is not None else None
    yield Digests(station, replace(options.ways, chat=chat), options.now).send()
    if options.folder is not None:
        reloader = Reloader(station.assistant, options.folder, station.tell_staff, chores.hurry)
        yield reloader.watch()
        yield _on_hangup(reloader)


async def _on_hangup(reloader: Reloader) -> None:
    """Reload at each SIGHUP, where the system has it."""
    asked = asyncio.Event()
    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked.set)
    while await asked.wait():
        asked.clear()
        await reloader.reload()


async def _polling(station: Station, options: Options, until: _Until) -> None:
    poller = Poller(station.wire, station.me, station.in_hand, station.take)
    async with contextlib.AsyncExitStack() as doors:
        if options.listen:
            await doors.enter_async_context(served(Doors(station, "", None), options.listen))
        asking = asyncio.create_task(poller.run())
        try:
            await until.over(station, asking)
        finally:
            await end(asking)
            await station.stop(until.writing)
            with contextlib.suppress(TimeoutError, error.TelegramError):
                async with asyncio.timeout(_CONFIRM):
                    await poller.confirm()
            until.announce("Stopped. Everything that came in is answered and recorded, or waits at Telegram for the next start.")


async def _deliveries(station: Station, options: Options, until: _Until) -> None:
    secret = options.webhook_secret or secret_of(options.token)
    address = options.webhook_url or ""
    async with served(Doors(station, secret, urlsplit(address).path or "/"), options.listen or LISTEN) as serving:
        bot = station.wire.bot
        try:
            await station.wire.call(lambda: bot.set_webhook(address, secret_token=secret, allowed_updates=ALLOWED, max_connections=_CONNECTIONS))
        except (ChatGoneError, TelegramRefusedError):
            raise TelegramError("Telegram refused SENDBOT_TELEGRAM_WEBHOOK_URL. It must be an https address that Telegram can reach.") from None
        await until.over(station, serving)
        station.hurry()


async def set_commands(station: Station) -> None:
    """Show the commands in Telegram's menu; without that the bot works all the same."""
    wording = station.assistant.mind.knowledge.wording
    everyone = [BotCommand(name, say(wording, f"command-{name}")) for name in COMMANDS]
    staff = [*everyone, *(BotCommand(name, about) for name, about in STAFF_COMMANDS.items())]
    bot = station.wire.bot
    try:
        await station.wire.call(lambda: bot.set_my_commands(everyone), tries=3)
        for person in station.assistant.mind.knowledge.staff:
            scope = BotCommandScopeChat(person)
            with contextlib.suppress(ChatGoneError, TelegramRefusedError):
                await station.wire.call(lambda scope=scope: bot.set_my_commands(staff, scope=scope), tries=2)  # type: ignore[misc]
    except TelegramError:
        log.warning("The menu of commands could not be set. Commands work all the same.")


def stop_signals() -> asyncio.Event:
    """Set when the process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to reload
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


async def _unless(stop: asyncio.Event, *tasks: asyncio.Task[object]) -> bool:
    """Wait for one of the tasks, or for the stop; False when it was the stop."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    return not stop.is_set()

"""What the channel does by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from sendbot.channels.telegram import regular as chores
from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.regular import Digests
from sendbot.channels.telegram.service import _working
from sendbot.channels.telegram.staff_commands import tell_staff_chat
from sendbot.channels.telegram.transport.bot_api import BotApi, make_bot
from sendbot.channels.telegram.transport.clock_watch import ClockWatch
from sendbot.errors import StoreError
from sendbot.knowledge.entries import Workstream
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from sendbot.words.days import LONDON
from tests.conversation.small_house import KNOWLEDGE, MIND
from tests.mail_server import MailServer
from tests.telegram.digest_house import FROM, STAFF_CHAT, address, furnish
from tests.telegram.emulator import TOKEN, Emulator
from tests.waiting import PATIENCE, until

MONDAY = datetime(2026, 11, 23, 7, 50, tzinfo=LONDON)


STREAMS = replace(
    KNOWLEDGE, workstreams={name: Workstream(id=name, name=name, about="All.") for name in ("voice", "care")}
)


@asynccontextmanager
async def opened(options: TelegramOptions) -> AsyncIterator[Channel]:
    """The channel's parts, before anything runs."""
    bot_api = BotApi(make_bot(TOKEN, options.api_url, 0))
    try:
        yield Channel(options, bot_api, await bot_api.open(), replace(MIND, knowledge=STREAMS))
    finally:
        await bot_api.close()


class DigestsOnly:
    """The part of the channel that sends digests, with a clock that can be set."""

    def __init__(self, channel: Channel, server: MailServer, telegram: Emulator) -> None:
        self.now = MONDAY
        self._telegram, self._server = telegram, server
        chat = partial(tell_staff_chat, channel.sender, STAFF_CHAT)
        self._digests = Digests(
            channel, Ways(Mailer(read_server(server.url), read_sender(FROM)), chat), lambda: self.now
        )

    async def look_at(self, hour: int, minute: int) -> tuple[int, int]:
        """Messages in the chat of staff, and letters, after a look at that time."""
        self.now = self.now.replace(hour=hour, minute=minute)
        await self._digests.run_once()
        return len(self._telegram.got(STAFF_CHAT)), len(self._server.letters)


@asynccontextmanager
async def channel(telegram: Emulator, house: Path, server: MailServer) -> AsyncIterator[DigestsOnly]:
    await furnish(house)
    async with opened(
        TelegramOptions(
            TOKEN, lambda: Store.open(address(house)), lambda: MONDAY, telegram.url, staff_chat=STAFF_CHAT
        )
    ) as channel:
        writing = asyncio.create_task(channel.recorder.run())
        await channel.recorder.tried.wait()
        try:
            yield DigestsOnly(channel, server, telegram)
        finally:
            await channel.stop(writing)


async def test_the_channel_sends_from_monday_at_eight_once(telegram: Emulator, house: Path) -> None:
    async with MailServer() as server, channel(telegram, house, server) as bot:
        assert await bot.look_at(7, 50) == (0, 0)
        assert await bot.look_at(8, 0) == (1, 2)
        assert await bot.look_at(8, 10) == (1, 2)
        bot.now += timedelta(days=7)
        assert await bot.look_at(7, 50) == (1, 2)
        assert await bot.look_at(8, 0) == (2, 4)


async def test_the_channel_tells_staff_once_that_email_fails_and_tries_again(
    telegram: Emulator, house: Path
) -> None:
    async with MailServer() as server, channel(telegram, house, server) as bot:
        server.refuses["MAIL"] = "451 later"
        assert await bot.look_at(8, 0) == (1, 0)
        _, told = await telegram.replies(STAFF_CHAT, 2)
        assert told.text.startswith("Digests could not be emailed.")
        visits = server.visits
        assert await bot.look_at(8, 10) == (2, 0)
        assert server.visits == visits + 1
        server.refuses.clear()
        assert await bot.look_at(8, 20) == (2, 0)
        assert server.visits == visits + 1
        assert await bot.look_at(8, 30) == (2, 2)


async def test_the_running_channel_sends_without_being_asked(
    telegram: Emulator, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "_DIGEST_AFTER", 0.0)
    await furnish(house)
    async with MailServer() as server:
        ways = Ways(Mailer(read_server(server.url), read_sender(FROM)), address="https://desk.example.org")
        now = MONDAY + timedelta(hours=1)
        options = TelegramOptions(
            TOKEN,
            lambda: Store.open(address(house)),
            lambda: now,
            telegram.url,
            staff_chat=STAFF_CHAT,
            ways=ways,
        )
        async with opened(options) as channel, _working(channel, options, ClockWatch()):
            (told,) = await telegram.replies(STAFF_CHAT, 1)
            await until(lambda: len(server.letters) == 2)
    assert "The review desk: https://desk.example.org" in told.text


async def test_a_look_that_comes_before_the_database_is_open_waits_for_it(
    telegram: Emulator, house: Path
) -> None:
    await furnish(house)
    tries, may_open = 0, asyncio.Event()

    @asynccontextmanager
    async def late() -> AsyncIterator[Store]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise StoreError("The database is away.")
        await may_open.wait()
        async with Store.open(address(house)) as store:
            yield store

    async with opened(
        TelegramOptions(TOKEN, late, lambda: MONDAY + timedelta(hours=1), telegram.url)
    ) as station:
        chat = partial(tell_staff_chat, station.sender, STAFF_CHAT)
        writing = asyncio.create_task(station.recorder.run())
        looking = asyncio.create_task(
            Digests(station, Ways(chat=chat), lambda: MONDAY + timedelta(hours=1)).run_once()
        )
        await station.recorder.tried.wait()
        assert not looking.done()
        may_open.set()
        await looking
        await station.stop(writing)
    assert len(telegram.got(STAFF_CHAT)) == 1
    assert tries == 2


async def test_the_running_channel_with_no_way_to_send_sends_nothing(house: Path, telegram: Emulator) -> None:
    async with opened(
        TelegramOptions(TOKEN, lambda: Store.open(address(house)), lambda: MONDAY, telegram.url)
    ) as channel:
        async with asyncio.timeout(PATIENCE):
            await Digests(channel, Ways(), lambda: MONDAY).send()

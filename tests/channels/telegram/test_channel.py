"""The channel's parts put together, without Telegram's own end of the line."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sendbot.channels.serving.threads import ThreadedWorker
from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.transport.bot_api import BotApi, make_bot
from sendbot.conversation.events import Chatted
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store
from tests.conversation.small_house import MIND
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.faults import Fault
from tests.waiting import until

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'sendbot.db'}"


@asynccontextmanager
async def opened(telegram: Emulator, folder: Path, staff_chat: int | None = None) -> AsyncIterator[Channel]:
    options = TelegramOptions(
        TOKEN, lambda: Store.open(url(folder)), lambda: NOON, telegram.url, rate=0, staff_chat=staff_chat
    )
    bot_api = BotApi(make_bot(TOKEN, telegram.url, 0))
    try:
        channel = Channel(options, bot_api, await bot_api.open(), MIND)
        writing = asyncio.create_task(channel.recorder.run())
        await channel.recorder.open_store()
        yield channel
        await channel.stop(writing)
        await channel.stop(writing)
    finally:
        await bot_api.close()


def asks(number: int, chat: int = 7) -> Incoming:
    return Incoming(number, What.TEXT, chat, "how do I borrow a book?", chat, datetime.now(UTC))


async def test_what_was_handled_before_this_start_is_not_answered_again(
    telegram: Emulator, tmp_path: Path
) -> None:
    async with Store.open(url(tmp_path)) as store:
        await record_handled(store, [Handled(4242, (1,), datetime.now(UTC), (Chatted("greeting"),))])
    async with opened(telegram, tmp_path) as channel:
        channel.unconfirmed.take([1, 2])
        await channel.take([replace(asks(1), sent=datetime.now(UTC) - timedelta(seconds=5)), asks(2, 8)])
        await until(lambda: channel.unconfirmed.count == 0)
    assert (len(telegram.got(7)), len(telegram.got(8))) == (0, 1)


async def test_leaving_finishes_what_is_in_hand_and_writes_it_down(
    telegram: Emulator, tmp_path: Path
) -> None:
    async with opened(telegram, tmp_path) as channel:
        await channel.take([asks(number, 100 + number) for number in range(20)])
    assert len(telegram.sent) == 20
    async with Store.open(url(tmp_path)) as store:
        assert (await store.counts())["answered"] == 20


async def test_figures_say_what_is_in_hand(telegram: Emulator, tmp_path: Path) -> None:
    async with opened(telegram, tmp_path) as channel:
        channel.unconfirmed.take([1, 2])
        text = channel.figures().decode()
    assert "sendbot_updates_in_hand 2.0" in text
    assert "sendbot_records_waiting 0.0" in text


async def test_staff_are_told_and_a_chat_that_is_gone_is_a_line_in_the_log(
    telegram: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(telegram, tmp_path, staff_chat=-500) as channel:
        channel.tell_staff("The database is away.")
        await telegram.replies(-500, 1)
        telegram.faults.append(Fault("sendMessage", "403"))
        channel.tell_staff("It is back.")
        await until(lambda: "SENDBOT_STAFF_CHAT" in caplog.text)
    assert len(telegram.got(-500)) == 1


async def test_turns_are_worked_out_on_a_thread_of_their_own() -> None:
    worker = ThreadedWorker(1)
    assert (await worker.do(lambda: threading.current_thread().name)).startswith("turn")
    with pytest.raises(ZeroDivisionError):
        await worker.do(lambda: 1 // 0)
    worker.close()

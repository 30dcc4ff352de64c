from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
from pathlib import Path

import aiohttp

from tests.ports import free_port
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.process import BotProcess
from tests.waiting import PATIENCE, until


def kept(house: Path) -> list[str]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return [row[0] for row in database.execute("SELECT text FROM logged_questions ORDER BY at, text")]


async def test_a_question_is_answered_recorded_and_only_then_confirmed(
    telegram: Emulator, house: Path
) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, "how do I borrow a book?")
        number = telegram.says(8, "zebras gnus yaks and other animals?")
        (answer,) = await telegram.replies(7, 1)
        (sorry,) = await telegram.replies(8, 1)
        assert "Show your card at the desk." in answer.text
        assert "I do not have an answer" in sorry.text
        await until(lambda: telegram.offset > number)
        assert kept(house) == ["zebras gnus yaks and other animals?"]
        assert await bot.stop() == 0
    assert TOKEN not in "\n".join(bot.said)


async def test_it_stops_in_time_and_confirms_what_it_has_done(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house) as bot:
        number = telegram.says(7, "how do I borrow a book?")
        await telegram.replies(7, 1)
        assert await bot.stop(signal.SIGINT) == 0
    assert telegram.offset == number + 1


async def test_another_server_may_say_less_than_telegram_does(telegram: Emulator, house: Path) -> None:
    telegram.terse = True
    who = {"id": 7, "is_bot": False, "first_name": "Parent"}
    async with BotProcess(telegram, house):
        telegram.says(7, "how do I borrow a book?")
        (answer,) = await telegram.replies(7, 1)
        telegram.update(
            "callback_query",
            {"id": "press", "from": who, "data": answer.data("Easy Read"), "message": telegram.message(7)},
        )
        assert "Show your card." in (await telegram.replies(7, 2))[1].text
    assert telegram.answered == ["press"]


async def test_nothing_is_left_over_when_messages_are_done(telegram: Emulator, house: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    async with (
        BotProcess(telegram, house, telegram_listen=listen),
        aiohttp.ClientSession(f"http://{listen}") as web,
    ):

        async def tasks() -> float:
            """How much goes on in the process."""
            async with web.get("/metrics") as metrics:
                found = re.search(r"^sendbot_tasks (\S+)", await metrics.text(), re.MULTILINE)
            assert found is not None
            return float(found[1])

        async def asked(start: int, number: int) -> None:
            for chat in range(start, start + number):
                last = telegram.says(chat, "how do I borrow a book?")
            await until(lambda: telegram.offset > last)

        await asked(100, 5)
        before = await tasks()
        await asked(1000, 200)
        async with asyncio.timeout(PATIENCE):
            while await tasks() > before + 1:
                await asyncio.sleep(0.05)

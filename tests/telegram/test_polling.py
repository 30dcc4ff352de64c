from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.process import BotProcess


def kept(house: Path) -> list[str]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return [row[0] for row in database.execute("SELECT text FROM logged_questions ORDER BY at, text")]


async def test_a_question_is_answered_recorded_and_only_then_confirmed(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, "how do I borrow a book?")
        number = telegram.says(8, "zebras gnus yaks and other animals?")
        (answer,) = await telegram.replies(7, 1)
        (sorry,) = await telegram.replies(8, 1)
        assert "Show your card at the desk." in answer.text
        assert "I do not have a checked answer" in sorry.text
        await telegram.until(lambda: telegram.offset > number)
        assert kept(house) == ["zebras gnus yaks and other animals?"]
        assert await bot.stop() == 0
    assert TOKEN not in "\n".join(bot.said)


async def test_it_stops_in_time_and_confirms_what_it_has_done(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house) as bot:
        number = telegram.says(7, "how do I borrow a book?")
        await telegram.replies(7, 1)
        assert await bot.stop(signal.SIGINT) == 0
    assert telegram.offset == number + 1

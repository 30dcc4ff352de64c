"""What Telegram sends, read."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.emulator import Emulator
from tests.telegram.kept import QUESTION
from tests.telegram.process import BotProcess
from tests.waiting import until


async def test_an_update_that_cannot_be_read_is_passed_over(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house):
        telegram.update("message", {"surprise": True})
        telegram.update("a_kind_of_tomorrow", {"x": 1})
        number = telegram.says(7, QUESTION)
        await telegram.replies(7, 1)
        await until(lambda: telegram.offset > number)

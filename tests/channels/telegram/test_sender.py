"""What is sent arrives, whatever Telegram takes."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault
from tests.telegram.kept import QUESTION
from tests.telegram.process import BotProcess
from tests.waiting import until


async def test_one_family_that_blocked_the_bot_keeps_nobody_waiting(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "403", chat=7))
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, QUESTION)
        number = telegram.says(8, QUESTION)
        await telegram.replies(8, 1)
        await until(lambda: telegram.offset > number)
        assert await bot.stop() == 0
    assert not telegram.got(7)
    assert not any("rror" in line for line in bot.said)


async def test_html_that_is_refused_goes_out_as_plain_text(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "400"))
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        (reply,) = await telegram.replies(7, 1)
    assert "<b>" not in reply.text
    assert "Borrowing, dated June 2025: https://library.example/borrow" in reply.text


async def test_typing_is_shown_while_a_reply_takes_long(telegram: Emulator, house: Path) -> None:
    held = Fault("sendMessage", "held")
    telegram.faults.append(held)
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        await until(lambda: ("sendChatAction", {"chat_id": 7, "action": "typing"}) in telegram.calls)
        held.go_on.set()
        await telegram.replies(7, 1)

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
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        (short,) = await telegram.replies(7, 1)
        telegram.faults.append(Fault("sendMessage", "400"))
        telegram.presses(7, short.data("More people and where this is from"), short.id)
        reply = (await telegram.replies(7, 2))[1]
    assert "parse_mode" not in reply.params
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


async def test_a_topic_that_is_no_more_gives_way_to_the_chat(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "topic"))
    async with BotProcess(telegram, house):
        telegram.says(-7, "/start", is_topic_message=True, message_thread_id=44)
        (reply,) = await telegram.replies(-7, 1)
    assert "message_thread_id" not in reply.params
    first = next(params for method, params in telegram.calls if method == "sendMessage")
    assert first is reply.params


async def test_a_file_follows_a_group_that_has_moved(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendDocument", "moved", moved_to=-1007))
    async with BotProcess(telegram, house):
        telegram.says(-7, "/date pay-fine 2 March 2026")
        await telegram.replies(-7, 1)
        (file,) = await telegram.replies(-1007, 1)
    assert file.params["document"]["name"] == "pay-fine.ics"

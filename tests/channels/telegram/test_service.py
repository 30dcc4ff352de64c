"""The whole service: how it starts, what it says to operators, how it stops."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.faults import Fault
from tests.telegram.kept import QUESTION, UNKNOWN, kept
from tests.telegram.process import BotProcess
from tests.waiting import until


async def test_a_second_process_is_refused_with_a_clear_message(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("getUpdates", "409", times=50))
    bot = BotProcess(telegram, house)
    await bot.start()
    assert await bot.ended() == 1
    assert "another process reads this bot's messages" in bot.said[-1]


async def test_a_wrong_token_is_explained(telegram: Emulator, house: Path) -> None:
    bot = BotProcess(telegram, house, telegram_token="1:wrong")
    await bot.start(ready=False)
    assert await bot.ended() == 1
    assert "Check SENDBOT_TELEGRAM_TOKEN" in bot.said[-1]
    assert "1:wrong" not in "\n".join(bot.said)


async def test_it_stops_in_time_while_telegram_does_not_answer(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.faults += [Fault("sendMessage", "held", times=50)]
        number = telegram.says(7, QUESTION)
        await until(lambda: telegram.faults[0].times < 50)
        assert await bot.stop() == 0
    assert number in telegram.queue


async def test_a_start_without_a_database_serves_families_all_the_same(
    telegram: Emulator, house: Path
) -> None:
    (house / "data" / "sendbot.db").mkdir()
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, UNKNOWN)
        await telegram.replies(7, 1)
        (house / "data" / "sendbot.db").rmdir()
        await until(lambda: "database is back" in "\n".join(bot.said))
        assert await bot.stop() == 0
    assert kept(house) == [UNKNOWN]


async def test_logs_hold_no_token_no_words_and_no_chat(telegram: Emulator, house: Path) -> None:
    telegram.faults += [Fault("sendMessage", "502", times=2), Fault("getUpdates", "half", times=2)]
    async with BotProcess(telegram, house, log_level="DEBUG") as bot:
        telegram.says(77_665_544, UNKNOWN)
        telegram.presses(77_665_544, "1:e:borrow")
        await telegram.replies(77_665_544, 2)
        await bot.stop()
    log = "\n".join(bot.said)
    assert "DEBUG" in log
    for secret in (TOKEN, TOKEN.split(":")[1], "zebras", "77665544"):
        assert secret not in log

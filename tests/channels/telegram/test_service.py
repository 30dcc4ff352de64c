"""The whole service: how it starts, what it says to operators, how it stops."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from sendbot.channels.serving.ending import end
from sendbot.channels.telegram import service
from sendbot.errors import TelegramError
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


async def test_a_server_that_refuses_once_after_faults_is_no_wrong_token(
    telegram: Emulator, house: Path
) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.faults += [
            Fault("getUpdates", kind, times=1) for kind in ("502", "502", "400", "502", "400", "400", "502")
        ]
        telegram.says(7, QUESTION)
        await telegram.replies(7, 1)
        assert bot.process.returncode is None
        assert await bot.stop() == 0


async def test_three_refusals_in_a_row_are_a_wrong_token(telegram: Emulator, house: Path) -> None:
    bot = BotProcess(telegram, house)
    await bot.start()
    telegram.faults.append(Fault("getUpdates", "400", times=3))
    telegram.says(7, QUESTION)
    assert await bot.ended() == 1
    assert "Check SENDBOT_TELEGRAM_TOKEN" in bot.said[-1]


async def test_one_refusal_at_the_start_is_no_wrong_token(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("getMe", "400", times=1))
    async with BotProcess(telegram, house) as bot:
        assert await bot.stop() == 0


async def test_a_slip_in_the_databases_address_is_a_sentence_and_no_deaf_bot(
    telegram: Emulator, house: Path
) -> None:
    for address in (
        "postgresql://u:secret@db.internal/name?sslmod=require",
        "postgresql://u:secret@db.internal:54x2/name",
    ):
        bot = BotProcess(telegram, house, database_url=address)
        await bot.start(ready=False)
        assert await bot.ended() == 1
        assert "database address" in bot.said[-1]
        assert "secret" not in "\n".join(bot.said)


async def test_what_it_writes_is_for_its_own_account_alone(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, data_dir=str(house / "fresh")) as bot:
        telegram.says(7, UNKNOWN)
        await until(lambda: not telegram.queue)
        await until((house / "fresh" / "last-good").is_dir)
        assert await bot.stop() == 0
    written = [house / "fresh", *(house / "fresh").rglob("*")]
    assert {path.name for path in written} >= {"sendbot.db", "unwritten", "last-good"}
    assert [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


async def test_a_part_that_dies_ends_the_whole_loudly_and_nothing_else_does() -> None:
    async def ends() -> None:
        return None

    async def dies() -> None:
        raise KeyError("zebras")

    async def goes_on() -> None:
        await asyncio.Event().wait()

    tasks = tuple(asyncio.create_task(work()) for work in (ends, goes_on))
    watching = asyncio.create_task(service._first_death(tasks))
    await asyncio.wait([watching], timeout=0.05)
    assert not watching.done()
    await end(watching, *tasks)
    dying = tuple(asyncio.create_task(work()) for work in (ends, dies, goes_on))
    with pytest.raises(TelegramError, match="KeyError") as caught:
        await service._first_death(dying)
    assert "zebras" not in str(caught.value)
    await end(*dying)

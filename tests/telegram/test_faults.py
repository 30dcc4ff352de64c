"""Telegram and the way to it misbehave; families still get their answers, and the operator a sentence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.faults import Fault, Kind
from tests.telegram.process import BotProcess

QUESTION = "how do I borrow a book?"
UNKNOWN = "zebras gnus yaks and camels?"


def kept(house: Path) -> list[str]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return [row[0] for row in database.execute("SELECT text FROM logged_questions")]


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Nobody can write to the database, as with a full disk or a file without permissions."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_a_limit_is_honoured(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "429", seconds=2))
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        began = time.monotonic()
        (reply,) = await telegram.replies(7, 1)
        assert reply.at - began >= 2


async def test_no_more_messages_go_out_than_the_rate_allows(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, telegram_rate="5"):
        for chat in range(100, 115):
            telegram.says(chat, QUESTION)
        await telegram.until(lambda: len(telegram.sent) == 15)
    assert telegram.sent[-1].at - telegram.sent[0].at > 1.5


@pytest.mark.parametrize("kind", ["500", "502", "dropped", "half"])
async def test_a_fault_is_tried_again_until_the_reply_is_through(
    telegram: Emulator, house: Path, kind: Kind
) -> None:
    telegram.faults += [
        Fault("sendMessage", kind, times=3),
        Fault("getUpdates", kind, times=2),
        Fault("setMyCommands", kind, times=9),
    ]
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, QUESTION)
        (reply,) = await telegram.replies(7, 1)
        assert "Show your card" in reply.text
        telegram.says(7, QUESTION)
        await telegram.replies(7, 2)
        assert await bot.stop() == 0
    assert len(telegram.got(7)) == 2


async def test_a_reply_whose_receipt_is_lost_may_be_doubled_but_never_missed(
    telegram: Emulator, house: Path
) -> None:
    telegram.faults.append(Fault("sendMessage", "lost"))
    async with BotProcess(telegram, house):
        number = telegram.says(7, UNKNOWN)
        await telegram.replies(7, 2)
        await telegram.until(lambda: telegram.offset > number)
    assert len(kept(house)) == 1


async def test_one_family_that_blocked_the_bot_keeps_nobody_waiting(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "403", chat=7))
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, QUESTION)
        number = telegram.says(8, QUESTION)
        await telegram.replies(8, 1)
        await telegram.until(lambda: telegram.offset > number)
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
    telegram.faults.append(Fault("sendMessage", "slow", seconds=1.5))
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        await telegram.replies(7, 1)
    assert ("sendChatAction", {"chat_id": 7, "action": "typing"}) in telegram.calls


async def test_updates_that_come_twice_and_out_of_order_are_answered_once_and_in_order(
    telegram: Emulator, house: Path
) -> None:
    telegram.shuffled = telegram.doubled = True
    async with BotProcess(telegram, house):
        for topic in ("fines", "hours", "borrow", "renew", "fines", "hours"):
            telegram.says(7, f"/start {topic}")
        last = telegram.says(8, QUESTION)
        replies = await telegram.replies(7, 6)
        await telegram.until(lambda: telegram.offset > last)
    assert [reply.text[:15] for reply in replies] == [
        "How much is a f", "When are you op", "How do I borrow", "How do I renew ", "How much is a f", "When are you op",
    ]  # fmt: skip
    assert len(telegram.got(7)) == 6


async def test_an_update_that_cannot_be_read_is_passed_over(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house):
        telegram.update("message", {"surprise": True})
        telegram.update("a_kind_of_tomorrow", {"x": 1})
        number = telegram.says(7, QUESTION)
        await telegram.replies(7, 1)
        await telegram.until(lambda: telegram.offset > number)


async def test_a_second_process_is_refused_with_a_clear_message(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("getUpdates", "409", times=50))
    bot = BotProcess(telegram, house)
    await bot.start()
    assert await bot.ended(15) == 1
    assert "another process reads this bot's messages" in bot.said[-1]


async def test_a_wrong_token_is_explained(telegram: Emulator, house: Path) -> None:
    bot = BotProcess(telegram, house, telegram_token="1:wrong")
    await bot.start(ready=False)
    assert await bot.ended(20) == 1
    assert "Check SENDBOT_TELEGRAM_TOKEN" in bot.said[-1]
    assert "1:wrong" not in "\n".join(bot.said)


async def test_it_stops_in_time_while_telegram_does_not_answer(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.faults += [Fault("sendMessage", "slow", times=50, seconds=30)]
        number = telegram.says(7, QUESTION)
        await telegram.until(lambda: telegram.faults[0].times < 50)
        assert await bot.stop(within=10) == 0
    assert number in telegram.queue


async def test_without_its_database_the_bot_answers_and_records_later(
    telegram: Emulator, house: Path
) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.says(6, QUESTION)
        await telegram.replies(6, 1)
        with locked(house / "data" / "sendbot.db"):
            numbers = [telegram.says(chat, UNKNOWN) for chat in (7, 8)]
            await telegram.replies(7, 1)
            await telegram.replies(8, 1)
            telegram.says(7, "we are drowning!")
            help_came = (await telegram.replies(7, 2))[1]
            assert "Leave the building now." in help_came.text
            await telegram.until(
                lambda: any("Families still get their answers" in line for line in bot.said), 15
            )
            assert telegram.offset <= min(numbers)
        await telegram.until(lambda: telegram.offset > max(numbers), 20)
        assert kept(house) == [UNKNOWN, UNKNOWN]
        assert await bot.stop() == 0
    assert sum("Families still get their answers" in line for line in bot.said) == 1


async def test_a_start_without_a_database_serves_families_all_the_same(
    telegram: Emulator, house: Path
) -> None:
    (house / "data" / "sendbot.db").mkdir()
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, UNKNOWN)
        await telegram.replies(7, 1)
        (house / "data" / "sendbot.db").rmdir()
        await telegram.until(lambda: "database is back" in "\n".join(bot.said), 15)
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

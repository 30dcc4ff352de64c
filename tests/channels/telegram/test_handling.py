"""One update from beginning to end."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.telegram.emulator import ME, Emulator
from tests.telegram.kept import QUESTION, UNKNOWN, kept
from tests.telegram.process import BotProcess
from tests.waiting import until


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


def set_aside(house: Path) -> str:
    """What waits on the disk for the database."""
    return "".join(path.read_text(encoding="utf-8") for path in (house / "data" / "unwritten").iterdir())


async def test_updates_that_come_twice_and_out_of_order_are_answered_once_and_in_order(
    telegram: Emulator, house: Path
) -> None:
    telegram.shuffled = telegram.doubled = True
    async with BotProcess(telegram, house):
        for topic in ("fines", "hours", "borrow", "renew", "fines", "hours"):
            telegram.says(7, f"/start {topic}")
        last = telegram.says(8, QUESTION)
        replies = await telegram.replies(7, 6)
        await until(lambda: telegram.offset > last)
    assert [reply.text[:15] for reply in replies] == [
        "How much is a f", "When are you op", "How do I borrow", "How do I renew ", "How much is a f",
        "When are you op",
    ]  # fmt: skip
    assert len(telegram.got(7)) == 6


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
            await until(lambda: any("Families still get their answers" in line for line in bot.said))
            await until(lambda: telegram.offset > max(numbers))
            assert set_aside(house).count(UNKNOWN) == 2  # what is acknowledged is on the disk
            assert kept(house) == []
        await until(lambda: kept(house) == [UNKNOWN, UNKNOWN])
        await until(lambda: UNKNOWN not in set_aside(house))
        assert await bot.stop() == 0
    assert sum("Families still get their answers" in line for line in bot.said) == 1


async def test_a_server_that_counts_anew_with_the_same_data_is_answered(house: Path) -> None:
    for _ in range(2):
        async with Emulator() as telegram, BotProcess(telegram, house) as bot:
            number = telegram.says(7, UNKNOWN)
            (reply,) = await telegram.replies(7, 1)
            telegram.presses(7, reply.data("Don't keep my question"), reply.id)
            await telegram.replies(7, 2)
            await until(lambda number=number, telegram=telegram: telegram.offset > number + 1)  # type: ignore[misc]
            assert await bot.stop() == 0
        await asyncio.sleep(1.1)  # Telegram gives whole seconds


async def test_a_group_that_becomes_a_supergroup_is_greeted_once(telegram: Emulator, house: Path) -> None:
    def joins(chat: int) -> int:
        states = [{"status": status, "until_date": 0, "user": ME} for status in ("left", "member")]
        content = {
            "chat": telegram.message(chat)["chat"],
            "from": {"id": 7, "is_bot": False, "first_name": "P"},
            "date": 1,
        }
        return telegram.update(
            "my_chat_member", content | {"old_chat_member": states[0], "new_chat_member": states[1]}
        )

    async with BotProcess(telegram, house):
        joins(-7)
        await telegram.replies(-7, 1)
        number = joins(-1007)
        telegram.says(-7, migrate_to_chat_id=-1007)
        joins(-1007)
        await until(lambda: telegram.offset > number + 2)
    assert len(telegram.got(-7)) == 1
    assert telegram.got(-1007) == []


async def test_none_of_these_says_nothing_of_a_question_that_was_deleted_also_after_a_restart(
    telegram: Emulator, house: Path
) -> None:
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, UNKNOWN)
        (said,) = await telegram.replies(7, 1)
        forget = said.data("Don't keep my question")
        none = forget.replace("1:k:", "1:n:")  # what a menu of the same question carries
        telegram.presses(7, none, said.id)
        assert "goes to the staff" in (await telegram.replies(7, 2))[1].text
        telegram.presses(7, forget, said.id)
        await telegram.replies(7, 3)
        telegram.presses(7, none, said.id)
        assert "goes to the staff" not in (await telegram.replies(7, 4))[3].text
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
        assert kept(house) == []
        await bot.start()
        telegram.presses(7, none, said.id)
        assert "goes to the staff" not in (await telegram.replies(7, 5))[4].text

"""A database that hangs, and one whose file goes away, under the real program: what families see, what is
lost, who is told."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest

from tests.ports import free_port
from tests.postgres import Postgres
from tests.telegram.chaos import Plan, script
from tests.telegram.emulator import Emulator
from tests.telegram.kept import UNKNOWN, kept
from tests.telegram.process import BotProcess
from tests.waiting import until

STAFF = -500


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


def told(telegram: Emulator) -> str:
    """What the staff's chat was told."""
    return "\n".join(sent.text for sent in telegram.got(STAFF))


def questions(number: int) -> list[tuple[int, str]]:
    """Questions that nobody knows, each from a family of its own."""
    plan = Plan(messages=number, chats=number, kills=0, outages=0, rate=1)
    return script(plan)


async def recorded(address: str) -> list[str]:
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    try:
        return [row["text"] for row in await connection.fetch("SELECT text FROM logged_questions")]
    finally:
        await connection.close()


async def ready(listen: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession(f"http://{listen}") as web, web.get("/readyz") as response:
        return response.status, await response.json()


async def test_a_frozen_database_slows_no_reply_and_nothing_acknowledged_is_lost_when_the_bot_is_killed_then(
    telegram: Emulator, house: Path, postgres: Postgres
) -> None:
    address, listen = postgres.new_database(), f"127.0.0.1:{free_port()}"
    said = questions(60)
    settings = {"database_url": address, "staff_chat": str(STAFF), "telegram_listen": listen}
    async with BotProcess(telegram, house, **settings) as bot:
        telegram.says(*said[0])
        await until(lambda: not telegram.queue)
        postgres.freeze()
        try:
            for chat, text in said[1:]:
                telegram.says(chat, text)
                await asyncio.sleep(0.05)
            for chat, _ in said[1:]:
                await telegram.replies(chat, 1)
            await until(lambda: not telegram.queue)  # acknowledged, though the database answers nothing
            status, state = await ready(listen)
            assert (status, state["database"], state["records"]) == (200, "away", "on disk")
            assert "does not answer in time" in told(telegram)
            await bot.kill()
        finally:
            postgres.thaw()
        await bot.start()
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
    texts = await recorded(address)
    assert sorted(texts) == sorted(text for _, text in said)
    assert not list((house / "data" / "unwritten").iterdir())


async def test_a_stop_while_the_database_hangs_is_in_time_and_says_where_the_records_wait(
    telegram: Emulator, house: Path, postgres: Postgres
) -> None:
    address = postgres.new_database()
    async with BotProcess(telegram, house, database_url=address) as bot:
        postgres.freeze()
        try:
            telegram.says(7, UNKNOWN)
            await telegram.replies(7, 1)
            began = time.monotonic()
            assert await bot.stop() == 0
            took = time.monotonic() - began
        finally:
            postgres.thaw()
        assert "the next start writes them" in "\n".join(bot.said)
        assert took < 30  # systemd's own limit is fifteen; this machine may be busy with other things
        await bot.start()
        await bot.stop()
    assert await recorded(address) == [UNKNOWN]


@pytest.mark.parametrize("fault", ["moved", "deleted", "replaced"])
async def test_a_database_file_that_goes_away_is_noticed_said_and_written_again(
    telegram: Emulator, house: Path, fault: str
) -> None:
    file = house / "data" / "sendbot.db"
    async with BotProcess(telegram, house, staff_chat=str(STAFF)) as bot:
        telegram.says(7, UNKNOWN)
        await until(lambda: not telegram.queue)
        if fault == "replaced":
            with sqlite3.connect(file) as database, sqlite3.connect(house / "copy.db") as copy:
                database.backup(copy)
            shutil.move(house / "copy.db", file)
        elif fault == "moved":
            file.rename(house / "moved.db")
        else:
            file.unlink()
        await until(lambda: "was moved, deleted or replaced" in told(telegram))
        await until(lambda: "database is back" in told(telegram))
        telegram.says(8, "yaks gnus and violins?")
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
    before = [UNKNOWN] if fault == "replaced" else []
    assert kept(house) == [*before, "yaks gnus and violins?"]


async def test_a_database_whose_host_cannot_be_found_is_said_and_nothing_is_lost(
    telegram: Emulator, house: Path, postgres: Postgres
) -> None:
    nowhere = "postgresql+asyncpg://u:secret@database.invalid/name"
    async with BotProcess(telegram, house, database_url=nowhere, staff_chat=str(STAFF)) as bot:
        telegram.says(7, UNKNOWN)
        await telegram.replies(7, 1)
        await until(lambda: not telegram.queue)
        assert "no host of that name" in told(telegram)
        assert "secret" not in told(telegram) + "\n".join(bot.said)
        assert await bot.stop() == 0
    address = postgres.new_database()
    async with BotProcess(telegram, house, database_url=address) as bot:
        assert await bot.stop() == 0
    assert await recorded(address) == [UNKNOWN]


async def test_where_neither_database_nor_disk_takes_records_it_is_not_ready_and_telegram_keeps_the_messages(
    telegram: Emulator, house: Path
) -> None:
    (house / "data" / "sendbot.db").mkdir()
    (house / "data" / "unwritten").write_text("a file where a folder should be", encoding="utf-8")
    listen = f"127.0.0.1:{free_port()}"
    async with BotProcess(telegram, house, staff_chat=str(STAFF), telegram_listen=listen) as bot:
        number = telegram.says(7, UNKNOWN)
        await telegram.replies(7, 1)
        await until(lambda: "nothing is acknowledged" in told(telegram))
        status, state = await ready(listen)
        assert (status, state["ready"], state["records"]) == (503, False, "nowhere")
        (house / "data" / "unwritten").unlink()
        (house / "data" / "sendbot.db").rmdir()
        await until(lambda: number not in telegram.queue)
        assert (await ready(listen))[0] == 200
        assert await bot.stop() == 0
    assert kept(house) == [UNKNOWN]

"""Answers change while the bot runs: good ones go into service, bad ones do not, and families that waited are
told."""

from __future__ import annotations

import os
import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sendbot.care.redaction import redact
from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.conversation.events import Abstained
from sendbot.store.link_emails import keep_email
from sendbot.store.private_links import keep_link, link_id
from sendbot.store.store import Store
from tests.postgres import children
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.waiting import until

STAFF_CHAT = -500
UNKNOWN = "zebras gnus yaks and camels?"


@pytest.fixture
def house(own_house: Path) -> Path:
    return own_house


def change(house: Path, entry_id: str = "hours", **values: Any) -> None:
    """Change an entry in the folder, as a curator does."""
    path = house / "knowledge" / "library.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(entry for entry in content["entries"] if entry["id"] == entry_id).update(values)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


async def in_service(bot: BotProcess, times: int = 1) -> None:
    await until(lambda: sum("New answers are in service" in line for line in bot.said) >= times)


async def test_a_change_is_in_service_without_a_restart(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, log_level="INFO") as bot:
        change(house, answer="Every day, even on Sunday.")
        await in_service(bot)
        telegram.says(7, "opening hours on sunday?")
        assert "even on Sunday" in (await telegram.replies(7, 1))[0].text
        bot.process.send_signal(signal.SIGHUP)
        await in_service(bot, 2)
        assert await bot.stop() == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
async def test_a_stop_does_not_wait_for_a_reload(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, log_level="INFO") as bot:
        os.mkfifo(
            house / "knowledge" / "endless.yaml"
        )  # a file that gives nothing and does not end: the reload stands still
        await until(lambda: any("are read again" in line for line in bot.said))
        assert await bot.stop() == 0
        assert not any("are in service" in line for line in bot.said)


async def test_a_bad_file_keeps_the_last_good_answers_and_staff_learn_where(
    telegram: Emulator, house: Path
) -> None:
    async with BotProcess(telegram, house, staff_chat=str(STAFF_CHAT)) as bot:
        path = house / "knowledge" / "library.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\n- nonsense: [", encoding="utf-8")
        (told,) = await telegram.replies(STAFF_CHAT, 1)
        assert "library.yaml:" in told.text
        assert "last good" in told.text
        telegram.says(7, "opening hours on sunday?")
        (reply,) = await telegram.replies(7, 1)
        assert "Every day but Sunday." in reply.text
        assert await bot.stop() == 0


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="this system does not name a process's children"
)
async def test_a_fitting_process_that_is_killed_leaves_the_last_good_answers_and_staff_are_told(
    telegram: Emulator, house: Path
) -> None:
    bot = BotProcess(telegram, house, staff_chat=str(STAFF_CHAT))
    bot.looked_at = True
    async with bot:
        change(house, answer="Every day, even on Sunday.", questions=["zebra hours", "opening hours"])
        await until(lambda: bool(fitting(bot)))
        for pid in fitting(bot):
            os.kill(pid, signal.SIGKILL)
        (told,) = await telegram.replies(STAFF_CHAT, 1)
        assert "the last good ones are" in told.text
        assert "the memory ran out" in told.text
        telegram.says(7, "opening hours on sunday?")
        assert "Every day but Sunday." in (await telegram.replies(7, 1))[0].text
        assert await bot.stop() == 0


def fitting(bot: BotProcess) -> list[int]:
    """The processes of the bot's that fit."""
    return [
        pid for pid in children(bot.process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


async def test_a_family_that_wants_to_be_told_is_told_once(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, seal_key=new_key()) as bot:
        telegram.says(7, UNKNOWN)
        (sorry,) = await telegram.replies(7, 1)
        telegram.presses(7, sorry.data("Tell me when there is an answer"), sorry.id)
        await telegram.replies(7, 2)
        await until(lambda: len(_waiting(house)) == 1)
        (question, sealed) = _waiting(house)[0]
        assert len(sealed) > 50
        change(
            house,
            answer="Every day, even for zebras.",
            questions=["zebras gnus yaks", "opening hours"],
            answers=[question],
        )
        told = (await telegram.replies(7, 3))[2]
        assert "You asked me to tell you" in told.text
        assert "even for zebras" in told.text
        await until(lambda: not _waiting(house))
        telegram.says(8, "gnus and zebras?")
        assert "even for zebras" in (await telegram.replies(8, 1))[0].text
        assert await bot.stop() == 0
    assert len(telegram.got(7)) == 3


async def test_a_wish_that_no_key_opens_is_told_to_staff_and_waits_for_its_key(
    telegram: Emulator, house: Path
) -> None:
    old, new = new_key(), new_key()
    async with BotProcess(telegram, house, seal_key=old) as bot:
        telegram.says(7, UNKNOWN)
        (sorry,) = await telegram.replies(7, 1)
        telegram.presses(7, sorry.data("Tell me when there is an answer"), sorry.id)
        await until(lambda: len(_waiting(house)) == 1)
        assert await bot.stop() == 0
    change(house, answers=[_waiting(house)[0][0]])
    async with BotProcess(telegram, house, seal_key=new, staff_chat=str(STAFF_CHAT)) as bot:
        (told,) = await telegram.replies(STAFF_CHAT, 1)
        assert "SENDBOT_SEAL_KEY was changed" in told.text
        assert len(_waiting(house)) == 1
        assert await bot.stop() == 0
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        database.execute("UPDATE consents SET claimed_at = NULL")  # ten minutes later
    async with BotProcess(telegram, house, seal_key=f"{new},{old}") as bot:
        assert "You asked me to tell you" in (await telegram.replies(7, 3))[2].text
        await until(lambda: not _waiting(house))
        assert await bot.stop() == 0


async def test_an_address_of_the_web_page_that_no_key_opens_is_told_to_staff_too(
    telegram: Emulator, house: Path
) -> None:
    url = f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"
    asked = Abstained((), "nothing close", "en", "q-abcd1234", redact("zebras gnus yaks").text)
    async with Store.open(url) as store:
        await store.record([asked], datetime.now(UTC))
        await keep_link(store, "s" * 32, "q-abcd1234", "", datetime.now(UTC))
        box = Seal(new_key()).seal_text("locked with the key of before")
        await keep_email(store, link_id("s" * 32), box, "", datetime.now(UTC))
    change(house, answers=["q-abcd1234"])
    async with BotProcess(telegram, house, seal_key=new_key(), staff_chat=str(STAFF_CHAT)) as bot:
        (told,) = await telegram.replies(STAFF_CHAT, 1)
        assert "There is an answer for 1 family, but SENDBOT_SEAL_KEY was changed" in told.text
        assert await bot.stop() == 0


def _waiting(house: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return database.execute("SELECT question_id, sealed_chat FROM consents").fetchall()

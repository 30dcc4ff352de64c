"""How a database grows: real rows written as the bot writes them, and the file measured: `python -m
tests.benchmarks.growth`."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Answered, Event
from sendbot.matching.decision import Candidate
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store

_WORDS = (
    "my son is in year four and the school says there is no money for "
    "a plan can they say that and who do I ask"
).split()
_BATCH = 200


@dataclass(frozen=True)
class Growth:
    """Bytes a row, and rows a second."""

    event: float
    question: float
    rate: float

    def __str__(self) -> str:
        return (
            f"{self.event:.0f} bytes an answered message, {self.question:.0f} a kept question; "
            f"{self.rate:.0f} records a second"
        )


def _happened(number: int, chance: random.Random, unanswered: bool) -> tuple[Event, ...]:
    if not unanswered:
        return (Answered(f"entry-{number % 300}"),)
    text = redact(" ".join(chance.choices(_WORDS, k=18))).text
    candidates = tuple(Candidate(f"entry-{number % 300 + step}", 0.4) for step in range(3))
    return (Abstained(candidates, "nothing-near", "en", f"q-{number:08d}", text),)


async def _bytes(file: Path, number: int, unanswered: bool) -> tuple[float, float]:
    chance, start = random.Random(1), datetime(2026, 1, 1, tzinfo=UTC)
    async with Store.open(f"sqlite+aiosqlite:///{file}") as store:
        await store.forget_traces()
        before, began = file.stat().st_size, time.monotonic()
        for first in range(0, number, _BATCH):
            items = [
                Handled(1, (place,), start + timedelta(seconds=place), _happened(place, chance, unanswered))
                for place in range(first, first + _BATCH)
            ]
            await record_handled(store, items)
        rate = number / (time.monotonic() - began)
        await store.forget_traces()
        return (file.stat().st_size - before) / number, rate


async def growth(number: int = 20_000) -> Growth:
    """Measured on an SQLite file; the numbers of updates, kept for three days, are counted with each row."""
    with tempfile.TemporaryDirectory() as folder:
        event, rate = await _bytes(Path(folder) / "answered.db", number, unanswered=False)
        question, _ = await _bytes(Path(folder) / "unanswered.db", number // 4, unanswered=True)
    return Growth(event, question, rate)


if __name__ == "__main__":
    print(asyncio.run(growth()))

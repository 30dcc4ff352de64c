"""The review desk with very many logged questions: how long grouping takes, how long pages take, how much
memory.

python -m tests.benchmarks.desk_speed [questions] [--strict]
"""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import httpx
import sqlalchemy as sa

from sendbot.cli.desk import make_context
from sendbot.cli.desk_answers import LiveAnswers
from sendbot.desk.access.password import hashed
from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext
from sendbot.matching.reading.spelling import word_frequencies
from sendbot.review.states import Role
from sendbot.settings import Settings
from sendbot.store.accounts import add_person
from sendbot.store.review.queries import Filter, queue
from sendbot.store.store import Store
from sendbot.store.tables import candidates, events, logged_questions
from tests.desk.conftest import ADMIN, PASSWORD, sign_in
from tests.small_folder import write_small_folder

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_AT_ONCE = 5_000
_MB = 1024
_RARE = 8_000
"""Subjects of two words that have nothing to do with anything else, so that there are very many groups."""

_ASKS = (
    "where do I get {}", "how do we apply for {}", "is there any help with {}", "who can help us with {}",
    "can my son have {}", "does she qualify for {}",
    "{} please", "how long does it take to get {}", "we were refused {} what now", "do you know about {}",
    "what is {}", "who pays for {}", "{} near crewe",
    "school says no to {}", "my daughter needs {} and nobody answers",
)  # fmt: skip
_THINGS = (
    "bus pass", "wheelchair", "hoist", "swimming lesson", "sleep clinic", "sensory room", "toy library",
    "football team", "holiday club", "respite", "grant",
    "parking badge", "passport photo", "haircut", "dentist", "optician", "hearing aid", "car seat", "bike",
    "garden swing", "bed rails", "nappies", "school shoes",
    "uniform", "laptop", "tablet", "headphones", "riding lesson", "music therapy", "art class",
    "cookery course", "work placement", "driving lesson", "bank account",
    "radar key", "cinema card", "train card", "day trip", "siblings group", "dads group", "coffee morning",
    "training day", "counselling", "benefit form",
    "rent help", "food parcel", "heating bill", "phone line", "carer badge", "assistance dog",
    "special bike seat", "communication book", "picture cards",
)  # fmt: skip
_KINDS = (
    "", "for autism", "for a blind child", "for twins", "after an operation", "in the holidays",
    "at weekends", "for a teenager", "for a toddler", "on the nhs",
    "without a diagnosis", "when we move house", "for a foster child", "at college", "second hand",
    "for a deaf child", "with epilepsy", "in macclesfield",
    "in a wheelchair", "with diabetes", "for free", "for two children", "at nursery", "with a tracheostomy",
    "in congleton", "for dyslexia", "with anxiety",
    "after school", "before christmas", "for a large family", "in lockdown", "at night", "for left handers",
    "in polish", "with a feeding tube", "for adhd",
    "from january", "for non verbal kids", "with brittle bones", "in the evening",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One thing measured, in milliseconds unless it says otherwise."""

    name: str
    middle: float
    worst: float
    bar: float
    unit: str = "ms"
    busy: float = 0.0
    """The processor's time for the middle one, which other work on the machine does not lengthen."""


def wordings(count: int, seed: int = 7) -> Iterator[str]:
    """Questions as they might come in: a few subjects very often, most of them seldom, one in ten with a
    slip."""
    chance = random.Random(seed)
    known = sorted(word for word in word_frequencies() if 4 <= len(word) <= 9)
    rare = [" ".join(chance.sample(known, 2)) for _ in range(_RARE)]
    subjects = [*(f"{thing} {kind}".strip() for thing in _THINGS for kind in _KINDS), *rare]
    chance.shuffle(subjects)
    for subject in chance.choices(subjects, [1 / (place + 5) for place in range(len(subjects))], k=count):
        text = chance.choice(_ASKS).format(subject)
        if chance.random() < 0.1:
            place = chance.randrange(len(text) - 1)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        yield text


async def fill(store: Store, count: int) -> None:
    """Questions and events of a year, in bulk."""
    chance = random.Random(11)
    entries = ("hours", "borrow", "renew", "fines")
    texts = list(wordings(count))
    step = timedelta(days=365) / count
    for start in range(0, count, _AT_ONCE):
        rows, near, happened = [], [], []
        for number in range(start, min(start + _AT_ONCE, count)):
            at = NOW - timedelta(days=365) + step * number + timedelta(seconds=chance.random())
            asked = chance.random()
            offered, language = (
                asked < 0.4,
                chance.choices(("en", "pl", "ro", "uk", "hu", "pt", "ar", "zh"), (90, 3, 2, 1, 1, 1, 1, 1))[
                    0
                ],
            )
            pressed = asked < 0.15
            name = f"q-{number:08d}"
            rows.append({
                "id": name, "at": at, "text": texts[number], "outcome": "clarify" if offered else "abstain",
                "reason": "too close to call" if offered else "nothing close", "language": language,
                "chosen": chance.choice(entries) if pressed else None,
                "none_chosen": offered and not pressed and asked < 0.25,
            })  # fmt: skip
            near += [
                {"question_id": name, "position": place, "entry": entry, "score": 0.4 / (place + 1)}
                for place, entry in enumerate(chance.sample(entries, 3))
            ]
            kind = "clarified" if offered else "abstained"
            happened.append(event(at, kind, language))
            happened.append(event(at + timedelta(minutes=1), "answered", language, chance.choice(entries)))
            if asked > 0.7:
                happened.append(
                    event(
                        at + timedelta(minutes=2),
                        "rated",
                        None,
                        chance.choice(entries),
                        chance.random() < 0.7,
                    )
                )
        async with store.changing() as connection:
            await connection.execute(sa.insert(logged_questions), rows)
            await connection.execute(sa.insert(candidates), near)
            await connection.execute(sa.insert(events), happened)


def event(
    at: datetime, kind: str, language: str | None, entry: str | None = None, helped: bool | None = None
) -> dict[str, object]:
    """A row of events."""
    by_button = False if kind == "answered" else None
    empty = {"reason": None, "about": None, "easy_read": None}
    return {
        **empty,
        "at": at,
        "kind": kind,
        "language": language,
        "entry": entry,
        "helped": helped,
        "by_button": by_button,
    }


@asynccontextmanager
async def desk(folder: Path, count: int) -> AsyncIterator[DeskContext]:
    """A desk over a file with so many questions, in no groups yet."""
    write_small_folder(folder / "knowledge")
    settings = Settings(knowledge_dir=folder / "knowledge", data_dir=folder / "data")
    async with Store.open(f"sqlite+aiosqlite:///{folder / 'desk.db'}") as store:
        await fill(store, count)
        await add_person(
            store, NOW, "benchmark", email=ADMIN, name="Ada", role=Role.ADMIN, password=hashed(PASSWORD)
        )
        context = make_context(store, LiveAnswers(settings, NOW.date), settings, (), "")
        context.now = lambda: NOW
        yield context


async def timed(name: str, bar: float, times: int, work: Callable[[int], Awaitable[object]]) -> Figure:
    """Median and worst of several runs."""
    took, busy = [], []
    for number in range(times):
        start, used = time.perf_counter(), time.process_time()
        await work(number)
        took.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - used) * 1000)
    return Figure(name, median(took), max(took), bar, busy=median(busy))


async def pages(context: DeskContext) -> AsyncIterator[Figure]:
    """Every page that reads much."""
    transport = httpx.ASGITransport(make_app(context))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=600) as browser:
        await sign_in(browser)
        largest = (
            (await browser.get("/queue?sort=asked&state=all")).text.split('<h3><a href="')[1].split('"')[0]
        )
        addresses = {
            "queue": ("/queue", 300),
            "queue, filtered": ("/queue?language=pl&workstream=voice&from=2026-06-01&sort=asked", 300),
            "queue, searched": ("/queue?q=wheelchair&state=all", 300),
            "queue, a late page": ("/queue?page=40&sort=oldest&state=all", 300),
            "largest group": (largest, 300),
            "its answer": (f"{largest}/answer", 300),
            "knowledge": ("/knowledge", 300),
            "insights of a year": ("/insights?from=2025-11-24&to=2026-11-23", 500),
            "report of a year": ("/report?from=2025-11-24&to=2026-11-23", 500),
            "queue as CSV": ("/queue.csv?state=all", 5000),
        }

        async def get(address: str) -> None:
            answer = await browser.get(address)
            assert answer.status_code == 200, address

        for name, (address, bar) in addresses.items():
            yield await timed(name, bar, 12, lambda _, address=address: get(address))  # type: ignore[misc]


async def measure(count: int) -> list[Figure]:
    """All figures."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        async with desk(Path(folder), count) as context:
            start, used = time.perf_counter(), time.process_time()
            await context.grouper.catch_up(NOW)
            await context.grouper.refresh(NOW)
            scratch, used = time.perf_counter() - start, time.process_time() - used
            _, groups = await queue(context.store, Filter(state="all"))
            print(f"{count:,} questions in {groups:,} groups")
            found.append(Figure(f"grouping {count:,} from scratch", scratch, scratch, 300, "s", used))
            fresh = list(wordings(50, seed=23))

            async def add(number: int) -> None:
                row = {
                    "id": f"q-x{number:07d}",
                    "at": NOW,
                    "text": fresh[number],
                    "outcome": "abstain",
                    "reason": "nothing close",
                    "language": "en",
                }
                async with context.store.changing() as connection:
                    await connection.execute(
                        sa.insert(logged_questions), [{**row, "chosen": None, "none_chosen": False}]
                    )
                await context.grouper.catch_up(NOW)

            found.append(await timed("logging and grouping one more", 50, 50, add))
            found.append(
                await timed(
                    "refreshing what may have changed", 2000, 3, lambda _: context.grouper.refresh(NOW)
                )
            )
            found += [figure async for figure in pages(context)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return [*found, Figure("memory at the most", memory, memory, 600, "MB")]


def main() -> int:
    """Print the table; 1 with --strict when a bar is missed."""
    count = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 100_000)
    found = asyncio.run(measure(count))
    for figure in found:
        told = "" if figure.middle <= figure.bar else "  over"
        print(
            f"{figure.name:40} {figure.middle:9.1f} {figure.unit:3} worst {figure.worst:9.1f}   processor "
            f"{figure.busy:9.1f}   bar {figure.bar:6.0f}{told}"
        )
    return 1 if "--strict" in sys.argv and any(figure.middle > figure.bar for figure in found) else 0


if __name__ == "__main__":
    sys.exit(main())

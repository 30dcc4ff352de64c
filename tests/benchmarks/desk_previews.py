"""Ten previews at the desk with the real knowledge: how long each takes, and what the desk holds after them.

python -m tests.benchmarks.desk_previews [previews] [--strict]
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from sendbot.cli.desk_answers import LiveAnswers
from sendbot.cli.shared import settings_now
from sendbot.knowledge.entries import Knowledge

_LONGEST = 20.0
"""Seconds that a preview of one changed entry may take, as the desk promises."""
_MOST = 600.0
"""Megabytes that the desk may hold after its previews."""


def changed(knowledge: Knowledge, number: int) -> Knowledge:
    """The knowledge with one more way of asking for one entry, another entry each time."""
    names = [name for name, entry in knowledge.entries.items() if entry.questions]
    name = names[number * 17 % len(names)]
    entry = knowledge.entries[name]
    asked = (*entry.questions, f"could somebody tell us about {entry.title.lower()} number {number}")
    return replace(
        knowledge, entries={**knowledge.entries, name: entry.model_copy(update={"questions": asked})}
    )


def held() -> float:
    """Megabytes of this process in memory, as Linux tells them."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.split("VmRSS:")[1].split()[0]) / 1024


async def measure(previews: int) -> tuple[list[float], float, float]:
    """Seconds of each preview; megabytes held before and after them."""
    answers = LiveAnswers(settings_now(), date.today)
    before, took = held(), []
    for number in range(previews):
        start = time.perf_counter()
        impact = await answers.compare(changed(answers.mind.knowledge, number), ())
        took.append(time.perf_counter() - start)
        print(f"  preview {number + 1}: {took[-1]:.1f} s, {len(impact.changes)} changes", flush=True)
    return took, before, held()


def main() -> int:
    """Print the figures; 1 with --strict when a bar is missed."""
    previews = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 10)
    took, before, after = asyncio.run(measure(previews))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{previews} previews: first {took[0]:.1f} s, then median {median(took[1:] or took):.1f} s"
        f" (bar {_LONGEST:.0f}); the desk {before:.0f} MB before, {after:.0f} MB after (bar {_MOST:.0f});"
        f" a preview's own process {child:.0f} MB at most"
    )
    return 1 if "--strict" in sys.argv and (after > _MOST or max(took) > _LONGEST) else 0


if __name__ == "__main__":
    sys.exit(main())

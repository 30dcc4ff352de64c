"""How long the safety rules and redaction take at worst: `python -m tests.benchmarks.care_speed [HOW_MANY]` fuzzes messages of 4,096 characters."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from sendbot.care.redaction import redact
from sendbot.knowledge.reading import load
from sendbot.mind.build import build_screen
from sendbot.mind.published_details import published

LENGTH = 4096
PIECES = (
    *"0123456789", *"aeiou", *"ABCXYZ", *" .,-'’@#*_/()£+:\n", "\u0301", "\U0001f600", "\u200b", "ł", "中", "07", "at", "dot", "my son ", "Jayden ", "school ", "St ", "die ",
    "kill ", "my", "self ", "s u i ", "k*ll ", "flat 1 ", "nhs ", "case no ", "www.", "@a.", "year 5 ", "called ", "and ", "Mc", "O'", "CW1 ", "http://",
)  # fmt: skip
"""What messages are made of: everything that a pattern looks for, so that patterns come as near to a match as they can."""


def fuzzed(chance: random.Random) -> str:
    """A message of one to six different pieces, repeated or shuffled."""
    chosen = chance.sample(PIECES, chance.randint(1, 6))
    if chance.random() < 0.5:
        return ("".join(chosen) * LENGTH)[:LENGTH]
    return "".join(chance.choice(chosen) for _ in range(LENGTH))[:LENGTH]


def main(count: int) -> None:
    """Print the median, the 99th percentile and the worst, in milliseconds, with the worst message's beginning."""
    knowledge = load(Path("knowledge"))
    screen, keep = build_screen(knowledge), published(knowledge)
    chance = random.Random(0)
    found = []
    for message in ["my son Sam Wilton", *(fuzzed(chance) for _ in range(count))]:
        start = time.perf_counter()
        screen.screen(message)
        middle = time.perf_counter()
        redact(message, keep)
        end = time.perf_counter()
        found.append((end - start, middle - start, end - middle, message[:50]))
    found = sorted(found[1:])
    print(f"{count} messages of {LENGTH} characters: screen and redaction together")
    print(
        f"  median {found[len(found) // 2][0] * 1e3:.1f} ms, 99 % below {found[int(len(found) * 0.99)][0] * 1e3:.1f} ms"
    )
    for whole, screened, redacted, begins in found[:-4:-1]:
        print(
            f"  {whole * 1e3:.1f} ms (screen {screened * 1e3:.1f}, redaction {redacted * 1e3:.1f}): {begins!r}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

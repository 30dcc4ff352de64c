"""How long the safety rules and redaction take at worst: `python -m tests.benchmarks.care_speed [HOW_MANY]`
fuzzes messages of 4,096 characters.

Times are of the processor, the best of two for the slowest messages: other processes on the machine are not
measured. One message in fifty is redacted with the encoder as well.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sendbot.care.learned_names import learned_names
from sendbot.care.redaction import redact
from sendbot.encoding.encoder import load_encoder
from sendbot.knowledge.reading import load
from sendbot.mind.build import build_screen
from sendbot.mind.published_details import published

LENGTH = 4096
PIECES = (
    *"0123456789", *"aeiou", *"ABCXYZ", *" .,-'’@#*_/()£+:\n", "\u0301", "\U0001f600", "\u200b", "ł", "中",
    "07", "at", "dot", "my son ", "Jayden ", "school ", "St ", "die ",
    "kill ", "my", "self ", "s u i ", "k*ll ", "flat 1 ", "nhs ", "case no ", "www.", "@a.", "year 5 ",
    "called ", "and ", "Mc", "O'", "CW1 ", "http://",
)  # fmt: skip
"""What messages are made of: everything that a pattern looks for, so that patterns come as near to a match as
they can."""


def fuzzed(chance: random.Random) -> str:
    """A message of one to six different pieces, repeated or shuffled."""
    chosen = chance.sample(PIECES, chance.randint(1, 6))
    if chance.random() < 0.5:
        return ("".join(chosen) * LENGTH)[:LENGTH]
    return "".join(chance.choice(chosen) for _ in range(LENGTH))[:LENGTH]


def main(count: int) -> None:
    """Print the median, the 99th percentile and the worst, in milliseconds, with the worst message's
    beginning."""
    knowledge = load(Path("knowledge"))
    screen, keep = build_screen(knowledge), published(knowledge)
    chance = random.Random(0)

    def both(message: str) -> tuple[float, float]:
        return _time(lambda: screen.screen(message)), _time(lambda: redact(message, keep))

    both("my son Sam Wilton")  # word lists are read once
    messages = [fuzzed(chance) for _ in range(count)]
    found = sorted((*both(message), message) for message in messages)
    found.sort(key=lambda one: -one[0] - one[1])
    slowest = [
        (min((first, second), both(message), key=sum), message) for first, second, message in found[:20]
    ]
    slowest.sort(key=lambda one: -sum(one[0]))
    whole = [first + second for first, second, _ in found]
    print(f"{count} messages of {LENGTH} characters: screen and redaction together, without an encoder")
    print(f"  median {whole[count // 2]:.1f} ms, 99 % below {whole[count // 100]:.1f} ms")
    for (screened, redacted), message in slowest[:3]:
        print(
            f"  {screened + redacted:.1f} ms (screen {screened:.1f}, "
            f"redaction {redacted:.1f}): {message[:50]!r}"
        )
    finder = learned_names(load_encoder(Path("data")))
    with_encoder = sorted(_time(partial(redact, message, keep, finder)) for message in messages[::50])
    print(f"redaction with the encoder, of {len(with_encoder)} of them:")
    print(f"  median {with_encoder[len(with_encoder) // 2]:.1f} ms, worst {with_encoder[-1]:.1f} ms")


def _time(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return (time.process_time() - start) * 1e3


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

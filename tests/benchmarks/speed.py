"""Speed and memory as a knowledge base grows, ours beside the plain matchers, in the same process."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.peers import PEERS, Questions, Rank, sendbot

_SUBJECTS = (
    "transport plan review assessment funding placement therapy hearing medicine holiday letter "
    "visit test report tutor taxi"
).split()
_DOINGS = "apply appeal change stop start cancel move pay find ask wait refuse renew share lose keep".split()
_FRAMES = (
    "how do I {doing} the {subject} {mark}",
    "{subject} {doing} {mark}",
    "who can help me {doing} my son's {subject} {mark}",
    "they will not {doing} our {subject} {mark} what now",
    "is it too late to {doing} {subject} {mark}",
    "the school says {subject} {mark} cannot {doing}",
    "{doing} {mark} {subject} form",
    "worried about {subject} and want to {doing} {mark}",
    "when will the council {doing} the {subject} {mark}",
    "my daughter needs {subject} {mark} please {doing}",
)


@dataclass(frozen=True)
class Speed:
    """Seconds to fit, milliseconds to rank one message, and the process's largest memory so far in
    megabytes."""

    name: str
    questions: int
    fit_seconds: float
    median_ms: float
    slow_ms: float
    memory_mb: float


def made_up(entries: int, each: int = 10) -> dict[str, list[str]]:
    """Entries that differ in subject, doing and a made-up word of their own."""
    return {
        f"entry-{number}": [
            frame.format(
                doing=_DOINGS[number % 16], subject=_SUBJECTS[number // 16 % 16], mark=made_up_word(number)
            )
            for frame in _FRAMES[:each]
        ]
        for number in range(entries)
    }


def made_up_word(number: int) -> str:
    """A pronounceable word that only this number has."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    letters = []
    for _ in range(4):
        number, place = divmod(number, 14 * 5)
        letters.append(consonants[place // 5] + vowels[place % 5])
    return "".join(letters)


def measure(entries: int, messages: int = 300) -> Iterator[Speed]:
    """Ours first, then the peers, over the same entries and messages."""
    questions = made_up(entries)
    asked = [
        f"please {text} soon"
        for text in (found[number % 10] for number, found in enumerate(questions.values()))
    ][:messages]
    for name, fit in (("sendbot", lambda found: sendbot(found)[0]), *PEERS.items()):
        yield _timed(name, questions, asked, fit)


def _timed(name: str, questions: Questions, asked: list[str], fit: Callable[[Questions], Rank]) -> Speed:
    start = time.perf_counter()
    rank = fit(questions)
    fitted = time.perf_counter() - start
    rank(asked[0])
    taken = []
    for message in asked:
        start = time.perf_counter()
        rank(message)
        taken.append(1000 * (time.perf_counter() - start))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(len(found) for found in questions.values())
    return Speed(name, total, fitted, float(np.median(taken)), float(np.quantile(taken, 0.99)), memory)

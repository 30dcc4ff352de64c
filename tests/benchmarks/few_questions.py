"""Entries that curators wrote few questions for, beside others with many, as local entries stand beside the
national ones: `python -m tests.benchmarks few`.

Thirty entries keep 12 of their questions; each one's own tests say how often it still comes first.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from sendbot.encoding.encoder import load_encoder
from sendbot.encoding.remembered import Remembering
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load
from sendbot.matching.matcher import Matcher
from sendbot.mind.build import build_matcher
from sendbot.settings import Settings

CUT, KEPT, LEAST_TESTS, LEAST_QUESTIONS = 30, 12, 6, 28
"""Entries that are cut, to so many questions; and what an entry must have to be worth it."""

EVERY = 3
"""Of the tests of all other entries one in so many is asked."""


@dataclass(frozen=True)
class Share:
    """How many tests there were, and of how many the right entry came first, and among three."""

    tests: int
    first: float
    three: float

    def __str__(self) -> str:
        return f"first {self.first:.1%}, in three {self.three:.1%} (of {self.tests})"


def cut(knowledge: Knowledge, seed: int = 5) -> tuple[Knowledge, frozenset[str]]:
    """The knowledge with some entries cut short, and which."""
    chance = random.Random(seed)
    tested = [knowledge.whole(name) for test in knowledge.tests for name in test.expected[:1]]
    worth = [
        name
        for name, entry in knowledge.entries.items()
        if len(entry.questions) >= LEAST_QUESTIONS and tested.count(name) >= LEAST_TESTS
    ]
    chosen = frozenset(chance.sample(worth, min(CUT, len(worth))))
    entries = {
        name: entry.model_copy(update={"questions": tuple(chance.sample(list(entry.questions), KEPT))})
        if name in chosen
        else entry
        for name, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries), chosen


def shares(matcher: Matcher, knowledge: Knowledge, chosen: frozenset[str]) -> tuple[Share, Share]:
    """For the tests of the chosen entries, and for some of all others."""
    asked = [
        (test.question, frozenset(knowledge.whole(name) for name in test.expected))
        for test in knowledge.tests
        if test.expected
    ]
    mine = [pair for pair in asked if pair[1] & chosen]
    others = [pair for pair in asked if not pair[1] & chosen][::EVERY]
    return _share(matcher, mine), _share(matcher, others)


def _share(matcher: Matcher, asked: list[tuple[str, frozenset[str]]]) -> Share:
    first = three = 0
    for question, right in asked:
        found = [candidate.entry for candidate in matcher.rank(question, 3)]
        first += bool(found) and found[0] in right
        three += bool(right.intersection(found))
    return Share(len(asked), first / len(asked), three / len(asked))


def whole_and_parts() -> tuple[Knowledge, Matcher, Callable[[Knowledge], Matcher]]:
    """The knowledge folder, its matcher, and what fits one to a part of it that is as sure."""
    settings = Settings()
    knowledge, encoder = load(settings.knowledge_dir), load_encoder()
    cache = settings.data_dir / "cache"
    remembering = Remembering(encoder, cache)
    whole = build_matcher(knowledge, encoder, cache, remembering)
    return knowledge, whole, lambda part: build_matcher(part, encoder, None, remembering, sure_as=whole)


def table() -> str:
    """The figures before and after the cut."""
    knowledge, whole, fitted = whole_and_parts()
    short, chosen = cut(knowledge)
    cut_short = fitted(short)
    lines = []
    for name, matcher in (("all questions", whole), (f"{len(chosen)} entries with {KEPT}", cut_short)):
        mine, others = shares(matcher, knowledge, chosen)
        lines += [f"{name}: those entries {mine}", f"{name}: all others {others}"]
    return "\n  ".join(lines)

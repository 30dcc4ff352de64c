"""What more ways of asking are worth: `python -m tests.benchmarks share-of-questions`.

Every entry keeps a share of its questions, drawn by lot, and the held-out tests say how often the right entry
still comes first.
"""

from __future__ import annotations

import random
from dataclasses import replace

from sendbot.knowledge.entries import Knowledge
from tests.benchmarks.few_questions import shares, whole_and_parts

SHARES = (0.25, 0.5, 0.75)
"""Each is twice what one before it was, or lies between, so that the gain of doubling is seen."""


def with_share(knowledge: Knowledge, share: float, seed: int = 5) -> Knowledge:
    """The knowledge with so much of each entry's questions, in their order, and at least one."""
    chance = random.Random(seed)
    entries = {}
    for name, entry in knowledge.entries.items():
        kept = max(1, round(share * len(entry.questions)))
        places = sorted(chance.sample(range(len(entry.questions)), kept))
        questions = tuple(entry.questions[place] for place in places)
        entries[name] = entry.model_copy(update={"questions": questions})
    return replace(knowledge, entries=entries)


def table() -> str:
    """One line a share, from the least to all."""
    knowledge, whole, fitted = whole_and_parts()
    lines = []
    for share in (*SHARES, 1.0):
        part = with_share(knowledge, share)
        matcher = whole if share == 1 else fitted(part)
        _, every_third = shares(matcher, knowledge, frozenset())
        count = sum(len(entry.questions) for entry in part.entries.values())
        lines.append(f"{share:.0%}, {count} questions: {every_third}")
    return "\n  ".join(lines)

"""Entries whose questions are taken for another's: what leaving each question out in turn (cross-validation)
shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sendbot.knowledge.entries import Knowledge, Problem

_OFTEN = 5
"""From so many questions on a pair is told. Curators write questions so unlike one another that single ones
often go astray."""


def confusable(knowledge: Knowledge, confused: Iterable[tuple[str, str, str]]) -> tuple[Problem, ...]:
    """Warnings for pairs of entries. `confused` holds (entry, question, entry that the matcher gave it
    to)."""
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry, question, other in confused:
        pairs[entry, other].append(question)
    told = [(pair, questions) for pair, questions in pairs.items() if len(questions) >= _OFTEN]
    return tuple(
        _problem(knowledge, *pair, questions)
        for pair, questions in sorted(told, key=lambda item: (-len(item[1]), item[0]))
    )


def _problem(knowledge: Knowledge, entry: str, other: str, questions: list[str]) -> Problem:
    examples = ", ".join(f'"{question}"' for question in questions[:2])
    message = (
        f'{len(questions)} questions of entry "{entry}" go to "{other}" when they are left out, such as '
        f"{examples}. "
        "Use words in each that the other would never have."
    )
    return Problem(knowledge.place("entries", entry, "questions"), message, "warning", "goes-elsewhere")

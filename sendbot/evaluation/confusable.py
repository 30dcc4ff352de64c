"""Entries whose questions are taken for another's: what leaving each question out in turn (cross-validation)
shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sendbot.knowledge.entries import Knowledge, Problem

_OFTEN = 5
"""From so many questions on a pair is told. Curators write questions so unlike one another that single ones
often go astray."""

_SHARE = 0.1
"""And from so many of the entry's own: five of eighty that go astray are no sign that two entries are one."""


def confusable(knowledge: Knowledge, confused: Iterable[tuple[str, str, str]]) -> tuple[Problem, ...]:
    """Warnings for pairs of entries. `confused` holds (entry, question, entry that the matcher gave it
    to). A pair of which both come with the package is left out: nobody in an area can put it right."""
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    # Entries here are whole ones; a pair is told where most of its questions stand, which may be a part.
    for entry, question, other in confused:
        pairs[entry, other].append(question)
    asked = knowledge.questions()
    told = [
        (pair, questions)
        for pair, questions in pairs.items()
        if len(questions) >= max(_OFTEN, _SHARE * len(asked.get(pair[0], ())))
        and not all(knowledge.place("entries", name).national for name in pair)
    ]
    return tuple(
        _problem(knowledge, *pair, questions)
        for pair, questions in sorted(told, key=lambda item: (-len(item[1]), item[0]))
    )


def _problem(knowledge: Knowledge, entry: str, other: str, questions: list[str]) -> Problem:
    owners = [found.id if (found := knowledge.asked_in(entry, text)) else entry for text in questions]
    ((most, _),) = Counter(owners).most_common(1)
    own = [text for owner, text in zip(owners, questions, strict=True) if owner == most]
    examples = ", ".join(f'"{question}"' for question in own[:2])
    where = f'entry "{entry}"' if most == entry else f'entry "{entry}" (most of its part "{most}")'
    place = knowledge.place("entries", most, "questions")
    if place.national:
        message = (
            f'entry "{other}" takes {len(questions)} questions of the national {where}, such as {examples}. '
            f'Take out of the questions of "{other}" what families ask about the other.'
        )
        place = knowledge.place("entries", other, "questions")
        return Problem(place, message, "warning", "goes-elsewhere")
    message = (
        f'{len(questions)} questions of {where} go to "{other}" when they are left out, such as '
        f"{examples}. "
        "Use words in each that the other would never have."
    )
    return Problem(place, message, "warning", "goes-elsewhere")

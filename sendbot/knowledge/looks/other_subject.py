"""A text that speaks of something else than the entry it stands in, as its words show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Problem
from sendbot.knowledge.problems import problem

_SMALL = frozenset(
    "that this with from have your they them their there what when will would which about into only also "
    "does than then some here been were more most very just like each other must can't cannot".split()
)
_STEM = 5
"""Letters: "school" and "schools" are one word."""
_FEWEST = 4
"""Words that say something: fewer show nothing."""
_OWN_SHARE = 0.12
"""The share of Easy Read's words that the entry has too: below this it speaks of another thing."""


def subject_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every Easy Read that shares next to no word with its entry."""
    words = {entry.id: _whole(entry) for entry in knowledge.entries.values()}
    for entry in knowledge.entries.values():
        said = _stems(entry.easy_read or "")
        if len(said) < _FEWEST or len(said & words[entry.id]) > _OWN_SHARE * len(said):
            continue
        best = max(words, key=lambda name: len(said & words[name]))
        meant = f' It has more of "{best}".' if len(said & words[best]) > len(said) / 2 else ""
        message = (
            f'entry "{entry.id}" has an Easy Read that shares no word with its answer: it speaks of another '
            f"thing.{meant} Write this answer in shorter words."
        )
        place = knowledge.place_in(("entries", entry.id, "easy_read"), entry.easy_read or "", 0)
        yield problem(place, "other-subject", message)


def _whole(entry: Entry) -> frozenset[str]:
    return _stems("\n".join((entry.title, entry.answer, *entry.questions)))


def _stems(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z]{4,}", text.casefold())
    return frozenset(word[:_STEM] for word in found if word not in _SMALL)

"""The clauses that a message is made of: what stands between full stops, commas, dashes and joining words."""

from __future__ import annotations

import re
from collections.abc import Iterator

QUESTION_MARKS = ("?", "\uff1f", "\u061f")
"""The question marks of all scripts that we read."""

_READ = 1500
"""Characters that are looked at: three phone screens. What comes later is read with the whole only."""

_ENDS = re.compile(
    r"(?<=[.!?;:\n])\s+|\n+|\s*[,;\u2013\u2014]\s*|\s+-\s+"
    r"|\s+(?=(?:any|some) (?:advice|help|ideas|tips|thoughts|pointers|suggestions)\b)"
    r"|\s+(?=(?:thanks|thank you|tia|please help|help please)\b)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s+(?=(?:and|but|so|because|cos|cuz|plus)\s)", re.IGNORECASE)
_JOINED = re.compile(r"^(?:and|but|so|because|cos|cuz|plus|also)\s+", re.IGNORECASE)

_WORD = re.compile(r"[^\W_]+")

_OWN_CLAUSE = 4
"""Words from which on what follows "and" may be a clause of its own: "autism and adhd" is one thing."""
_BEFORE_JOIN = 3
"""Words that must stand before the "and"."""


def clauses(message: str) -> list[str]:
    """The clauses of a message, in order, without the words that join them."""
    found = [joined for part in _cut(_ENDS, message[:_READ]) for joined in _parted(part)]
    return [_JOINED.sub("", piece) for piece in found]


def _parted(part: str) -> list[str]:
    """A part cut where a joining word begins something of its own."""
    found: list[str] = []
    for piece in _cut(_JOINS, part):
        if found and (_size(piece) < _OWN_CLAUSE or _size(found[-1]) < _BEFORE_JOIN):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _size(text: str) -> int:
    return len(_WORD.findall(text))


def _cut(places: re.Pattern[str], text: str) -> Iterator[str]:
    return (piece.strip() for piece in places.split(text) if piece.strip())

"""The words that make two wordings alike: stems of content words, each weighed by how rare it is in the
knowledge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendbot.matching.reading.text import content_words, words

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "er", "ies", "ed", "es", "s", "y", "e")
_LEAST_WEIGHT = 0.15
"""What the commonest word still counts: "EHCP" alone says little among questions about EHC plans, and not
nothing."""


def stem(word: str) -> str:
    """A word without its ending, so that "applying" and "apply" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def stems(text: str) -> dict[str, str]:
    """The stems of a text's content words, each with the word as it was written."""
    found: dict[str, str] = {}
    tokens = words(text)
    for token in content_words(tokens) or tokens:
        found.setdefault(stem(token), token)
    return found


@dataclass(frozen=True)
class Rarity:
    """How much each stem counts, from 0.15 for the commonest to 1 for one that the knowledge does not
    hold."""

    weights: dict[str, float]

    @classmethod
    def of(cls, questions: Iterable[str]) -> Rarity:
        """Learnt from the ways of asking in the knowledge."""
        seen: Counter[str] = Counter()
        total = 0
        for question in questions:
            seen.update(stems(question).keys())
            total += 1
        if total < 2:
            return cls({})
        whole = math.log(total)
        return cls(
            {
                key: max(_LEAST_WEIGHT, min(1.0, math.log(total / (1 + count)) / whole))
                for key, count in seen.items()
            }
        )

    def weight(self, key: str) -> float:
        """What one stem counts."""
        return self.weights.get(key, 1.0)

    def total(self, keys: Iterable[str]) -> float:
        """What several stems count together."""
        return sum(self.weight(key) for key in keys)


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """The words of `one` that `other` holds too, in the order in which they stand in `one`."""
    theirs = stems(other)
    return tuple(word for key, word in stems(one).items() if key in theirs)


def overlap(one: str, other: str, rarity: Rarity) -> float:
    """How much two wordings share, 0 to 1, rare words counting more."""
    mine, theirs = stems(one), stems(other)
    whole = rarity.total(mine) + rarity.total(theirs)
    return 2 * rarity.total(key for key in mine if key in theirs) / whole if whole else 0.0


def most_typical(texts: Sequence[str]) -> int:
    """The place of the wording that shares most with the others and says little besides; of equals the
    latest."""
    held = [set(stems(text)) for text in texts]
    seen = Counter(key for keys in held for key in keys)
    return max(
        range(len(texts)),
        key=lambda place: (
            sum(seen[key] - 1 for key in held[place]) / (len(texts[place].split()) + 2),
            place,
        ),
        default=0,
    )

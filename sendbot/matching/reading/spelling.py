"""Mending slips against the knowledge base's own words. A right word, a name or an acronym is never
touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sendbot.matching.reading.word_lists import word_lists

TEXT_SPEAK: Mapping[str, str] = word_lists()["text_speak"]
"""Everyday shortenings that are no slips: every one of them is a word of its own to the people who write
it."""

_TYPED = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def spelled_out(text: str) -> str:
    """A text with the words of hurried thumbs spelled out, the rest as it was typed: "n how much" is "and how
    much"."""
    return _TYPED.sub(lambda found: TEXT_SPEAK.get(found.group().casefold(), found.group()), text)


_SHORTEST = 4
"""Letters: one slip away from a shorter word there is always another word."""

_BRITISH = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("our", "or"),
    ("tre", "ter"),
    ("aed", "ed"),
    ("ae", "e"),
    ("oe", "e"),
    ("lling", "ling"),
    ("lled", "led"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("ll", "l"),
    ("mme", "m"),
)
_ENDINGS = ("s", "es", "ed", "ing", "er", "ly", "d", "ies")


@cache
def word_frequencies() -> Mapping[str, int]:
    """How often some 140,000 English words occur in pyspellchecker's list, in lower case and without
    apostrophes."""
    from spellchecker import SpellChecker  # heavy: its word list takes a quarter of a second to load

    counts: dict[str, int] = {}
    for word, count in SpellChecker(language="en").word_frequency.dictionary.items():
        bare = word.replace("'", "")
        counts[bare] = max(count, counts.get(bare, 0))
    return counts


def is_english(word: str) -> bool:
    """Is this an English word, in British or American spelling, or a plain inflection of one?"""
    known = word_frequencies()
    if word in known or word in TEXT_SPEAK:
        return True
    if any(british in word and word.replace(british, american) in known for british, american in _BRITISH):
        return True
    return any(
        word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and word[: -len(ending)] in known
        for ending in _ENDINGS
    )


class Spelling:
    """Corrects words towards a vocabulary.

    `vocabulary` counts the words of the knowledge base; `protected` holds words never touched (acronyms,
    names).
    """

    def __init__(self, vocabulary: Mapping[str, int], protected: Iterable[str] = ()) -> None:
        self._known = frozenset(vocabulary) | frozenset(protected)
        self._protected = frozenset(protected)
        # A curator's own slips ("skool" among the questions) are known, but nothing is corrected towards
        # them.
        targets = {
            word: count
            for word, count in vocabulary.items()
            if len(word) >= _SHORTEST and word.isalpha() and is_english(word)
        }
        self._targets = sorted(targets)
        self._counts = targets
        self._cache: dict[str, str] = {}

    @property
    def known(self) -> frozenset[str]:
        """Every word of the vocabulary and every protected word."""
        return self._known

    def correct(self, tokens: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """The tokens with slips mended and text-speak written out, and the pairs (as typed, as read)."""
        read: list[str] = []
        changes: list[tuple[str, str]] = []
        for token in tokens:
            better = self._read(token)
            read.extend(better.split())
            if better != token:
                changes.append((token, better))
        return read, changes

    def _read(self, token: str) -> str:
        if token in self._protected:
            return token
        if token in TEXT_SPEAK:
            return TEXT_SPEAK[token]
        if token in self._known or len(token) < _SHORTEST or not (token.isascii() and token.isalpha()):
            return token
        if token not in self._cache:
            if len(self._cache) > 20_000:  # a bound, so that hostile messages cannot fill the memory
                self._cache.clear()
            self._cache[token] = token if is_english(token) else self._nearest(token)
        return self._cache[token]

    def _nearest(self, token: str) -> str:
        """The vocabulary's word within one slip (two from six letters on), the commonest of the nearest; else
        the token."""
        reach = 1 if len(token) < 6 else 2
        found = process.extract(token, self._targets, scorer=OSA.distance, score_cutoff=reach, limit=8)
        likely = [(distance, word[0] != token[0], -self._counts[word], word) for word, distance, _ in found]
        if not likely:
            return token
        distance, other_initial, _, word = min(likely)
        # Two slips and another first letter is a different word more often than a slip.
        return token if distance == 2 and other_initial else word

"""Questions about somebody grown up: "my husband had a stroke, can he get speech therapy" sounds like a
child's, and the children's answer would mislead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from sendbot.matching.reading.word_lists import word_lists

_GROWN_UP = 26
"""Years: up to 25 a young person may have an EHC plan."""


def grown_up(tokens: Sequence[str]) -> frozenset[str]:
    """The words of a message that say that somebody grown up needs something; none where a child is spoken
    of."""
    if not _childhood().isdisjoint(tokens):
        return frozenset()
    plain = " ".join(tokens)
    found = {person["who"] or person["adult"] for person in _person().finditer(plain)}
    if any(int(told["age"]) >= _GROWN_UP for told in _own_age().finditer(plain)):
        found.add("adult")
    return frozenset(found)


def is_for_children(words_of_entry: Callable[[Collection[str]], bool]) -> bool:
    """Does an entry speak of children? `words_of_entry` tells whether it holds one of some words."""
    return words_of_entry(_childhood())


@cache
def _childhood() -> frozenset[str]:
    return frozenset(word_lists()["adults"]["childhood"].split())


@cache
def _person() -> re.Pattern[str]:
    """Somebody's husband or mother who needs something, not one who says or does something about a child."""
    lists = word_lists()["adults"]
    people, tells = ("|".join(lists[name].split()) for name in ("people", "tells"))
    return re.compile(
        rf"\b(?:my (?:own |elderly |old )?(?P<who>{people})|(?P<adult>adults?))\b(?! (?:{tells})\b)"
    )


@cache
def _own_age() -> re.Pattern[str]:
    return re.compile(r"\b(?:im|i am|aged|i turned) (?P<age>\d{2})\b")

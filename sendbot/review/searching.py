"""Search that forgives: slips, endings, accents and curly quotes. Words are folded when they are kept
and when they are
looked for, and a word that nobody wrote is taken for the nearest ones that somebody did.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from sendbot.matching.reading.text import words
from sendbot.review.wordings import stem

LONGEST = 40
"""Letters of a word that are kept: nobody searches for more."""

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "`": "'", "\u0142": "l"})
"""What stands for an apostrophe, and the one common letter that does not come apart into a plain one and
its mark."""


def folded(text: str) -> str:
    """Without case, marks on letters, and kinds of quote."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_QUOTES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def keys(text: str) -> list[str]:
    """The words of a text as they are kept and looked for, each once, in their order."""
    found: dict[str, None] = {}
    for word in words(folded(text)):
        plain = word.removesuffix("'s").strip("'").replace("'", "")
        if plain:
            found[stem(plain)[:LONGEST]] = None
    return list(found)


def meant(key: str, known: Iterable[str]) -> list[str]:
    """The kept words that a word of a search may mean: those that begin with it, or else those a slip
    away."""
    everything = list(known)
    exact = [word for word in everything if word == key or (len(key) >= 3 and word.startswith(key))]
    if exact or len(key) < 3:
        return exact
    slips = 1 if len(key) < 8 else 2
    return [word for word in everything if OSA.distance(key, word, score_cutoff=slips) <= slips]

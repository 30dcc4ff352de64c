"""Search that forgives: slips, endings, accents and curly quotes. Words are folded when they are kept
and when they are
looked for, and a word means the nearest ones too: a slip stands in the search, or in what somebody wrote.
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


_LONG = 6
"""Letters of the longer of two words from which on a slip is looked for although somebody wrote the word
rightly: among shorter ones a letter more or less is mostly another word."""


def meant(key: str, known: Iterable[str]) -> list[str]:
    """The kept words that a word of a search may mean: first those that begin with it, then those a slip
    away. Of two short words the second is meant only where nobody wrote the first."""
    everything = list(known)
    exact = [word for word in everything if word == key or (len(key) >= 3 and word.startswith(key))]
    if len(key) < 3:
        return exact
    slips, least = (1 if len(key) < 8 else 2), (_LONG if exact else 0)
    found = set(exact)
    near = [
        word
        for word in everything
        if word not in found
        and max(len(key), len(word)) >= least
        and OSA.distance(key, word, score_cutoff=slips) <= slips
    ]
    return exact + near

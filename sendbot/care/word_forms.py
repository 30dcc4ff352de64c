"""Words of a message with their places, in every script, and what can be told of a word by looking at it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

from sendbot.care.names import NO_AREA, Local, first_names, not_names, word_names
from sendbot.matching.reading.spelling import word_frequencies

Place = tuple[int, int]

BUCKETS = 4096
"""Pieces of words are counted in so many drawers. With 16,384 the head was four times as large and no
better."""

_GRAMS = (2, 3, 4)
"""Lengths of the pieces of a word that are looked at."""

_LONGEST_WORD = 40
"""Letters of a word that are looked at: no name is longer, and the pieces of a hostile one would take
long."""

_FREQUENT = 60
"""A word counts as plain English from so many occurrences in the word list on."""

_UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff]")
"""Scripts that put no space between words: there each of the encoder's tokens counts as a word."""


@dataclass(frozen=True)
class WordForm:
    """What a word looks like: plain features, and the drawers of its pieces."""

    features: tuple[float, ...]
    pieces: tuple[int, ...]


@cache
def _word() -> re.Pattern[str]:
    """Letters, digits and the marks that combine with them (which Python counts as no letters), joined by an
    apostrophe, dot or hyphen."""
    marks = "".join(map(chr, _ranges_of_marks()))
    part = rf"[^\W_{marks}][^\W_]*(?:[{marks}]+[^\W_]*)*"
    return re.compile(rf"{part}(?:['’.\-]{part})*")


def _ranges_of_marks() -> Iterable[int]:
    """Every combining mark of the basic plane."""
    return (code for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code))[0] == "M")


def word_places(text: str, tokens: Sequence[Place]) -> list[Place]:
    """Where words stand. Of scripts without spaces each token is one."""
    found: list[Place] = []
    for word in _word().finditer(text):
        start, end = word.span()
        if _UNSPACED.search(word.group()):
            found += [
                (max(first, start), min(last, end))
                for first, last in tokens
                if max(first, start) < min(last, end)
            ]
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=20_000)
def drawer(piece: str) -> int:
    """The drawer of a piece of text; the same on every machine."""
    return int.from_bytes(blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=4).digest()) % BUCKETS


@lru_cache(maxsize=20_000)
def form(word: str, local: Local = NO_AREA) -> WordForm:
    """What one word looks like."""
    word = word[:_LONGEST_WORD]
    typed = word.casefold().replace("’", "'")
    own = typed.removesuffix("'s")
    bare = own.replace("'", "")
    stem = bare.removesuffix("s")  # "alfies plan": the possessive without its apostrophe
    features = (*_letters(word, typed), *_lists(bare, stem, local), *_frequency(bare, stem))
    edged = f"^{bare}$"
    pieces = {f"w{bare}", f"s{stem}"} | {
        edged[start : start + size] for size in _GRAMS for start in range(len(edged) - size + 1)
    }
    return WordForm(tuple(float(feature) for feature in features), tuple(sorted(set(map(drawer, pieces)))))


def shape(word: str) -> str:
    """Capitals throughout, one capital, a digit first, or small letters."""
    if word.isupper() and len(word) > 1:
        return "U"
    return "C" if word[0].isupper() else "D" if word[0].isdigit() else "l"


def _letters(word: str, typed: str) -> tuple[float, ...]:
    return (
        word[0].isupper(),
        word.isupper() and len(word) > 1,
        word.isupper() and len(word) == 1,
        any(letter.isupper() for letter in word[1:]) and not word.isupper(),
        any(letter.isdigit() for letter in word),
        word.isascii(),
        _script(word[0]) == "LATIN",
        _script(word[0]) == "CYRILLIC",
        _script(word[0]) == "ARABIC",
        _UNSPACED.match(word) is not None,
        "'" in typed,
        typed.endswith("'s"),
        "-" in word,
        "." in word,
        min(len(word), 12) / 12,
        len(word) <= 2,
    )


def _lists(bare: str, stem: str, local: Local) -> tuple[float, ...]:
    return (
        bare in first_names(),
        stem in first_names(),
        bare in word_names(),
        bare in not_names(local),
    )


def _frequency(bare: str, stem: str) -> tuple[float, ...]:
    counts = word_frequencies()
    whole, short = counts.get(bare, 0), counts.get(stem, 0)
    return (_logarithm(whole), _logarithm(short), whole == 0, short == 0, whole >= _FREQUENT)


def _logarithm(count: int) -> float:
    """Roughly how common, from 0 to 2: how many bits the count has."""
    return count.bit_length() / 16


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]


NEIGHBOUR = (0, 16, 19, 20)
"""Places among a word's features that are looked at in its neighbours too: capital, first name, no name, how
common."""

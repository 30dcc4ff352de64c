"""ReadMessage letters: one normal form for comparing, words, sentences and n-grams. Knows nothing of
entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sendbot.matching.reading.word_lists import word_lists

MESSAGE_LIMIT = 4096
"""Telegram's own limit for one message; whatever stands beyond it is not read."""

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}
)
_REPEATED = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"[.!?\n;]+(?:\s+|$)|\n+")
_DOTTED = re.compile(r"(?<![^\W_.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
"""Single letters with dots between them: "O.T.", "c.a.m.h.s"."""

_SPACE = re.compile(r"\s+")

STOP_WORDS: frozenset[str] = frozenset(word_lists()["stop_words"].split())
"""Words that say nothing about the subject. 'not', 'no' and 'refused' matter for meaning, so n-grams keep
them."""


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """One normal form: compatibility characters folded, lower case, plain quotes, no hidden marks, single
    spaces. A message is asked for some fifteen times in one turn."""
    folded = unicodedata.normalize("NFKC", text[:MESSAGE_LIMIT]).translate(_QUOTES).casefold()
    visible = "".join(map(_visible, folded))
    visible = _DOTTED.sub(lambda found: found.group().replace(".", ""), visible)
    return _SPACE.sub(" ", _REPEATED.sub(r"\1\1", visible)).strip()


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    """The character itself; a space for a control character, nothing for a hidden format character."""
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return "\n" if character == "\n" else " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else character


def words(text: str) -> list[str]:
    """The words of a text in normal form, apostrophes dropped: "Don't" and "dont" are one word."""
    return [found.group().replace("'", "") for found in _WORD.finditer(normalise(text))]


def content_words(tokens: Sequence[str]) -> list[str]:
    """The words that say something about the subject."""
    return [
        token
        for token in tokens
        if token not in STOP_WORDS and (len(token) > 1 or token.isdigit() or not token.isascii())
    ]


def sentences(text: str) -> list[str]:
    """The sentences of a message, in order, without empty ones. Line breaks end a sentence."""
    parts = _SENTENCE.split(unicodedata.normalize("NFKC", text[:MESSAGE_LIMIT]).translate(_QUOTES))
    return [part.strip() for part in parts if part.strip()]


def word_ngrams(tokens: Sequence[str], longest: int = 2) -> Iterator[str]:
    """Runs of one to `longest` words."""
    for size in range(1, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def character_ngrams(tokens: Sequence[str], shortest: int = 3, longest: int = 5) -> Iterator[str]:
    """Runs of characters inside each word, with its edges marked, so that a slip changes only a few."""
    for token in tokens:
        edged = f"<{token}>"
        for size in range(shortest, longest + 1):
            for start in range(max(1, len(edged) - size + 1)):
                yield edged[start : start + size]

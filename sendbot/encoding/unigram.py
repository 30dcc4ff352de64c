"""The tokens of a text under a SentencePiece unigram vocabulary, with their places in the text as it was
typed.

Written here because the usual library keeps some 280 MB for a vocabulary of 250,000 pieces; this takes a
sixth. Pieces never cross a space, so a text is cut word by word, and the words of ordinary messages are
remembered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise

Piece = tuple[int, int]
"""A piece's number, and how many characters of the word it takes."""

_REMEMBERED = 20_000
"""Words whose cut is remembered: a bound, so that hostile messages cannot fill the memory."""

_LONGEST_WORD = 256
"""Longer runs without a space are cut in stretches of this length: no word of any language, and time would
grow with them."""


class Unigram:
    """Cuts texts into the likeliest pieces. A space in a piece stands for the start of a word."""

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        unknown: int,
        folded: Mapping[str, str],
        special: Sequence[int],
    ) -> None:
        """`folded` says what single characters are read as; `special` are the numbers of pieces that no text
        may hold."""
        kept = set(special) | {unknown}
        self._pieces = {piece: number for number, piece in enumerate(pieces) if number not in kept and piece}
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - 10
        self._longest = max(map(len, self._pieces))
        self._folded = str.maketrans(dict(folded))
        self._cuts: dict[str, tuple[Piece, ...]] = {}

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces' numbers, and where each begins and ends in the text."""
        read, places = self._fold(text)
        numbers: list[int] = []
        offsets: list[tuple[int, int]] = []
        for start, word in _words(read):
            at = 0
            for number, size in self._cut(word):
                numbers.append(number)
                # The word's first character is the space before it, which is no part of it.
                offsets.append((places[start + max(at - 1, 0)], places[start + at + size - 1]))
                at += size
        return numbers, offsets

    def _fold(self, text: str) -> tuple[str, Sequence[int]]:
        """The text as it is cut, and for each of its characters (and its end) the place in the text as
        typed."""
        if unicodedata.is_normalized("NFC", text):
            read = text.translate(self._folded)
            if read == text:
                return text, range(len(text) + 1)
        parts: list[str] = []
        places: list[int] = []
        for start, end in _clusters(text):
            part = unicodedata.normalize("NFC", text[start:end]).translate(self._folded)
            parts.append(part)
            places.extend([start] * len(part))
        return "".join(parts), [*places, len(text)]

    def _cut(self, word: str) -> tuple[Piece, ...]:
        known = self._cuts.get(word)
        if known is None:
            if len(self._cuts) >= _REMEMBERED:
                self._cuts.clear()
            known = self._cuts[word] = self._best(word)
        return known

    def _best(self, word: str) -> tuple[Piece, ...]:
        """The likeliest way of cutting one word (Viterbi)."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            reached = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = self._pieces.get(word[start:end])
                if number is not None and reached + self._scores[number] > best[end]:
                    best[end], came[end] = reached + self._scores[number], (start, number)
            if reached + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = reached + self._unknown_score, (start, self._unknown)
        found: list[Piece] = []
        end = size
        while end:
            start, number = came[end]
            found.append((number, end - start))
            end = start
        return tuple(reversed(found))


def _words(text: str) -> list[tuple[int, str]]:
    """(place, word with a space before it); the place counts as though a space stood before the text."""
    found: list[tuple[int, str]] = []
    edges = [-1, *(place for place, character in enumerate(text) if character == " "), len(text)]
    for before, after in pairwise(edges):
        found.extend(
            (start, f" {text[start : min(after, start + _LONGEST_WORD)]}")
            for start in range(before + 1, after, _LONGEST_WORD)
        )
    return found


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the marks that combine with it."""
    starts = [
        place for place, character in enumerate(text) if place == 0 or not unicodedata.combining(character)
    ]
    return list(pairwise([*starts, len(text)]))

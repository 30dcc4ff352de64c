"""The tokens of a text under a SentencePiece unigram vocabulary, with their places in the text as it was
typed.

Written here because the usual library keeps some 280 MB for a vocabulary of 250,000 pieces; this keeps 4: of
each piece its hash, which Python draws anew in each process, and its number. That two texts share one of 64
bits is as good as impossible, and would cost one odd token; only texts of unlike length that lie in memory as
the same bytes ("gn" and one Chinese sign) share Python's, so the length counts too. Pieces never cross a
space, so a text is cut word by word, and the words of ordinary messages are remembered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Piece = tuple[int, int]
"""A piece's number, and how many characters of the word it takes."""

_REMEMBERED = 20_000
"""Words whose cut is remembered: a bound, so that hostile messages cannot fill the memory."""

_LENGTH_BITS = 48
"""Where a length is mixed into a hash: any place will do."""

_LONGEST_WORD = 256
"""Longer runs without a space are cut in stretches of this length: no word of any language, and time would
grow with them."""


class Unigram:
    """Cuts texts into the likeliest pieces. A space in a piece stands for the start of a word."""

    def __init__(
        self,
        pieces: Iterable[str],
        scores: Sequence[float] | NDArray[np.float32],
        unknown: int,
        folded: Mapping[str, str],
        special: Sequence[int],
    ) -> None:
        """`folded` says what single characters are read as; `special` are the numbers of pieces that no text
        may hold."""
        self._hashes, self._numbers, self._longest = _sorted_hashes(pieces, {*special, unknown})
        self._scores = np.asarray(scores)
        self._unknown = unknown
        self._unknown_score = float(self._scores.min()) - 10
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
        found_at = self._pieces_in(word)
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            reached = best[start]
            for end, number, score in found_at[start]:
                if reached + score > best[end]:
                    best[end], came[end] = reached + score, (start, number)
            if reached + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = reached + self._unknown_score, (start, self._unknown)
        found: list[Piece] = []
        end = size
        while end:
            start, number = came[end]
            found.append((number, end - start))
            end = start
        return tuple(reversed(found))

    def _pieces_in(self, word: str) -> list[list[tuple[int, int, float]]]:
        """For each place of a word the pieces that begin there: their end, number and score."""
        size = len(word)
        spans = [
            (start, end)
            for start in range(size)
            for end in range(start + 1, min(size, start + self._longest) + 1)
        ]
        hashes, _ = _hashes(word[start:end] for start, end in spans)
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        known = np.flatnonzero(self._hashes[places] == hashes)
        numbers = self._numbers[places[known]]
        found: list[list[tuple[int, int, float]]] = [[] for _ in range(size)]
        for at, number, score in zip(
            known.tolist(), numbers.tolist(), self._scores[numbers].tolist(), strict=True
        ):
            start, end = spans[at]
            found[start].append((end, number, score))
        return found


def _sorted_hashes(
    pieces: Iterable[str], left_out: set[int]
) -> tuple[NDArray[np.int64], NDArray[np.int32], int]:
    """The hashes of the pieces in their order, each with the piece's number, and the longest's length."""
    hashes, lengths = _hashes(pieces)
    wanted = lengths > 0
    wanted[list(left_out)] = False
    numbers = np.flatnonzero(wanted)
    order = np.argsort(hashes[numbers], kind="stable")
    return hashes[numbers[order]], numbers[order].astype(np.int32), int(lengths.max())


def _hashes(texts: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The hash and the length of each text."""
    both = np.fromiter(((hash(text), len(text)) for text in texts), dtype=[("hash", "i8"), ("length", "i8")])
    lengths = both["length"].copy()
    return both["hash"] ^ (lengths << _LENGTH_BITS), lengths


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

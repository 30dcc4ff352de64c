"""The telling wordings of all groups, compared at once: vectors in one byte a dimension, words in lists by
stem."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sendbot.review.wordings import Rarity

_MEANING = 0.75
"""The rest is for words: meaning alone puts any two questions about one child together."""
_CHUNK = 2048
"""Rows turned into floats at a time, so that they stay in the processor's cache."""


class Likeness:
    """How meaning and words make one figure, 0 to 1."""

    @staticmethod
    def together(meaning: float, words: float) -> float:
        """The two opinions as one."""
        return _MEANING * max(0.0, meaning) + (1 - _MEANING) * words


def packed(vector: NDArray[np.float32]) -> bytes:
    """A vector in four bytes for its scale and one a dimension; half a percent is lost."""
    scale = float(np.abs(vector).max(initial=0.0)) / 127 or 1.0
    return bytes(np.float32(scale).tobytes() + np.rint(vector / scale).astype(np.int8).tobytes())


def unpacked(data: bytes) -> NDArray[np.float32]:
    """The vector again."""
    scale = np.frombuffer(data[:4], dtype=np.float32)[0]
    return np.asarray(np.frombuffer(data[4:], dtype=np.int8) * scale, dtype=np.float32)


class Exemplars:
    """Rows that only grow; a removed one stays and is never like anything."""

    def __init__(self, rarity: Rarity, with_meaning: bool) -> None:
        self._rarity = rarity
        self._with_meaning = with_meaning
        self._rows = np.zeros((0, 0), dtype=np.int8)
        self._scales = np.zeros(0, dtype=np.float32)
        self._weights = np.zeros(0, dtype=np.float32)
        self._alive = np.zeros(0, dtype=bool)
        self._questions: list[str] = []
        self._groups: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._by_question: dict[str, int] = {}
        self._by_stem: dict[str, array[int]] = {}

    @property
    def count(self) -> int:
        """How many rows there are, removed ones included."""
        return len(self._questions)

    def question(self, place: int) -> str:
        """Whose wording a row is."""
        return self._questions[place]

    def group(self, place: int) -> str:
        """The group that a row speaks for."""
        return self._groups[place]

    def size(self, group: str) -> int:
        """How many rows speak for a group."""
        return len(self._places.get(group, ()))

    def first(self, group: str) -> int:
        """The row that has spoken for a group for longest."""
        return self._places[group][0]

    def places(self, group: str) -> list[int]:
        """The rows that speak for a group, the oldest first."""
        return self._places[group]

    def append(self, question: str, group: str, keys: Mapping[str, str], vector: NDArray[np.float32]) -> None:
        """One more row."""
        place = self.count
        self._make_room(place + 1, len(vector))
        data = packed(vector)
        self._scales[place] = np.frombuffer(data[:4], dtype=np.float32)[0]
        self._rows[place] = np.frombuffer(data[4:], dtype=np.int8)
        self._weights[place] = self._rarity.total(keys)
        self._alive[place] = True
        self._questions.append(question)
        self._groups.append(group)
        self._places.setdefault(group, []).append(place)
        self._by_question[question] = place
        for key in keys:
            self._by_stem.setdefault(key, array("I")).append(place)

    def remove(self, questions: Iterable[str]) -> None:
        """These wordings speak for nobody any more."""
        for question in questions:
            place = self._by_question.pop(question, None)
            if place is not None:
                self._alive[place] = False
                self._places[self._groups[place]].remove(place)

    def rename(self, group: str, into: str) -> None:
        """What spoke for one group speaks for another, after those that did before."""
        moved = self._places.pop(group, [])
        for place in moved:
            self._groups[place] = into
        self._places.setdefault(into, []).extend(moved)

    def meaning(self, vectors: NDArray[np.float32], since: int = 0) -> NDArray[np.float32]:
        """Cosines of shape (rows from `since` on, vectors)."""
        found = np.zeros((self.count - since, len(vectors)), dtype=np.float32)
        if not self._with_meaning:
            return found
        turned = np.ascontiguousarray(vectors.T)
        for start in range(since, self.count, _CHUNK):
            end = min(start + _CHUNK, self.count)
            found[start - since : end - since] = (
                self._rows[start:end].astype(np.float32) @ turned
            ) * self._scales[start:end, None]
        return found

    def likeness(self, meaning: NDArray[np.float32], keys: Mapping[str, str]) -> NDArray[np.float32]:
        """How like each row is to a question with these stems, given the cosines; -1 for removed rows."""
        shared = np.zeros(self.count, dtype=np.float32)
        for key in keys:
            places = self._by_stem.get(key)
            if places is not None:
                shared[np.frombuffer(places, dtype=np.uint32)] += self._rarity.weight(key)
        words = 2 * shared / np.maximum(self._weights[: self.count] + self._rarity.total(keys), 1e-6)
        both = _MEANING * np.maximum(meaning, 0) + (1 - _MEANING) * words if self._with_meaning else words
        return np.asarray(np.where(self._alive[: self.count], both, -1), dtype=np.float32)

    def _make_room(self, rows: int, width: int) -> None:
        if rows > len(self._rows) or width != self._rows.shape[1]:
            room = max(256, rows, int(len(self._rows) * 1.25))
            self._rows = _grown(self._rows, (room, width))
            self._scales = _grown(self._scales, (room,))
            self._weights = _grown(self._weights, (room,))
            self._alive = _grown(self._alive, (room,))


def _grown(values: NDArray[Any], shape: Sequence[int]) -> NDArray[Any]:
    larger = np.zeros(shape, dtype=values.dtype)
    if values.ndim == 1 or values.shape[1] == larger.shape[1]:
        larger[: len(values)] = values
    return larger

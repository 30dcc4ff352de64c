"""What sets subjects apart: a space learnt from the knowledge, in which "my autistic son" and the name of the
area say little.

space = SubjectSpace.learn(vectors, entries)   # one entry a vector: which entry each way of asking belongs to
space.placed(vectors)                          # unit vectors; near ones ask about the same
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

FEWEST = 24
"""Entries: with fewer there is nothing to learn from, and the plain mean is taken away instead."""

_DIMENSIONS = 110
"""The directions in which entries differ most; chosen on the half of tests/review/judged.py that is to
learn from."""

_SHRINK = 0.15
"""How far the learnt scatter is drawn towards an even one: 6,000 wordings say little about the rarest
directions."""

_FOLDS = 5
"""Parts of the knowledge that are left out in turn while it is learnt when a queue can be told."""

_RIGHT = 0.75
"""A question is sorted into a queue by itself when three of four such questions are sorted rightly."""


@dataclass(frozen=True)
class SubjectSpace:
    """A centre and a matrix. Within an entry families say one thing in many ways: what differs there is
    how they ask
    (whose child, which place, which language), and it is made small. What differs between entries is kept."""

    centre: NDArray[np.float64]
    matrix: NDArray[np.float64] | None

    @classmethod
    def learn(cls, vectors: Vectors, entries: Sequence[str]) -> SubjectSpace:
        """From ways of asking, and the entry of each."""
        found = np.asarray(vectors, dtype=np.float64)
        centre = found.mean(axis=0)
        middles, within = _scatter(found, entries)
        if len(middles) < FEWEST:
            return cls(centre, None)
        even = np.trace(within) / len(within)
        values, directions = np.linalg.eigh(within + _SHRINK * even * np.eye(len(within)))
        narrowed = (directions / np.sqrt(values)) @ directions.T
        _, _, main = np.linalg.svd(
            (np.stack(list(middles.values())) - centre) @ narrowed, full_matrices=False
        )
        return cls(centre, narrowed @ main[:_DIMENSIONS].T)

    def placed(self, vectors: Vectors) -> Vectors:
        """Where texts stand in it, as unit vectors."""
        moved = np.asarray(vectors, dtype=np.float64) - self.centre
        moved = moved if self.matrix is None else moved @ self.matrix
        length = np.linalg.norm(moved, axis=-1, keepdims=True)
        return np.asarray(moved / np.maximum(length, 1e-9), dtype=np.float32)


@dataclass(frozen=True)
class Queues:
    """Which queue a question belongs to, told from the entry whose ways of asking are nearest; or none.

    The line is learnt from the knowledge: entries are left out in turn, as if nobody had written them
    yet, and it is
    looked how near the nearest other entry has to be for its queue to be the right one in three of four
    cases.
    """

    space: SubjectSpace
    middles: Vectors
    queues: tuple[str, ...]
    line: float

    @classmethod
    def learn(cls, vectors: Vectors, entries: Sequence[str], queue_of: Mapping[str, str]) -> Queues:
        """From ways of asking, the entry of each, and the queue of each entry."""
        found = np.asarray(vectors, dtype=np.float64)
        space = SubjectSpace.learn(vectors, entries)
        middles, _ = _scatter(found, entries)
        queues = tuple(queue_of[name] for name in middles)
        placed = space.placed(np.asarray(np.stack(list(middles.values())), dtype=np.float32))
        return cls(space, placed, queues, _learnt_line(found, entries, queue_of))

    def queue(self, vector: Vectors) -> str | None:
        """The queue of a question; None when nothing is near enough to tell."""
        nearness = self.middles @ self.space.placed(vector)
        best = int(nearness.argmax())
        return self.queues[best] if nearness[best] >= self.line else None


def _learnt_line(found: NDArray[np.float64], entries: Sequence[str], queue_of: Mapping[str, str]) -> float:
    names = np.asarray(entries)
    known = sorted(set(entries))
    if len(known) < FEWEST:
        return 2.0  # no cosine reaches it: nothing is told from so little
    fold = {name: place % _FOLDS for place, name in enumerate(known)}
    folds = np.asarray([fold[name] for name in entries])
    scores: list[float] = []
    right: list[bool] = []
    for left_out in range(_FOLDS):
        kept = folds != left_out
        others = np.asarray(found[kept], dtype=np.float32)
        space = SubjectSpace.learn(others, names[kept].tolist())
        middles, _ = _scatter(found[kept], names[kept].tolist())
        queues = [queue_of[name] for name in middles]
        placed = space.placed(np.asarray(np.stack(list(middles.values())), dtype=np.float32))
        nearness = space.placed(np.asarray(found[~kept], dtype=np.float32)) @ placed.T
        scores += nearness.max(axis=1).tolist()
        right += [
            queues[best] == queue_of[name]
            for best, name in zip(nearness.argmax(axis=1).tolist(), names[~kept].tolist(), strict=True)
        ]
    return _lowest(scores, right)


def _lowest(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The lowest score above which three of four were right."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    share = np.cumsum(np.asarray(right)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= _RIGHT)
    return float(np.asarray(scores)[order][good[-1]]) if len(good) else 2.0


def _scatter(
    found: NDArray[np.float64], entries: Sequence[str]
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """The middle of each entry's wordings, and how wordings scatter around the middle of their own entry."""
    names = np.asarray(entries)
    within = np.zeros((found.shape[1], found.shape[1]))
    middles: dict[str, NDArray[np.float64]] = {}
    for name in dict.fromkeys(entries):
        own = found[names == name]
        middles[name] = own.mean(axis=0)
        differences = own - middles[name]
        within += differences.T @ differences
    return middles, within / max(1, len(found))

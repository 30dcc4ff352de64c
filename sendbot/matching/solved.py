"""What a kernel's weights were solved from, kept beside them: with it, weights for a few other texts cost a
hundredth of solving anew.

Texts that come, and texts that go, are a change of low rank. Its inverse follows from the one before, by the
block inverse and by Schur's complement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.fitted_files import Arrays, OnDisk, Told
from sendbot.matching.evening import counts_for, own_scores
from sendbot.matching.kernel import RIDGE, Kernel, Matrix, Owners, Texts, targets
from sendbot.matching.packed import Packed

Places = NDArray[np.int64]

_BLOCK = 1024
"""Rows that are turned into floats at a time: 40 MB where there are ten thousand."""


@dataclass(frozen=True)
class Solved:
    """The inverse of what was solved, its lower half by blocks of rows, in half precision: 80 MB for 9,000
    texts in place of 320 (170 for 13,000). What comes and goes moves a score by up to .001 by that."""

    halves: NDArray[np.float16]
    size: int

    @classmethod
    def of(cls, inverse: Packed) -> Solved:
        """From the inverse of what was solved."""
        size = inverse.size
        halves = [
            inverse.rows(np.arange(start, stop))[:, :stop].astype(np.float16).ravel()
            for start, stop in _blocks(size)
        ]
        return cls(np.concatenate([np.zeros(0, dtype=np.float16), *halves]), size)

    def solve(self, wanted: Matrix) -> Matrix:
        """What was solved, for other right sides: shape (n, columns)."""
        found = np.zeros(wanted.shape, dtype=np.float32)
        begins = 0
        for start, stop in _blocks(self.size):
            ends = begins + (stop - start) * stop
            block = self.halves[begins:ends].reshape(stop - start, stop).astype(np.float32)
            found[start:stop] += block @ wanted[:stop]
            found[:start] += block[:, :start].T @ wanted[start:stop]
            begins = ends
        return found


def _blocks(size: int) -> Iterator[tuple[int, int]]:
    for start in range(0, size, _BLOCK):
        yield start, min(size, start + _BLOCK)


def _given(solved: Solved) -> tuple[Arrays, Told]:
    return {"halves": solved.halves}, {"size": solved.size}


def _taken(arrays: Arrays, told: Told) -> Solved:
    halves, size = arrays["halves"], int(told["size"])
    if len(halves) != sum((stop - start) * stop for start, stop in _blocks(size)):
        raise ValueError("The parts of this file do not belong together.")
    return Solved(halves, size)


SOLVED = OnDisk(_given, _taken)
"""How it is kept."""


@dataclass(frozen=True)
class OtherTexts:
    """Which texts a kernel shall know in place of those that it knows."""

    kept: Places
    """For each text its place among the old ones, -1 for a new one."""
    new: Texts
    """The new ones in their order."""
    owners: Owners
    """Each text's entry, as the new entries are numbered; their number for "no entry"."""
    columns: Sequence[int]
    """For each entry its column among the old ones, -1 for a new entry."""
    asked: int
    """How many of the first texts are what people ask."""

    @property
    def comes(self) -> Places:
        """The places of the new texts."""
        return np.flatnonzero(self.kept < 0)


def exchanged(kernel: Kernel, solved: Solved, change: OtherTexts, own: Matrix) -> Kernel:
    """The kernel that `kernel.fit_scores` fits to the texts after the change; `own` as it is given there."""
    landmarks = kernel.landmarks
    weights = _old_weights(kernel, solved, change)
    gone = np.setdiff1d(np.arange(solved.size), change.kept)
    again = np.flatnonzero(np.append(own[1] == 0, False)[change.owners[: change.asked]])
    order = np.where(change.kept < 0, solved.size + np.cumsum(change.kept < 0) - 1, change.kept)
    wide = _Wider.of(kernel, solved, change.new)
    weights = wide.weights(weights, targets(change.owners[change.comes], len(change.columns)))
    inverse = wide.inverse_columns(solved, np.concatenate([gone, order[again]]))
    out, mine = inverse[:, : len(gone)], inverse[:, len(gone) :]
    without = np.linalg.solve(out[gone].astype(np.float64), np.hstack([weights[gone], mine[gone]]))
    weights = (weights - out @ without[:, : weights.shape[1]])[order]
    alone = mine[order[again], np.arange(len(again))]
    alone = alone - np.einsum("ij,ji->i", out[order[again]], without[:, len(change.columns) + 1 :])
    scores = targets(change.owners[again], len(change.columns)) - weights[again] / alone[:, None]
    own = own + own_scores(scores, change.owners[again], len(change.columns))
    known = landmarks.joined(change.new).take(order)
    return Kernel(known, np.asarray(weights * counts_for(own), dtype=np.float32), own)


def _old_weights(kernel: Kernel, solved: Solved, change: OtherTexts) -> NDArray[np.float64]:
    """The old texts' weights for the new entries, before they were evened out."""
    counts = counts_for(kernel.own) if kernel.own.shape[1] else np.ones(kernel.weights.shape[1])
    before = kernel.weights.astype(np.float64) / counts
    entries, were = len(change.columns), kernel.weights.shape[1] - 1
    columns = np.array(change.columns, dtype=np.int64)
    found = np.where(columns < 0, 0.0, before[:, columns])
    if entries != were or (columns < 0).any():  # what every other entry is to be for a text has changed
        level = solved.solve(np.ones((solved.size, 1), dtype=np.float32)).astype(np.float64)
        found += level * np.where(columns < 0, -1 / entries, 1 / were - 1 / entries)
    return np.column_stack([found, before[:, -1]])


@dataclass(frozen=True)
class _Wider:
    """The system of the old texts and the new ones together."""

    beside: Matrix
    """The old system solved for the closeness of old texts (rows) to new ones."""
    close: Matrix
    inner: NDArray[np.float64]
    """What of the new ones the old ones do not tell, inverted."""

    @classmethod
    def of(cls, kernel: Kernel, solved: Solved, new: Texts) -> _Wider:
        close = np.ascontiguousarray(kernel.closeness(new).T)
        beside = solved.solve(close)
        among = Kernel(new, np.zeros((len(new), 1), dtype=np.float32)).closeness(new)
        left = (among - close.T @ beside).astype(np.float64) + RIDGE * np.eye(len(new))
        return cls(beside, close, np.asarray(np.linalg.inv(left), dtype=np.float64))

    def weights(self, old: NDArray[np.float64], wanted: Matrix) -> NDArray[np.float64]:
        """Weights of all texts, where `old` are those of the old ones alone."""
        new = self.inner @ (wanted - self.close.T @ old)
        return np.vstack([old - self.beside @ new, new])

    def inverse_columns(self, solved: Solved, places: Places) -> NDArray[np.float64]:
        """These columns of the inverse of the whole system."""
        old = np.flatnonzero(places < solved.size)
        unit = np.zeros((solved.size, len(old)), dtype=np.float32)
        unit[places[old], np.arange(len(old))] = 1
        lower = np.zeros((len(self.inner), len(places)))
        lower[:, old] = -self.inner @ self.beside[places[old]].T
        new = np.flatnonzero(places >= solved.size)
        lower[:, new] = self.inner[:, places[new] - solved.size]
        upper = -self.beside @ lower
        upper[:, old] += solved.solve(unit)
        return np.vstack([upper, lower])

"""The ranking itself: kernel ridge regression from closeness to known questions, over words and meaning together.

Landmarks are the known texts that a message is compared with. With few questions every one is a landmark; with many, a regular sample of them is,
while all of them are still learned from, so that quality falls smoothly and never at a cliff. The last column is "no entry": what messages look
like that nothing answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float32]
Owners = NDArray[np.int64]

SHARPNESS = 1.5
"""How fast closeness falls with likeness. Between 1 and 2 the questions left out, and those of the tests, come out equally well."""

WORDS = 0.3
"""What words count beside meaning: between .2 and .4 equally good; without words, names of schemes and forms are lost."""

RIDGE = 0.1
"""How far a single question may bend the scores: between .03 and .3 equally good."""

MOST_LANDMARKS = 3000
"""Solving grows with their cube: 3,000 take some seconds. With half of the real base's questions as landmarks, 3 in 100 fewer came first."""

MOST_CELLS = 8_000_000
"""Landmarks times entries: the weights are read for each message, and 32 MB of them take some 3 ms."""

_JITTER = 1e-5
"""The same question kept twice leaves no one way to solve; this chooses one, and changes no score by more than rounding does."""

_CHUNK = 2048
"""Texts that are compared with the landmarks at a time, so that memory stays bounded."""


@dataclass(frozen=True)
class Texts:
    """Texts ready to be compared: unit vectors (n, d; d = 0 without an encoder) and sparse word rows (n, runs)."""

    vectors: Matrix
    rows: sparse.csr_matrix

    def __len__(self) -> int:
        return int(self.rows.shape[0])

    def take(self, places: NDArray[np.int64]) -> Texts:
        """The texts at these places."""
        return Texts(self.vectors[places], self.rows[places])

    def joined(self, others: Texts) -> Texts:
        """These texts, then the others."""
        return Texts(np.vstack([self.vectors, others.vectors]), sparse.vstack([self.rows, others.rows]).tocsr())


class Kernel:
    """Scores for every entry, and a last one for "no entry", as a weighted sum of closeness to the landmarks."""

    def __init__(self, landmarks: Texts, weights: Matrix) -> None:
        self.landmarks = landmarks
        self.weights = weights
        self._columns = landmarks.rows.T.tocsr()

    def closeness(self, texts: Texts) -> Matrix:
        """Shape (n, landmarks): 1 for the same words and meaning. Without vectors the words alone count."""
        alike = np.asarray((texts.rows @ self._columns).todense(), dtype=np.float32)
        if texts.vectors.shape[1]:
            alike = WORDS * alike + (1 - WORDS) * (texts.vectors @ self.landmarks.vectors.T)
        return np.asarray(np.exp(np.float32(SHARPNESS) * (alike - 1)), dtype=np.float32)

    def score(self, texts: Texts) -> Matrix:
        """Shape (n, entries + 1)."""
        parts = [self.closeness(texts.take(places)) @ self.weights for places in _chunks(len(texts))]
        return np.concatenate(parts) if parts else np.zeros((0, self.weights.shape[1]), dtype=np.float32)


class Learned:
    """A fitted kernel that can still say what it would have thought of a text that it was fitted on."""

    def __init__(self, kernel: Kernel, factor: NDArray[np.float64]) -> None:
        self.kernel = kernel
        self._lower = factor.astype(np.float32)

    def unseen(self, texts: Texts, known: Texts, owners: Owners) -> Matrix:
        """Scores of texts as if the known text at the same place had never been learned from (with a weight of 1).

        The texts are those known ones themselves, or variants of them. This is the closed form of leaving each out.
        """
        entries = self.kernel.weights.shape[1] - 1
        found = np.zeros((len(texts), entries + 1), dtype=np.float32)
        for places in _chunks(len(texts)):
            close = self.kernel.closeness(texts.take(places))
            close_known = self.kernel.closeness(known.take(places))
            reach, reach_known = self._reach(close), self._reach(close_known)
            own = np.clip((reach_known**2).sum(axis=0), 0, 0.99)[:, None]
            shared = (reach * reach_known).sum(axis=0)[:, None]
            missed = _targets(owners[places], entries) - close_known @ self.kernel.weights
            found[places] = close @ self.kernel.weights - shared * missed / (1 - own)
        return found

    def _reach(self, close: Matrix) -> Matrix:
        from scipy.linalg import solve_triangular  # heavy: needed to fit, not to answer

        return np.asarray(solve_triangular(self._lower, close.T, lower=True, check_finite=False))


def fit_kernel(
    known: Texts, owners: Owners, weight: NDArray[np.float64], entries: int, landmarks: NDArray[np.int64]
) -> Learned:
    """`owners` names each text's entry, `entries` itself for "no entry"; `weight` says what each text counts."""
    from scipy.linalg import cho_solve

    kernel = Kernel(known.take(landmarks), np.zeros((len(landmarks), entries + 1), dtype=np.float32))
    inner = RIDGE * kernel.closeness(kernel.landmarks).astype(np.float64)
    inner[np.diag_indices_from(inner)] += _JITTER
    wanted = np.zeros((len(landmarks), entries + 1))
    for places in _chunks(len(known)):
        close = kernel.closeness(known.take(places))
        weighted = close * weight[places, None].astype(np.float32)
        inner += weighted.T @ close
        wanted[:, :entries] -= weighted.sum(axis=0)[:, None] / entries
        wanted += (_members(owners[places], entries).T @ weighted).T
    factor = np.linalg.cholesky(inner)
    kernel.weights = np.asarray(cho_solve((factor, True), wanted, check_finite=False), dtype=np.float32)
    return Learned(kernel, factor)


def _members(owners: Owners, entries: int) -> sparse.csr_matrix:
    ones = np.ones(len(owners), dtype=np.float32)
    return sparse.csr_matrix((ones, (np.arange(len(owners)), owners)), shape=(len(owners), entries + 1))


def _targets(owners: Owners, entries: int) -> Matrix:
    """1 for a text's own entry and slightly less than 0 for every other."""
    wanted = np.full((len(owners), entries + 1), -1 / entries, dtype=np.float32)
    wanted[:, entries] = 0
    wanted[np.arange(len(owners)), owners] += 1
    return wanted


def _chunks(count: int) -> list[NDArray[np.int64]]:
    return [np.arange(start, min(count, start + _CHUNK)) for start in range(0, count, _CHUNK)]


def landmark_places(count: int, entries: int) -> NDArray[np.int64]:
    """Which of `count` texts are landmarks: all, or a regular sample."""
    most = max(min(MOST_LANDMARKS, MOST_CELLS // max(entries, 1)), 200)
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))

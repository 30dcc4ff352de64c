"""The ranking itself: kernel ridge regression from closeness to known questions, over words and meaning
together.

Landmarks are the known texts that a message is compared with. With few questions every one is a landmark;
with many, a regular sample of them is, while all of them are still learned from, so that quality falls
smoothly and never at a cliff. The last column is "no entry": what messages look like that nothing answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.encoding.token_space import Narrow
from sendbot.matching.evening import counts_for, own_scores
from sendbot.matching.one_row import FEW, against_columns
from sendbot.matching.packed import Packed

Matrix = NDArray[np.float32]
Owners = NDArray[np.int64]

SHARPNESS = 1.5
"""How fast closeness falls with likeness. Between 1 and 2 the questions left out, and those of the tests,
come out equally well."""

WORDS = 0.3
"""What words count beside meaning: between .2 and .4 equally good; without words, names of schemes and forms
are lost."""

RIDGE = 0.1
"""How far a single question may bend the scores: between .03 and .3 equally good."""

MOST_EXACT = 16_000
"""Up to so many texts are all landmarks: a point of quality better than a sample of 7,000 of them, and no
slower, as nothing needs double precision. The packed table of them takes 510 MB, the most of fitting."""

MOST_WORK = 6e11
"""Texts times the square of landmarks, at most, where only some are: 17,000 have 5,900 landmarks, 20,000 have
5,500, 100,000 have 2,400."""

MOST_CELLS = 8_000_000
"""Landmarks times entries: the weights are read for each message, and 32 MB of them take some 3 ms."""

_JITTER = 1e-5
"""The same question kept twice leaves no one way to solve; this chooses one, and changes no score by more
than rounding does."""

_JUDGED = MOST_EXACT
"""Questions from which it is found out how sure entries are of their own: where all texts are landmarks, all
of them, as one that was judged by some of its questions alone would be judged anew at each small change."""

_CHUNK = 1024
"""Texts that are compared with the landmarks at a time, so that memory stays bounded."""


@dataclass(frozen=True)
class Texts:
    """Texts ready to be compared: unit vectors (n, d; d = 0 without an encoder) and sparse word rows (n,
    runs)."""

    vectors: Matrix
    rows: sparse.csr_matrix
    tokens: Sequence[Narrow] = ()
    """Each text's tokens, for late interaction; none where the encoder shows none, or nobody asks."""

    def __len__(self) -> int:
        return int(self.rows.shape[0])

    def take(self, places: NDArray[np.int64]) -> Texts:
        """The texts at these places."""
        return Texts(
            self.vectors[places],
            self.rows[places],
            [self.tokens[place] for place in places] if self.tokens else (),
        )

    def joined(self, others: Texts) -> Texts:
        """These texts, then the others, without their tokens."""
        return Texts(
            np.vstack([self.vectors, others.vectors]), sparse.vstack([self.rows, others.rows]).tocsr()
        )


class Kernel:
    """Scores for every entry, and a last one for "no entry", as a weighted sum of closeness to the
    landmarks."""

    def __init__(self, landmarks: Texts, weights: Matrix, own: Matrix | None = None) -> None:
        """`own` says how sure each entry is of its own questions unseen (`evening.own_scores`), where its
        scores were evened out by it."""
        self._vectors = landmarks.vectors
        self._columns = landmarks.rows.T.tocsr()
        self.weights = weights
        self.own = np.zeros((2, 0), dtype=np.float32) if own is None else own

    @property
    def landmarks(self) -> Texts:
        """What messages are compared with. Their words are held by run, and put by text when asked for."""
        return Texts(self._vectors, self._columns.T.tocsr())

    def closeness(self, texts: Texts) -> Matrix:
        """Shape (n, landmarks): 1 for the same words and meaning. Without vectors the words alone count."""
        if len(texts) <= FEW:
            alike = against_columns(texts.rows, self._columns)
        else:
            alike = np.asarray((texts.rows @ self._columns).todense(), dtype=np.float32)
        if texts.vectors.shape[1]:
            alike *= np.float32(WORDS)
            meaning = texts.vectors @ self._vectors.T
            meaning *= np.float32(1 - WORDS)
            alike += meaning
        alike -= 1
        alike *= np.float32(SHARPNESS)
        return np.asarray(np.exp(alike, out=alike), dtype=np.float32)

    def score(self, texts: Texts) -> Matrix:
        """Shape (n, entries + 1)."""
        if 0 < len(texts) <= _CHUNK:
            return self.closeness(texts) @ self.weights
        parts = [self.closeness(texts.take(places)) @ self.weights for places in _chunks(len(texts))]
        return np.concatenate(parts) if parts else np.zeros((0, self.weights.shape[1]), dtype=np.float32)


class Learned:
    """A fitted kernel that can still say what it would have thought of a text that it was fitted on."""

    def __init__(self, kernel: Kernel, inverse: Packed | Matrix, landmarks: NDArray[np.int64]) -> None:
        """`inverse` is that of what was solved where every text is a landmark; else a square one, that of the
        Cholesky factor of it."""
        self.kernel = kernel
        self._inverse = inverse
        self._landmarks = landmarks
        self._counts = np.ones(kernel.weights.shape[1], dtype=np.float32)

    @property
    def exact(self) -> bool:
        """Is every known text a landmark?"""
        return self.inverse is not None

    @property
    def inverse(self) -> Packed | None:
        """The inverse of what was solved, where every known text is a landmark."""
        return self._inverse if isinstance(self._inverse, Packed) else None

    def judged(self, count: int, most: int) -> NDArray[np.int64]:
        """At most so many of the first `count` texts, to be judged as if unseen.

        Where only some are landmarks, none of those: what a family writes is no landmark either.
        """
        places = np.arange(count) if self.exact else np.setdiff1d(np.arange(count), self._landmarks)
        return places[:: max(1, -(-len(places) // max(1, most)))]

    def even_out(self, known: Texts, owners: Owners, asked: int) -> None:
        """Let each entry's scores count by how sure it is of its own questions unseen, which are among the
        first `asked` texts."""
        entries = self.kernel.weights.shape[1] - 1
        places = self.judged(asked, _JUDGED)
        places = places[owners[places] < entries]
        scores = self.themselves_unseen(known.take(places), owners[places], places)
        self.kernel.own = own_scores(scores, owners[places], entries)
        self._counts = counts_for(self.kernel.own)
        self.kernel.weights = self.kernel.weights * self._counts

    def themselves_unseen(self, texts: Texts, owners: Owners, places: NDArray[np.int64]) -> Matrix:
        """What `unseen` gives for known texts themselves: from what was fitted alone, a hundred times faster,
        where every text is a landmark."""
        if not isinstance(self._inverse, Packed):
            return self.unseen(texts, texts, owners, places)
        missed = self.kernel.weights[places] / self._inverse.diagonal()[places, None]
        return np.asarray(self._wanted(owners) - missed)

    def unseen(self, texts: Texts, known: Texts, owners: Owners, places: NDArray[np.int64]) -> Matrix:
        """Scores of texts as if the known text at the same place had never been learned from.

        The texts are those known ones themselves, or variants of them. This is the closed form of leaving
        each out.
        """
        found = [
            self._unseen(
                asked := texts.take(part),
                asked if texts is known else known.take(part),
                owners[part],
                places[part],
            )
            for part in _chunks(len(texts))
        ]
        return (
            np.concatenate(found) if found else np.zeros((0, self.kernel.weights.shape[1]), dtype=np.float32)
        )

    def _unseen(self, texts: Texts, known: Texts, owners: Owners, places: NDArray[np.int64]) -> Matrix:
        close = self.kernel.closeness(texts)
        scores = close @ self.kernel.weights
        if isinstance(self._inverse, Packed):
            rows = self._inverse.rows(places)
            shared = np.einsum("ij,ij->i", close, rows) / self._inverse.diagonal()[places]
            return np.asarray(scores - shared[:, None] * self.kernel.weights[places])
        reach = self._inverse @ close.T
        close_known, reach_known = close, reach
        if texts is not known:
            close_known = self.kernel.closeness(known)
            reach_known = self._inverse @ close_known.T
        own = np.clip((reach_known**2).sum(axis=0), 0, 0.99)
        shared = (reach * reach_known).sum(axis=0) / (1 - own)
        missed = self._wanted(owners) - close_known @ self.kernel.weights
        return np.asarray(scores - shared[:, None] * missed)

    def _wanted(self, owners: Owners) -> Matrix:
        return targets(owners, self.kernel.weights.shape[1] - 1) * self._counts


def fit_kernel(known: Texts, owners: Owners, entries: int, asked: int | None = None) -> Learned:
    """`owners` names each text's entry, `entries` itself for "no entry". Only the first `asked` texts, or
    all, are what people ask: how sure entries are of others says nothing."""
    landmarks = landmark_places(len(known), entries)
    fitted = _exact if len(landmarks) == len(known) else _sampled
    learned = fitted(known, owners, entries, landmarks)
    learned.even_out(known, owners, len(known) if asked is None else asked)
    return learned


def fit_scores(
    known: Texts, owners: Owners, entries: int, asked: int | None = None, own: Matrix | None = None
) -> Kernel:
    """What `fit_kernel` fits, for whoever never asks what it would have thought of a text unseen: a third of
    the work. `own` is what is known of how sure entries are of their own questions unseen, 0 of 0 where it is
    to be found out; without it nothing is evened out."""
    landmarks = landmark_places(len(known), entries)
    if len(landmarks) < len(known):
        return fit_kernel(known, owners, entries, asked).kernel
    kernel, table = _solved(known, owners, entries)
    if own is not None:
        new = np.flatnonzero(np.append(own[1] == 0, False)[owners[:asked]])
        alone = np.zeros((len(known), len(new)), dtype=np.float32)
        alone[new, np.arange(len(new))] = 1
        inverse = table.solve(alone)[new, np.arange(len(new))]
        scores = targets(owners[new], entries) - kernel.weights[new] / inverse[:, None]
        kernel.own = own + own_scores(scores, owners[new], entries)
        kernel.weights = kernel.weights * counts_for(kernel.own)
    return kernel


def _exact(known: Texts, owners: Owners, entries: int, landmarks: NDArray[np.int64]) -> Learned:
    kernel, table = _solved(known, owners, entries)
    table.invert()
    return Learned(kernel, table, landmarks)


def _solved(known: Texts, owners: Owners, entries: int) -> tuple[Kernel, Packed]:
    """A kernel whose landmarks are all known texts, and the factor of the table that its weights were solved
    from."""
    kernel = Kernel(known, np.zeros((len(known), entries + 1), dtype=np.float32))
    table = Packed(len(known))
    for places in _chunks(len(known)):
        table.put(int(places[0]), kernel.closeness(known.take(places)))
    table.add_to_diagonal(RIDGE)
    table.factor()
    kernel.weights = table.solve(targets(owners, entries))
    return kernel, table


def _sampled(known: Texts, owners: Owners, entries: int, landmarks: NDArray[np.int64]) -> Learned:
    kernel = Kernel(known.take(landmarks), np.zeros((len(landmarks), entries + 1), dtype=np.float32))
    inner = RIDGE * kernel.closeness(kernel.landmarks).astype(np.float64)
    inner[np.diag_indices_from(inner)] += _JITTER
    wanted = np.zeros((len(landmarks), entries + 1))
    for places in _chunks(len(known)):
        close = kernel.closeness(known.take(places))
        inner += close.T @ close
        wanted[:, :entries] -= close.sum(axis=0)[:, None] / entries
        wanted += (_members(owners[places], entries).T @ close).T
    inverse = _inverse_factor(inner)
    kernel.weights = np.asarray(inverse.T @ (inverse @ wanted), dtype=np.float32)
    return Learned(kernel, inverse.astype(np.float32), landmarks)


def _inverse_factor(inner: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of the lower Cholesky factor; `inner` is overwritten."""
    from scipy.linalg import cholesky  # heavy: needed to fit, not to answer
    from scipy.linalg.lapack import get_lapack_funcs  # heavy: needed to fit, not to answer

    factor = cholesky(inner, lower=True, overwrite_a=True, check_finite=False)
    (invert,) = get_lapack_funcs(("trtri",), (factor,))  # a third of the work of solving for the unit matrix
    inverse, trouble = invert(factor, lower=1, overwrite_c=1)
    assert trouble == 0, "a factor of Cholesky's has no zero on its diagonal"
    return np.asarray(inverse)


def _members(owners: Owners, entries: int) -> sparse.csr_matrix:
    ones = np.ones(len(owners), dtype=np.float32)
    return sparse.csr_matrix((ones, (np.arange(len(owners)), owners)), shape=(len(owners), entries + 1))


def targets(owners: Owners, entries: int) -> Matrix:
    """1 for a text's own entry and slightly less than 0 for every other."""
    wanted = np.full((len(owners), entries + 1), -1 / entries, dtype=np.float32)
    wanted[:, entries] = 0
    wanted[np.arange(len(owners)), owners] += 1
    return wanted


def _chunks(count: int) -> list[NDArray[np.int64]]:
    return [np.arange(start, min(count, start + _CHUNK)) for start in range(0, count, _CHUNK)]


def landmark_places(count: int, entries: int) -> NDArray[np.int64]:
    """Which of `count` texts are landmarks: all, or a regular sample."""
    by_work = count if count <= MOST_EXACT else int((MOST_WORK / count) ** 0.5)
    most = max(min(by_work, MOST_CELLS // max(entries, 1)), 200)
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))

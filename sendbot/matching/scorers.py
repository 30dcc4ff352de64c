"""Evidence: several independent opinions on how well each entry fits a text. `weighing` decides what each is worth.

Shapes: n questions, m texts, e entries, d encoder dimensions. Every opinion is an array of shape (m, e).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float32]
Owners = NDArray[np.int64]

SHRINKAGE = 0.85
"""How far the spread within entries is taken to be equal in all directions (chosen on CLINC150's validation split)."""

KERNEL_SHARPNESS = 2.0
KERNEL_RIDGE = 0.1
KERNEL_WORDS = 0.2
"""Chosen on CLINC150's validation split, where a range around them does equally well."""

LARGEST_KERNEL = 8000
"""Above so many questions the kernel is left out: solving for it grows with their cube."""

LARGEST_LOGISTIC = 400
"""Above so many entries the iterative classifiers are left out: the closed-form opinions fit 10,000 entries in seconds."""

LARGEST_NEAR_MEANING = 20_000
"""Above so many questions comparing every vector would take longer than all other opinions together."""


@dataclass(frozen=True)
class Texts:
    """Texts ready to be scored: unit vectors (m, d; d = 0 without an encoder) and sparse word rows (m, runs)."""

    vectors: Matrix
    rows: sparse.csr_matrix
    comparisons: dict[tuple[object, str], Matrix] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return int(self.rows.shape[0])

    def take(self, places: NDArray[np.int64]) -> Texts:
        """The texts at these places."""
        return Texts(self.vectors[places], self.rows[places])

    def compared(self, known: KnownTexts, how: str, compare: Callable[[], Matrix]) -> Matrix:
        """The comparison of these texts with known ones, made once however many opinions ask for it."""
        key = (known, how)
        if key not in self.comparisons:
            self.comparisons[key] = compare()
        return self.comparisons[key]


class Linear:
    """Scores as a weighted sum of dense or sparse features."""

    def __init__(self, weights: Matrix, bias: Matrix, sparse_input: bool) -> None:
        self.weights = weights
        self.bias = bias
        self.sparse_input = sparse_input

    def score(self, texts: Texts) -> Matrix:
        """Shape (m, e)."""
        features = texts.rows if self.sparse_input else texts.vectors
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float32)


class KnownTexts:
    """KnownTexts texts that others are compared with. Several opinions share one of these, and one comparison."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._columns = texts.rows.T.tocsr()

    def words_alike(self, texts: Texts) -> Matrix:
        """Cosine similarity of words, shape (m, n)."""
        return texts.compared(
            self, "words", lambda: np.asarray((texts.rows @ self._columns).todense(), dtype=np.float32)
        )

    def meaning_alike(self, texts: Texts) -> Matrix:
        """Cosine similarity of vectors, shape (m, n)."""
        return texts.compared(
            self, "meaning", lambda: np.asarray(texts.vectors @ self.texts.vectors.T, dtype=np.float32)
        )


class Nearest:
    """The similarity of each text to each entry's nearest question (or answer sentence)."""

    def __init__(self, known: KnownTexts, starts: NDArray[np.int64], by_words: bool) -> None:
        self.known = known
        self.starts = starts
        self.by_words = by_words

    def score(self, texts: Texts) -> Matrix:
        """Shape (m, e); the known texts stand in the order of their entries."""
        alike = self.known.words_alike(texts) if self.by_words else self.known.meaning_alike(texts)
        return np.asarray(np.maximum.reduceat(alike, self.starts, axis=1), dtype=np.float32)


class Kernel:
    """Scores as a weighted sum of closeness to every known question: bends where a linear score cannot."""

    def __init__(self, known: KnownTexts, weights: Matrix) -> None:
        self.known = known
        self.weights = weights

    def score(self, texts: Texts) -> Matrix:
        """Shape (m, e)."""
        return np.asarray(closeness(texts, self.known) @ self.weights, dtype=np.float32)


def closeness(texts: Texts, known: KnownTexts) -> Matrix:
    """Shape (m, n): 1 for the same words and meaning. Without vectors the words alone count."""
    alike = known.words_alike(texts)
    if texts.vectors.shape[1]:
        alike = KERNEL_WORDS * alike + (1 - KERNEL_WORDS) * known.meaning_alike(texts)
    return np.asarray(np.exp(KERNEL_SHARPNESS * (alike - 1)), dtype=np.float32)


Scorer = Linear | Nearest | Kernel


def discriminant(vectors: Matrix, owners: Owners, entries: int) -> Linear:
    """Linear discriminant analysis with shrinkage, in closed form."""
    means = _means(vectors, owners, entries)
    residual = vectors - means[owners]
    spread = residual.T @ residual / np.float32(len(vectors))
    size = len(spread)
    level = np.trace(spread) / size + 1e-6
    spread = (1 - SHRINKAGE) * spread + SHRINKAGE * level * np.eye(size, dtype=np.float32)
    weights = np.linalg.solve(spread, means.T).T * level
    return Linear(
        weights.astype(np.float32),
        (-0.5 * (weights * means).sum(axis=1)).astype(np.float32),
        sparse_input=False,
    )


def _means(vectors: Matrix, owners: Owners, entries: int) -> Matrix:
    membership = sparse.csr_matrix(
        (np.ones(len(owners), dtype=np.float32), (owners, np.arange(len(owners)))),
        shape=(entries, len(owners)),
    )
    counts = np.bincount(owners, minlength=entries).astype(np.float32)
    return np.asarray((membership @ vectors) / np.maximum(counts, 1)[:, None], dtype=np.float32)


def logistic(features: Matrix | sparse.csr_matrix, owners: Owners, entries: int, strength: float) -> Linear:
    """Multinomial logistic regression; `strength` is scikit-learn's C. An entry without questions scores lowest."""
    from sklearn.linear_model import LogisticRegression  # heavy: two seconds, and only fitting needs it

    present = np.unique(owners)
    if len(present) < 2:
        return Linear(
            np.zeros((entries, features.shape[1]), np.float32),
            np.zeros(entries, np.float32),
            sparse.issparse(features),
        )
    # A coarser tolerance stops before the first step when there are many entries with few questions.
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-4).fit(features, owners)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(present) == 2:  # scikit-learn keeps one row for two classes
        coefficients, intercepts = (
            np.vstack([-coefficients, coefficients]) / 2,
            np.concatenate([-intercepts, intercepts]) / 2,
        )
    weights = np.zeros((entries, features.shape[1]), dtype=np.float32)
    bias = np.full(entries, intercepts.min() - 1, dtype=np.float32)
    weights[present], bias[present] = coefficients, intercepts
    return Linear(weights, bias, bool(sparse.issparse(features)))


def kernel_ridge(known: KnownTexts, owners: Owners, entries: int) -> Kernel:
    """Ridge regression to the entries' indicators in the space of closeness to the known questions."""
    from scipy.linalg import solve  # heavy: only fitting needs it

    inner = closeness(known.texts, known).astype(np.float64)
    inner[np.diag_indices_from(inner)] += KERNEL_RIDGE
    wanted = np.full((len(owners), entries), -1 / entries)
    wanted[np.arange(len(owners)), owners] += 1
    return Kernel(known, solve(inner, wanted, assume_a="pos").astype(np.float32))


@dataclass(frozen=True)
class Said:
    """The answers' own sentences: weak evidence. `owners` must be sorted."""

    texts: Texts
    owners: Owners


@dataclass(frozen=True)
class Budget:
    """Which opinions a base of this size has room for. Decided once, so that every part of a fit has the same ones."""

    kernel: bool
    logistic: bool
    near_meaning: bool

    @classmethod
    def for_size(cls, questions: int, entries: int) -> Budget:
        """The room of a base with so many questions and entries."""
        return cls(
            questions <= LARGEST_KERNEL, entries <= LARGEST_LOGISTIC, questions <= LARGEST_NEAR_MEANING
        )


def fit_scorers(
    known: Texts, owners: Owners, entries: int, said: Said | None, room: Budget
) -> dict[str, Scorer]:
    """Every opinion that the material and the room allow. `owners` must be sorted and name each entry at least once."""
    asked, starts, with_vectors = KnownTexts(known), starts_of(owners), bool(known.vectors.shape[1])
    scorers: dict[str, Scorer] = {"near words": Nearest(asked, starts, by_words=True)}
    if room.kernel:
        scorers["close"] = kernel_ridge(asked, owners, entries)
    if with_vectors:
        if room.near_meaning:
            scorers["near meaning"] = Nearest(asked, starts, by_words=False)
        scorers["meaning"] = discriminant(known.vectors, owners, entries)
        if room.logistic:
            scorers["learned meaning"] = logistic(known.vectors, owners, entries, strength=40)
    elif room.logistic:  # beside the encoder's opinions this one adds nothing, and it is the slowest to learn
        scorers["words"] = logistic(known.rows, owners, entries, strength=60)
    if said is not None and len(np.unique(said.owners)) == entries:
        sentences, starts = KnownTexts(said.texts), starts_of(said.owners)
        scorers["answer words"] = Nearest(sentences, starts, by_words=True)
        if with_vectors and room.near_meaning:
            scorers["answer meaning"] = Nearest(sentences, starts, by_words=False)
    return scorers


def starts_of(owners: Owners) -> NDArray[np.int64]:
    return np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])


def opinions(scorers: Mapping[str, Scorer], texts: Texts) -> NDArray[np.float32]:
    """All opinions, shape (m, e, number of scorers), in the mapping's order."""
    return np.stack([scorer.score(texts) for scorer in scorers.values()], axis=2)


def folds(owners: Owners, count: int) -> NDArray[np.int64]:
    """A fold number for each question, so that every entry's questions are spread over all folds."""
    return (places_in_entry(owners) + owners) % count


def places_in_entry(owners: Owners) -> NDArray[np.int64]:
    """Each question's place among its entry's questions. What is chosen by it stays chosen when another entry grows."""
    starts = starts_of(owners)
    return np.arange(len(owners)) - np.repeat(starts, np.diff(np.r_[starts, len(owners)]))


def unseen_opinions(
    known: Texts, owners: Owners, entries: int, said: Said | None, chosen: NDArray[np.int64], count: int = 5
) -> NDArray[np.float32]:
    """Opinions on the chosen questions by scorers that never saw them (cross-validation), shape (len(chosen), e, scorers)."""
    fold, room = folds(owners, count), Budget.for_size(len(owners), entries)
    result: NDArray[np.float32] | None = None
    for number in range(count):
        rows = np.flatnonzero(fold[chosen] == number)
        if not len(rows):
            continue
        part = _fit_part(known, owners, np.flatnonzero(fold != number), entries, said, room)
        found = opinions(part, known.take(chosen[rows]))
        result = (
            np.zeros((len(chosen), entries, found.shape[2]), dtype=np.float32) if result is None else result
        )
        result[rows] = found
    assert result is not None  # there is at least one question
    return result


def _fit_part(
    known: Texts, owners: Owners, kept: NDArray[np.int64], entries: int, said: Said | None, room: Budget
) -> dict[str, Scorer]:
    """Scorers from some of the questions. An entry left with none keeps its first, so that every entry has a column."""
    lost = np.setdiff1d(np.arange(entries), owners[kept])
    if len(lost):
        kept = np.sort(np.concatenate([kept, np.searchsorted(owners, lost)]))
    return fit_scorers(known.take(kept), owners[kept], entries, said, room)

"""One message's words against many texts. SciPy multiplies thousands of rows well, and for a single one takes
a millisecond to look at its forms before it begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FEW = 4
"""Rows that a message and its parts make; more are a fit, which SciPy does faster."""


def against_texts(
    texts: sparse.csr_matrix, start: int, end: int, rows: sparse.csr_matrix
) -> NDArray[np.float32]:
    """The products of the texts from `start` to `end` with each row, shape (end - start, rows)."""
    first, last = texts.indptr[start], texts.indptr[end]
    runs, weights = texts.indices[first:last], texts.data[first:last]
    ends = texts.indptr[start : end + 1] - first
    found = np.zeros((end - start, rows.shape[0]), dtype=np.float32)
    said = np.zeros(texts.shape[1], dtype=np.float32)
    for place in range(rows.shape[0]):
        own = slice(rows.indptr[place], rows.indptr[place + 1])
        said[rows.indices[own]] = rows.data[own]
        up_to = np.concatenate([[0.0], np.cumsum(weights * said[runs], dtype=np.float64)])
        found[:, place] = up_to[ends[1:]] - up_to[ends[:-1]]
        said[rows.indices[own]] = 0
    return found


def against_columns(rows: sparse.csr_matrix, columns: sparse.csr_matrix) -> NDArray[np.float32]:
    """The products of each row with all texts, where `columns` holds which texts have each run: shape
    (rows, texts)."""
    found = np.empty((rows.shape[0], columns.shape[1]), dtype=np.float32)
    for place in range(rows.shape[0]):
        own = slice(rows.indptr[place], rows.indptr[place + 1])
        starts = columns.indptr[rows.indices[own]]
        lengths = columns.indptr[rows.indices[own] + 1] - starts
        ends = np.cumsum(lengths)
        where = np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)
        weights = columns.data[where] * np.repeat(rows.data[own], lengths)
        found[place] = np.bincount(columns.indices[where], weights=weights, minlength=columns.shape[1])
    return found

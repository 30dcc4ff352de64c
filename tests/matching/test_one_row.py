"""One row's products are those that SciPy gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from sendbot.matching.one_row import against_columns, against_texts


def _some(seed: int, rows: int, columns: int, density: float) -> sparse.csr_matrix:
    return sparse.random(rows, columns, density, "csr", np.float32, np.random.default_rng(seed))


@given(seed=st.integers(0, 999), density=st.sampled_from((0.0, 0.05, 0.5)), rows=st.integers(1, 4))
def test_products_with_some_texts_are_the_same(seed: int, density: float, rows: int) -> None:
    texts, asked = _some(seed, 12, 40, density), _some(seed + 1, rows, 40, 0.2)
    for start, end in ((0, 12), (3, 4), (5, 5), (7, 12)):
        wanted = (texts[start:end] @ asked.T).toarray()
        np.testing.assert_allclose(against_texts(texts, start, end, asked), wanted, atol=1e-6)


@given(seed=st.integers(0, 999), density=st.sampled_from((0.0, 0.05, 0.5)), rows=st.integers(1, 4))
def test_products_with_all_texts_are_the_same(seed: int, density: float, rows: int) -> None:
    texts, asked = _some(seed, 12, 40, density), _some(seed + 1, rows, 40, 0.2)
    wanted = (asked @ texts.T).toarray()
    np.testing.assert_allclose(against_columns(asked, texts.T.tocsr()), wanted, atol=1e-6)


@pytest.mark.parametrize("texts", [_some(1, 5, 8, 0.4), sparse.csr_matrix((5, 8), dtype=np.float32)])
def test_a_message_without_a_known_word_is_like_nothing(texts: sparse.csr_matrix) -> None:
    nothing = sparse.csr_matrix((1, 8), dtype=np.float32)
    assert not against_texts(texts, 0, 5, nothing).any()
    assert not against_columns(nothing, texts.T.tocsr()).any()

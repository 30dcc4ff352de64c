"""A symmetric table held by half gives what the whole one gives."""

from __future__ import annotations

import numpy as np
import pytest

from sendbot.matching.packed import Packed


def _table(size: int) -> np.ndarray:
    spread = np.random.default_rng(size).standard_normal((size, size))
    return np.asarray(spread @ spread.T / size + np.eye(size), dtype=np.float32)


def _packed(table: np.ndarray, at_once: int = 3) -> Packed:
    packed = Packed(len(table))
    for first in range(0, len(table), at_once):
        packed.put(first, table[first : first + at_once])
    return packed


SIZES = (1, 2, 3, 4, 7, 8, 31, 32)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_is_read_again(size: int) -> None:
    table = _table(size)
    packed = _packed(table)
    assert (packed.rows(np.arange(size)) == table).all()
    assert (packed.diagonal() == np.diag(table)).all()
    assert (packed.rows(np.array([size - 1, 0])) == table[[size - 1, 0]]).all()
    packed.add_to_diagonal(0.5)
    assert packed.diagonal() == pytest.approx(np.diag(table) + 0.5)


@pytest.mark.parametrize("size", SIZES)
def test_it_is_solved_and_inverted_in_its_place(size: int) -> None:
    table = _table(size)
    packed = _packed(table)
    wanted = np.random.default_rng(0).standard_normal((size, 2)).astype(np.float32)
    kept = wanted.copy()
    packed.factor()
    assert packed.solve(wanted) == pytest.approx(np.linalg.solve(table.astype(float), wanted), abs=1e-4)
    assert (wanted == kept).all()
    packed.invert()
    assert packed.rows(np.arange(size)) == pytest.approx(np.linalg.inv(table.astype(float)), abs=1e-4)


def test_half_of_a_square_is_held() -> None:
    packed = Packed(101)
    assert packed._held.size == 101 * 102 // 2


def test_a_table_that_cannot_be_factored_is_refused() -> None:
    packed = _packed(np.array([[1, 2], [2, 1]], dtype=np.float32))
    with pytest.raises(ValueError, match="not positive definite"):
        packed.factor()

"""A symmetric table of which only half is held, and what fitting asks of it: in the form that LAPACK calls
rectangular full packed (its routines *pftrf*, *pftrs*, *pftri*), which takes half the memory of a square and
is solved as fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


class Packed:
    """A symmetric table of size n by n in single precision: filled row by row, then factored, then inverted,
    each in the place of what was there."""

    def __init__(self, size: int) -> None:
        """All zero."""
        self.size = size
        self._left = size - size // 2
        self._shift = 1 - size % 2
        # What LAPACK reads column by column is written here row by row: the same numbers in the same order.
        self._held = np.zeros((self._left, size + self._shift), dtype=np.float32)

    def put(self, first: int, rows: Floats) -> None:
        """Write rows of the whole table, the first of which is the one at `first`. What lies above the
        diagonal is taken for its right half, what lies below for its left half."""
        left, shift = self._left, self._shift
        for place, row in enumerate(rows, start=first):
            if place < left:
                self._held[place, place + shift :] = row[place:]
            else:
                self._held[place - left + 1 - shift, : place - left + 1] = row[left : place + 1]

    def add_to_diagonal(self, number: float) -> None:
        """Add the number to each place of the diagonal."""
        self._flat[self._on_diagonal()] += np.float32(number)

    def rows(self, places: Places) -> Floats:
        """Whole rows, shape (len(places), n)."""
        found = np.empty((len(places), self.size), dtype=np.float32)
        left, shift = self._left, self._shift
        for row, place in zip(found, places.tolist(), strict=True):
            first = min(place, left)
            row[:first] = self._held[:first, place + shift]
            if place < left:
                row[place:] = self._held[place, place + shift :]
            else:
                below = place - left
                row[left : place + 1] = self._held[below + 1 - shift, : below + 1]
                row[place + 1 :] = self._held[below + 2 - shift : self.size - left + 1 - shift, below]
        return found

    def diagonal(self) -> Floats:
        """Shape (n,)."""
        return self._flat[self._on_diagonal()]

    def factor(self) -> None:
        """Put the Cholesky factor in the place of a positive definite table. Raises ValueError where it is
        not."""
        self._in_place("pftrf")

    def solve(self, wanted: Floats) -> Floats:
        """What gives `wanted` (n, m) when multiplied by the table whose factor is held."""
        found, trouble = _routine("pftrs")(self.size, self._flat, np.asfortranarray(wanted), uplo="L")
        assert trouble == 0, "sizes fit, and nothing else can go wrong in solving"
        return np.asarray(found, dtype=np.float32)

    def invert(self) -> None:
        """Put the inverse in the place of the factor."""
        self._in_place("pftri")

    @property
    def _flat(self) -> Floats:
        return self._held.reshape(-1)

    def _in_place(self, name: str) -> None:
        found, trouble = _routine(name)(self.size, self._flat, uplo="L", overwrite_a=1)
        if trouble:
            raise ValueError(f"The table is not positive definite (LAPACK's {name} says {trouble}).")
        self._held = np.asarray(found).reshape(self._held.shape)

    def _on_diagonal(self) -> Places:
        """Where in the flat form the diagonal stands."""
        width, left, shift = self._held.shape[1], self._left, self._shift
        above, below = np.arange(left), np.arange(self.size - left)
        return np.concatenate([above * (width + 1) + shift, (below + 1 - shift) * width + below])


def _routine(name: str) -> Callable[..., Any]:
    from scipy.linalg.lapack import get_lapack_funcs  # heavy: needed to fit, not to answer

    (found,) = get_lapack_funcs((name,), dtype=np.float32)
    return found  # type: ignore[no-any-return]

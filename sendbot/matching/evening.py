"""What an entry's scores count: one that curators wrote few questions for is less sure of everything, its own
questions among it, and would lose them to its neighbours with many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Owners = NDArray[np.int64]

EVEN = 0.4
"""How far entries are evened out, in proportion. Thirty entries cut down to 12 questions, beside others with
30 (`python -m tests.benchmarks few`), come first for 58 % of their tests in place of 54, and the others lose
nothing. Half way it is more, and intents that are asked as unevenly as they are taught lose by it (HINT3);
all the way all others lose three points."""

_SUPPOSED = 2
"""Questions that count as being as sure as usual: few of an entry's own say little about it."""

_LEAST, _MOST = 0.5, 3.0
"""Bounds of what a score counts: an entry whose questions are all lost is put right by better questions."""

_NOTHING = 0.02
"""Below this usual score no question is known as its own, and nothing can be evened out."""


def own_scores(scores: NDArray[np.float32], owners: Owners, entries: int) -> Floats:
    """How sure each entry is of its own questions while they are left out: the sum and the number of them,
    shape (2, entries). `scores` holds one row a question, `owners` each one's entry."""
    mine = scores[np.arange(len(owners)), owners]
    sums = np.bincount(owners, weights=mine, minlength=entries)
    return np.array([sums, np.bincount(owners, minlength=entries)], dtype=np.float32)


def counts_for(own: Floats) -> Floats:
    """What each entry's scores count, and 1 at the end for "no entry"; `own` as `own_scores` gives it."""
    sums, numbers = own
    asked = numbers > 0
    usual = float(np.median(sums[asked] / numbers[asked])) if asked.any() else 0.0
    found = np.ones(len(sums) + 1, dtype=np.float32)
    if usual > _NOTHING:
        sure = (sums + _SUPPOSED * usual) / (numbers + _SUPPOSED)
        found[:-1] = np.clip((usual / np.maximum(sure, usual * 1e-3)) ** EVEN, _LEAST, _MOST)
    return found

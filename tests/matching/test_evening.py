"""An entry with few questions beside others with many."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from sendbot.matching import evening
from sendbot.matching.evening import counts_for, own_scores
from sendbot.matching.kernel import Texts, fit_kernel, fit_scores


def test_what_is_counted_is_each_entrys_own_score() -> None:
    scores = np.array([[0.5, 0.1, 0], [0.3, 0.2, 0], [0.1, 0.4, 0]], dtype=np.float32)
    found = own_scores(scores, np.array([0, 0, 1]), 3)
    np.testing.assert_allclose(found, np.array([[0.8, 0.4, 0], [2, 1, 0]]))


def test_an_entry_that_is_half_as_sure_counts_more_and_one_that_is_as_usual_the_same() -> None:
    found = counts_for(np.array([[4.0, 4.0, 20.0], [10, 10, 100]], dtype=np.float32))
    assert found[0] == found[1] == pytest.approx(1)
    assert 1.2 < found[2] < 1.5
    assert found[-1] == 1  # "no entry" has nothing of its own


@pytest.mark.parametrize(
    "own",
    [
        [[0, 0], [0, 0]],  # nobody asked anything
        [[-1, -2], [10, 10]],  # nothing is known as its own
        [[0.1, 0.1], [10, 10]],
    ],
)
def test_where_nothing_is_known_nothing_is_evened_out(own: list[list[float]]) -> None:
    assert counts_for(np.array(own, dtype=np.float32)).tolist() == [1, 1, 1]


def test_a_single_question_that_goes_elsewhere_raises_its_entry_only_a_little() -> None:
    found = counts_for(np.array([[4.0, 4.0, -0.1], [10, 10, 1]], dtype=np.float32))
    assert 1 < found[2] < 1.4  # by what is supposed of it: all the way it would be three


def _texts(numbers: list[int], seed: int) -> tuple[Texts, NDArray[np.int64]]:
    """Texts that lie around their entries' middles, and into one another."""
    chance, middles = np.random.default_rng(seed), np.random.default_rng(1).normal(size=(len(numbers), 16))
    owners = np.repeat(np.arange(len(numbers)), numbers)
    vectors = (middles[owners] + 1.1 * chance.normal(size=(len(owners), 16))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Texts(vectors, sparse.csr_matrix((len(owners), 4), dtype=np.float32)), owners


def _first() -> tuple[float, float]:
    """How often texts of an entry that was taught 8 come first for it, and those of the others, taught 60."""
    known, owners = _texts([8, 60, 60, 60, 60], seed=2)
    asked, meant = _texts([200] * 5, seed=3)
    right = fit_kernel(known, owners, 5).kernel.score(asked)[:, :-1].argmax(axis=1) == meant
    return float(right[meant == 0].mean()), float(right[meant > 0].mean())


def test_an_entry_with_few_questions_keeps_more_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    few, others = _first()
    monkeypatch.setattr(evening, "EVEN", 0.0)
    few_before, others_before = _first()
    assert few > few_before + 0.03
    assert others > others_before - 0.02


@pytest.mark.parametrize("known_of", [[], [1, 2, 3], [0, 1, 2, 3, 4]])
def test_scores_alone_are_evened_out_as_the_whole_fit_is(known_of: list[int]) -> None:
    known, owners = _texts([8, 60, 60, 60, 60], seed=2)
    asked, _ = _texts([20] * 5, seed=3)
    whole = fit_kernel(known, owners, 5).kernel
    own = np.zeros((2, 5), dtype=np.float32)
    own[:, known_of] = whole.own[:, known_of]
    alone = fit_scores(known, owners, 5, own=own)
    assert np.abs(counts_for(whole.own) - 1).max() > 0.1  # or there would be nothing to see
    assert np.allclose(alone.own, whole.own, atol=1e-3)
    assert np.allclose(alone.score(asked), whole.score(asked), atol=1e-3)
    assert not np.allclose(fit_scores(known, owners, 5).score(asked), whole.score(asked), atol=1e-2)

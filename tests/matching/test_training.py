from __future__ import annotations

import numpy as np

from sendbot.matching.evidence import FEATURES
from sendbot.matching.training import Rows, join_rows


def rows(kind: str, score: float, right: bool, count: int = 40) -> Rows:
    features = np.random.default_rng(1).normal(0, 0.1, size=(count, len(FEATURES)))
    features[:, FEATURES.index("score")] += score
    return Rows(features, np.full(count, right), kind)


def test_what_is_right_scores_above_what_comes_from_outside() -> None:
    confidence, sample = join_rows(
        [rows("answerable", 1, True), rows("outside", 0, False)], with_outside=True
    )
    assert sample.answerable.mean() > sample.unanswerable.mean() + 0.5
    assert confidence.weight[FEATURES.index("score")] > 0


def test_without_a_pool_only_what_means_the_same_for_a_stranger_is_weighed() -> None:
    telling = rows("answerable", 1, True)
    telling.features[:] += 1  # every feature speaks for the entry, so each one that may be weighed is
    confidence, sample = join_rows([telling, rows("hidden", 0, False)], with_outside=False)
    assert len(sample.unanswerable) == 40
    assert confidence.weight[FEATURES.index("score")] > 0
    assert confidence.weight[FEATURES.index("near meaning")] > 0
    left_out = [FEATURES.index(name) for name in ("lead", "length", "not outside")]
    assert np.allclose(confidence.weight[left_out], 0)

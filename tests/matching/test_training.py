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


def test_without_a_pool_only_the_score_is_looked_at_and_hidden_questions_stand_in() -> None:
    confidence, sample = join_rows(
        [rows("answerable", 1, True), rows("hidden", 0, False)], with_outside=False
    )
    assert len(sample.unanswerable) == 40
    others = np.delete(confidence.weight, FEATURES.index("score"))
    assert np.allclose(others, 0)

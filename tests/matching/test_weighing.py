from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.evidence import FEATURES
from sendbot.matching.weighing import learn_confidence

SHORT, LONG = np.log1p(4), np.log1p(20)


def messages(score: float, length: float, count: int = 60) -> NDArray[np.float64]:
    features = np.zeros((count, len(FEATURES)))
    features[:, FEATURES.index("score")] = score + np.random.default_rng(1).normal(0, 0.02, count)
    features[:, FEATURES.index("length")] = length
    return features


def test_the_same_likeness_says_more_in_a_long_message_than_in_a_short_one() -> None:
    kinds = [
        (messages(0.9, SHORT), True),
        (messages(0.5, SHORT), False),
        (messages(0.5, LONG), True),
        (messages(0.2, LONG), False),
    ]
    features = np.concatenate([rows for rows, _ in kinds])
    right = np.concatenate([np.full(len(rows), is_right) for rows, is_right in kinds])
    confidence = learn_confidence(features, right, np.ones(len(right)))
    sure = [float(confidence.score(rows).mean()) for rows, _ in kinds]
    assert min(sure[0], sure[2]) > 0.9
    assert max(sure[1], sure[3]) < 0.1


def test_being_long_may_speak_against_an_entry_but_nothing_that_speaks_for_it_may() -> None:
    features = np.concatenate([messages(0.6, SHORT), messages(0.6, LONG)])
    confidence = learn_confidence(features, np.repeat([True, False], 60), np.ones(120))
    weights = confidence.weight
    assert weights[len(FEATURES)] < 0
    assert (np.delete(weights, len(FEATURES)) >= 0).all()


def test_where_no_message_is_long_nothing_is_learned_of_length() -> None:
    kinds = [(messages(0.8, np.log1p(length)), True) for length in (2, 3, 5)]
    kinds += [(messages(0.4, np.log1p(length)), False) for length in (2, 4, 5)]
    features = np.concatenate([rows for rows, _ in kinds])
    right = np.concatenate([np.full(len(rows), is_right) for rows, is_right in kinds])
    confidence = learn_confidence(features, right, np.ones(len(right)))
    assert (
        np.abs(confidence.weight[len(FEATURES) :]).max()
        < np.abs(confidence.weight[: len(FEATURES)]).max() / 5
    )
    short, long = (float(confidence.score(messages(0.4, length)).mean()) for length in (SHORT, LONG))
    assert long < 0.5
    assert short < 0.5

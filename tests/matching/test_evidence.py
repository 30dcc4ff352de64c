from __future__ import annotations

import numpy as np

from sendbot.matching.evidence import FEATURES
from sendbot.matching.matcher import Matcher


def test_more_of_every_feature_never_lowers_the_score(matcher: Matcher) -> None:
    shown = np.random.default_rng(1).uniform(0, 1, size=(50, len(FEATURES)))
    shown[:, FEATURES.index("length")] *= 4
    for place, name in enumerate(FEATURES):
        more = shown + 0.2 * (np.arange(len(FEATURES)) == place)
        if name != "length":  # being long is weighed by itself
            assert (matcher.fitted.confidence.score(more) >= matcher.fitted.confidence.score(shown)).all()


def test_words_that_the_entry_never_holds_lower_the_score(matcher: Matcher) -> None:
    near, far = (matcher.explain(text) for text in ("renew a book", "renew a passport"))
    assert near.features["explained"] > far.features["explained"]
    assert near.ranking[0].score > far.ranking[0].score


def test_a_curators_own_words_are_told_by_the_features(matcher: Matcher) -> None:
    features = matcher.explain("How do I renew a loan?").features
    assert features["near words"] > 0.95
    assert np.isclose(features["same words"], 1, atol=0.05)

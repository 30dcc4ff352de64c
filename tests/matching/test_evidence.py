from __future__ import annotations

import numpy as np

from sendbot.matching.matcher import Matcher


def test_a_rival_that_lies_as_near_shows(matcher: Matcher) -> None:
    clear = matcher.explain("How do I renew a loan?").features
    torn = matcher.explain("How do I renew a loan? When do you open on Sundays?").features
    for name in ("words over second", "meaning over second", "explained over second", "lead over third"):
        assert clear[name] >= torn[name], name
    assert clear["words over second"] > 0.3


def test_words_that_the_entry_never_holds_lower_the_score(matcher: Matcher) -> None:
    near, far = (matcher.explain(text) for text in ("renew a book", "renew a passport"))
    assert near.features["explained"] > far.features["explained"]
    assert near.ranking[0].score > far.ranking[0].score


def test_a_curators_own_words_are_told_by_the_features(matcher: Matcher) -> None:
    features = matcher.explain("How do I renew a loan?").features
    assert features["near words"] > 0.95
    assert np.isclose(features["same words"], 1, atol=0.05)

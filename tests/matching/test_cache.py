from __future__ import annotations

from pathlib import Path

import numpy as np

from sendbot.encoding.encoder import Encoder
from sendbot.matching.matcher import Matcher
from tests.matching.conftest import POLISH
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS


def test_a_kept_index_ranks_the_same(encoder: Encoder, matcher: Matcher, tmp_path: Path) -> None:
    for _ in range(2):
        kept = Matcher.fit(
            QUESTIONS,
            terms=TERMS,
            out_of_scope=OUTSIDE,
            encoder=encoder,
            other_languages=POLISH,
            cache_dir=tmp_path,
        )
        for message in ("late book", "o ktorej otwieracie", "printer"):
            assert kept.rank(message) == matcher.rank(message)
        assert kept.thresholds == matcher.thresholds
        np.testing.assert_allclose(kept.fitted.kernel.own, matcher.fitted.kernel.own, atol=1e-5)
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_an_index_whose_parts_do_not_fit_is_built_again(tmp_path: Path) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    (path,) = tmp_path.glob("index-*")
    with np.load(path) as kept:
        parts = {name: kept[name] for name in kept.files if name != "idf"}
    np.savez(path, **parts)
    assert Matcher.fit(QUESTIONS, cache_dir=tmp_path).rank("late fines")[0].entry == "fines"
    with np.load(path) as kept:
        assert "idf" in kept.files


def test_another_knowledge_base_has_another_index(tmp_path: Path) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    Matcher.fit({**QUESTIONS, "toilets": ["where are the toilets", "baby changing"]}, cache_dir=tmp_path)
    assert len(list(tmp_path.glob("index-*"))) == 2

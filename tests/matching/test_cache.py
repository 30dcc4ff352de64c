from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.errors import IndexCacheError
from sendbot.matching import cache
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
    assert len(list(tmp_path.glob("index-*"))) == 1


@pytest.mark.parametrize("damage", [b"", b"not an index", b"PK\x03\x04torn"])
def test_a_torn_index_is_built_again(tmp_path: Path, damage: bytes) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    path = next(tmp_path.iterdir())
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    with pytest.raises(IndexCacheError):
        cache.load(path, "any")
    assert Matcher.fit(QUESTIONS, cache_dir=tmp_path).rank("late fines")[0].entry == "fines"
    assert path.stat().st_size == len(whole)


def test_another_knowledge_base_has_another_index(tmp_path: Path) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    Matcher.fit({**QUESTIONS, "toilets": ["where are the toilets", "baby changing"]}, cache_dir=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Matcher.fit(QUESTIONS, cache_dir=blocked / "index").rank("late fines")[0].entry == "fines"

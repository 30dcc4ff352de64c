from __future__ import annotations

from sendbot.evaluation.baselines import token_set_ratio
from tests.matching.small_base import QUESTIONS


def test_the_plain_ranker_finds_shared_words() -> None:
    assert token_set_ratio(QUESTIONS)("overdue charges please")[0].entry == "fines"

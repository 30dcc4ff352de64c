from __future__ import annotations

from datetime import date

import pytest

from sendbot.conversation.wait_for_date import Waiting, read_waiting

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "waiting",
    [
        Waiting("appeal"),
        Waiting("pay-fine", 2, True, (DAY,), {1: DAY}),
        Waiting("x", 1, False, (DAY, DAY), {}),
    ],
)
def test_a_channel_hands_back_what_was_waited_for(waiting: Waiting) -> None:
    assert read_waiting(waiting.written() or "") == waiting


def test_the_first_question_is_only_the_deadline_and_in_the_end_nothing_is_waited_for() -> None:
    assert Waiting("appeal").written() == "appeal"
    assert Waiting("appeal", turns=0).written() is None


@pytest.mark.parametrize(
    "word", ["", "A b", "appeal;", "appeal;2", "appeal;20;2026-13-01", "appeal;20;0=2026-02-30"]
)
def test_a_word_that_is_none_of_ours_is_nothing(word: str) -> None:
    assert read_waiting(word) is None

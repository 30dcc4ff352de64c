from __future__ import annotations

from sendbot.matching.matcher import calibrate
from tests.matching.small_base import OUTSIDE, QUESTIONS


def test_thresholds_come_from_the_questions_alone_or_with_a_pool() -> None:
    for pool in ([], OUTSIDE):
        lines = calibrate(QUESTIONS, out_of_scope=pool)
        assert 0 <= lines.clarify <= lines.answer <= 1


def test_a_stricter_target_never_lowers_the_line() -> None:
    assert (
        calibrate(QUESTIONS, out_of_scope=OUTSIDE, answered_target=0.01).answer
        >= calibrate(QUESTIONS, out_of_scope=OUTSIDE).answer
    )

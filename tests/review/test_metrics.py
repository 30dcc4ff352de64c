from __future__ import annotations

from datetime import date

import pytest

from sendbot.review.metrics import Day, Share, every_day, settling, weekly


def test_a_share_says_its_denominator() -> None:
    assert str(Share(1, 3)) == "33 % (1 of 3)"
    assert str(Share(0, 0)) == "nothing to count yet"


def test_days_without_questions_are_there_too_and_weeks_begin_on_mondays() -> None:
    days = every_day(
        date(2026, 11, 20),
        date(2026, 11, 24),
        {(date(2026, 11, 23), "answered"): 4, (date(2026, 11, 20), "abstained"): 1},
    )
    assert [day.asked for day in days] == [1, 0, 0, 4, 0]
    assert weekly(days) == (Day(date(2026, 11, 16), abstained=1), Day(date(2026, 11, 23), answered=4))


@pytest.mark.parametrize(
    ("counts", "number", "share"),
    [([10, 5, 5, 5], 1, "40 % (10 of 25)"), ([1] * 10, 4, "40 % (4 of 10)"), ([], 0, "nothing to count yet")],
)
def test_how_few_answers_would_settle_most(counts: list[int], number: int, share: str) -> None:
    found, part = settling(counts)
    assert (found, str(part)) == (number, share)

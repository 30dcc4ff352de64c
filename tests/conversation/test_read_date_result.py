from __future__ import annotations

from datetime import date

import pytest

from sendbot.conversation.read_date_result import FURTHEST_YEARS, Now, Said, Trouble, day_of

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("day", "ahead", "trouble"),
    [
        (TODAY, False, None),
        (date(2026, 11, 26), False, Trouble.AHEAD),
        (date(2026, 11, 26), True, None),
        (date(2026 - FURTHEST_YEARS - 1, 11, 1), True, Trouble.FAR),
        (date(2026 + FURTHEST_YEARS + 1, 12, 1), True, Trouble.FAR),
    ],
)
def test_a_day_that_has_not_come_or_is_far_away_has_its_trouble(
    day: date, ahead: bool, trouble: Trouble | None
) -> None:
    assert Now(TODAY, ahead).judged(Said(0, 1, (day,))).trouble is trouble


def test_a_trouble_that_is_known_stays() -> None:
    vague = Said(0, 1, (date(2027, 1, 1),), Trouble.VAGUE)
    assert Now(TODAY, False).judged(vague) == vague


def test_without_a_year_the_latest_is_meant_unless_the_next_one_is_nearer_by_far() -> None:
    assert Now(TODAY, False).without_year(3, 3) == ((date(2026, 3, 3),), None)
    assert Now(TODAY, False).without_year(29, 2) == ((date(2024, 2, 29),), Trouble.UNSURE)
    assert Now(TODAY, False).without_year(3, 12) == ((date(2025, 12, 3),), Trouble.UNSURE)
    assert Now(TODAY, False).without_year(31, 2) == ((), Trouble.NO_SUCH_DAY)


def test_there_is_no_31st_of_february() -> None:
    assert day_of(2026, 2, 31) is None
    assert day_of(2028, 2, 29) == date(2028, 2, 29)

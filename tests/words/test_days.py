"""Days as they are said here."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sendbot.words.days import LONDON, day_words, month_words, weekday_words

DAY = date(2026, 4, 14)


def test_a_day_a_weekday_and_a_month() -> None:
    assert day_words(DAY) == "14 April 2026"
    assert day_words(datetime(2026, 11, 3, 23, tzinfo=UTC)) == "3 November 2026"
    assert day_words(None) == "never"
    assert weekday_words(DAY) == "Tuesday 14 April 2026"
    assert month_words(DAY) == "April 2026"


def test_an_evening_in_summer_is_the_next_day_in_london() -> None:
    assert datetime(2026, 7, 1, 23, 30, tzinfo=UTC).astimezone(LONDON).date() == date(2026, 7, 2)
    assert datetime(2026, 12, 1, 23, 30, tzinfo=UTC).astimezone(LONDON).date() == date(2026, 12, 1)

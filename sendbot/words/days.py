"""Days and moments as they are said here."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""The clock of the families: a day begins and ends by it, wherever the machine stands."""

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day_words(day: date | datetime | None) -> str:
    """ "23 November 2026"; "never" when there is no day."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day is not None else "never"


def weekday_words(day: date) -> str:
    """ "Tuesday 14 April 2026"."""
    return f"{_DAYS[day.weekday()]} {day_words(day)}"


def month_words(day: date) -> str:
    """ "June 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"

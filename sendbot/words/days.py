"""Days and moments as they are said here."""

from __future__ import annotations

import re
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


def day_numbers(day: date) -> str:
    """ "23/11/2026", as people here write it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def moment_words(moment: datetime | None) -> str:
    """ "23 November 2026, 14:05" by London's clock; "never" when there is no moment."""
    if moment is None:
        return "never"
    here = moment.astimezone(LONDON)
    return f"{day_words(here)}, {here:%H:%M}"


def read_day(text: str) -> date | None:
    """A day as people here write it, 23/11/2026 or 23 November 2026, or as programs do; None for
    anything else."""
    plain = text.strip().casefold()
    told = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", plain)
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", plain)
    written = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    try:
        if told:
            months = [name.casefold() for name in _MONTHS]
            month = next(place for place, name in enumerate(months, 1) if name.startswith(told[2]))
            return date(int(told[3]), month, int(told[1]))
        if numbers:
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        return date(int(written[1]), int(written[2]), int(written[3])) if written else None
    except (ValueError, StopIteration):
        return None

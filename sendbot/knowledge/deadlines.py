"""Statutory clocks: counting from a date that a family knows. How the date was said is read in
`conversation/read_exact_dates`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sendbot.errors import DeadlineError
from sendbot.knowledge.entries import Count, Deadline
from sendbot.words.days import weekday_words

_WEEKEND = frozenset({5, 6})
"""Saturday and Sunday, as date.weekday() numbers them."""


@dataclass(frozen=True)
class WorkedOut:
    """A worked-out date, how it was counted (a sentence), and the curated caveat.

    `moved_from` is the day on which the count itself ends, where the rule moves that day to a later one.
    """

    moved_from: date | None
    date: date
    counted: str
    caveat: str


def add(start: date, plus: str) -> date:
    """A date plus a length such as "6 weeks" or "2 months".

    Months and years keep the day's number; where the month is too short, its last day is taken: 31 January
    plus one month is 28 February, or 29 in a leap year. Raises DeadlineError for a length that cannot be
    read, and where the calendar ends.
    """
    found = re.fullmatch(r"(\d+) (day|week|month|year)s?", plus.strip())
    if found is None:
        raise DeadlineError(
            f'"{plus}" is no length of time. Write a number and days, weeks, months or years, as in 6 weeks.'
        )
    number, unit = int(found[1]), found[2]
    try:
        return _later(start, number, unit)
    except (ValueError, OverflowError):
        raise DeadlineError(f"{plus} from {start} is after the last day that a calendar holds.") from None


def _later(start: date, number: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return start + timedelta(days=number * (7 if unit == "week" else 1))
    months = start.month - 1 + number * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def end_of(start: date, count: Count) -> date:
    """The last day of a count. Where the start is itself the first day, the end is one day earlier.

    From the last days of a month "including" may so be a day early, since the month it ends in is shorter:
    never late.
    """
    end = add(start, count.plus)
    return end - timedelta(days=1) if count.counting == "including" else end


def moved(day: date) -> date:
    """Where the August and Christmas rule moves an end: out of August, and out of 25 December to 1 January.

    It moves to the first working day after; any other day stays, a weekend or a bank holiday too.
    """
    if day.month == 8:
        return _first_working_day(date(day.year, 9, 1))
    if (day.month, day.day) >= (12, 25):
        return _first_working_day(date(day.year + 1, 1, 2))
    return _first_working_day(date(day.year, 1, 2)) if (day.month, day.day) == (1, 1) else day


def _first_working_day(day: date) -> date:
    while day.weekday() in _WEEKEND or _is_new_years_holiday(day):
        day += timedelta(days=1)
    return day


def _is_new_years_holiday(day: date) -> bool:
    """The bank holiday on the Monday after a New Year's Day that falls on a weekend."""
    return day.weekday() == 0 and day.month == 1 and day.day in {2, 3}


def work_out(deadline: Deadline, starts: Mapping[int, date]) -> WorkedOut:
    """The date of a deadline. `starts` gives the start of each count by its number; the later result counts.

    Raises DeadlineError when a count that is not optional has no start.
    """
    needed = [
        count.start
        for number, count in enumerate(deadline.counts)
        if not count.optional and number not in starts
    ]
    if needed:
        raise DeadlineError(f"To work this out I need {' and '.join(needed)}.")
    ends = [
        (end_of(starts[number], count), number)
        for number, count in enumerate(deadline.counts)
        if number in starts
    ]
    last, chosen = max(ends)
    day = moved(last) if deadline.moves == "august-and-christmas" else last
    return WorkedOut(
        last if day != last else None, day, _counted(deadline, starts, chosen, len(ends)), deadline.caveat
    )


def _counted(deadline: Deadline, starts: Mapping[int, date], chosen: int, known: int) -> str:
    count = deadline.counts[chosen]
    start = f"{weekday_words(starts[chosen])}, {count.start}"
    sentence = f"Counted as {count.plus} from {start}."
    if count.counting == "including":
        sentence = f"Counted as {count.plus} starting with {start}: that day is the first."
    if known > 1:
        others = [
            f"{weekday_words(day)}, {deadline.counts[number].start}"
            for number, day in sorted(starts.items())
            if number != chosen
        ]
        also = " and from ".join(others)
        sentence += f" This is the later of the {known} dates that count. I also counted from {also}."
    missing = [other for number, other in enumerate(deadline.counts) if number not in starts]
    if missing:
        sentence += "".join(
            f" If you have {other.start}, {other.plus} from then may be later: the later date counts."
            for other in missing
        )
    return sentence

"""A day as it was said, and what may be the matter with it. Pure: today is an argument."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

FURTHEST_YEARS = 5
"""No clock of the law here runs longer than three years; two more are left for an old letter."""
_LONG_AGO = 300
"""Days. A day without its year that lies so far back may as well be the one that is still to come."""
_NEAR, _OTHER_FAR = 90, 180
"""Days. Where a start may lie ahead, the nearer of two years is meant if it is this near and the other this
far."""


class Trouble(StrEnum):
    """Why a day that was said is asked about."""

    NO_SUCH_DAY = "no-such-day"
    AHEAD = "to-come"
    FAR = "far"
    VAGUE = "vague"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Said:
    """A day as it was said: where in the words, which days it may be, and what is the matter with it.

    `loose` ones ("yesterday", "on Tuesday") are also how people begin to tell of something else.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    trouble: Trouble | None = None
    loose: bool = False


@dataclass(frozen=True)
class Now:
    """Today, and whether the day that is asked for may lie ahead."""

    today: date
    ahead: bool

    def judged(self, found: Said) -> Said:
        """With the trouble of a day that is too far away or has not come yet."""
        if found.trouble is not None or not found.days:
            return found
        day = found.days[0]
        if is_far(day, self.today):
            return replace(found, trouble=Trouble.FAR)
        return replace(found, trouble=Trouble.AHEAD) if day > self.today and not self.ahead else found

    def without_year(self, day: int, month: int) -> tuple[tuple[date, ...], Trouble | None]:
        """The day of that month which is meant when no year is said."""
        years = range(self.today.year - FURTHEST_YEARS, self.today.year + FURTHEST_YEARS)
        known = [found for year in years if (found := day_of(year, month, day)) is not None]
        past, coming = [one for one in known if one <= self.today], [one for one in known if one > self.today]
        if not past or not coming:
            return (), Trouble.NO_SUCH_DAY
        back, forth = (self.today - past[-1]).days, (coming[0] - self.today).days
        if not self.ahead:
            return (past[-1],), Trouble.UNSURE if back > _LONG_AGO else None
        near, far = sorted((back, forth))
        first, second = (past[-1], coming[0]) if back <= forth else (coming[0], past[-1])
        sure = near <= _NEAR and far >= _OTHER_FAR
        return ((first,), None) if sure else ((first, second), Trouble.UNSURE)


def is_far(day: date, today: date) -> bool:
    """Is a day further away than any that can be meant?"""
    return abs((day - today).days) > FURTHEST_YEARS * 366


def day_of(year: int, month: int, day: int) -> date | None:
    """The day; None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

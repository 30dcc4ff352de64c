"""Insights: counts and shares with their denominators, from figures that the store adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median


@dataclass(frozen=True)
class Share:
    """A part of a whole; says itself with its denominator."""

    part: int
    whole: int

    def __str__(self) -> str:
        return (
            f"{round(100 * self.part / self.whole)} % ({self.part:,} of {self.whole:,})"
            if self.whole
            else "nothing to count yet"
        )


@dataclass(frozen=True)
class Day:
    """What happened in one day, or in the week that begins with it."""

    day: date
    answered: int = 0
    clarified: int = 0
    abstained: int = 0

    @property
    def asked(self) -> int:
        """Every message that was a question."""
        return self.answered + self.clarified + self.abstained


@dataclass(frozen=True)
class EntryFigures:
    """One entry's use and ratings."""

    entry: str
    shown: int
    helped: int
    not_helped: int

    @property
    def helpfulness(self) -> Share:
        """Those who said that it helped, among those who said anything."""
        return Share(self.helped, self.helped + self.not_helped)


@dataclass(frozen=True)
class Insights:
    """Everything that the page of insights shows for a period; `first` and `last` are both in it."""

    first: date
    last: date
    days: tuple[Day, ...]
    entries: tuple[EntryFigures, ...]
    concerns: tuple[tuple[str, int], ...]
    soft_concerns: tuple[tuple[str, int], ...]
    concern_languages: tuple[tuple[str, int], ...]
    concern_hours: tuple[int, ...]
    languages: tuple[tuple[str, int], ...]
    hours: tuple[int, ...]
    waits: tuple[float, ...]
    """Days from each question to its answer, for questions that a new answer settled in the period."""
    unkept: int = 0
    """Questions that the desk would have seen and that were not kept, because danger was noticed."""

    @property
    def asked(self) -> int:
        """Every question of the period."""
        return sum(day.asked for day in self.days)

    def share(self, outcome: str) -> Share:
        """How many of the questions were "answered", "clarified" or "abstained"."""
        return Share(sum(getattr(day, outcome) for day in self.days), self.asked)

    @property
    def helped(self) -> Share:
        """Those who said that the answer helped, among all who said anything."""
        yes = sum(entry.helped for entry in self.entries)
        return Share(yes, yes + sum(entry.not_helped for entry in self.entries))

    @property
    def typical_wait(self) -> float | None:
        """The median of days from a question to its answer; None when none was settled."""
        return median(self.waits) if self.waits else None


def every_day(first: date, last: date, counted: Mapping[tuple[date, str], int]) -> tuple[Day, ...]:
    """Each day of a period, days without any question too. `counted` is by day and kind of event."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(
        Day(day, *(counted.get((day, kind), 0) for kind in ("answered", "clarified", "abstained")))
        for day in days
    )


def weekly(days: Sequence[Day]) -> tuple[Day, ...]:
    """The same figures by weeks that begin on Mondays."""
    weeks: dict[date, Day] = {}
    for day in days:
        start = day.day - timedelta(days=day.day.weekday())
        so_far = weeks.get(start, Day(start))
        weeks[start] = Day(
            start,
            so_far.answered + day.answered,
            so_far.clarified + day.clarified,
            so_far.abstained + day.abstained,
        )
    return tuple(weeks.values())


def settling(counts: Sequence[int], share: float = 0.4) -> tuple[int, Share]:
    """How few of the largest groups hold at least this share of all misses, and what share they hold."""
    ordered = sorted(counts, reverse=True)
    whole, so_far = sum(ordered), 0
    for number, count in enumerate(ordered, 1):
        so_far += count
        if whole and so_far >= share * whole:
            return number, Share(so_far, whole)
    return len(ordered), Share(so_far, whole)

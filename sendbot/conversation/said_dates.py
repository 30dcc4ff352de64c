"""The days that a message names, by a narrow grammar of our own: "3rd of marchh", "1/12/26", "last Tuesday". Pure: today is an argument.

A day that cannot be meant, or could be another one too, is found with its trouble, so that it is asked about and never
guessed. A general library for dates was measured beside it on the phrases of tests/conversation/said_dates.yaml and read
fewer of them right; what it read wrong it read without a sign (docs/figures.md has the figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sendbot.conversation.date_words import MONTHS, NUMBERS, WEEKDAYS

FURTHEST_YEARS = 5
"""No clock of the law here runs longer than three years; two more are left for an old letter."""
_LONG_AGO = 300
"""Days. A day without its year that lies so far back may as well be the one that is still to come."""
_NEAR, _OTHER_FAR = 90, 180
"""Days. Where a start may lie ahead, the nearer of two years is meant if it is this near and the other this far."""
_M = "|".join(MONTHS)
_W = "|".join(WEEKDAYS)
_D = r"(?<![\d/.:£-])\d{1,2}(?:\s?(?:st|nd|rd|th)\b|(?![\d:]))"
_N = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_NO_YEAR = rf"(?![\d/.:-]*\d|(?:st|nd|rd|th)\b|\s*(?:am|pm|days?|weeks?|months?|of|{_M})\b)"
_YEAR = rf"(?:[\s,./-]*(?P<y>\d{{4}}|'?\d{{2}}){_NO_YEAR}|(?:\s+of)?\s+(?P<whose>last|this)\s+year\b)?"
_BEFORE = rf"(?:(?:(?P<which>last|next|this)\s+)?\b(?P<w>{_W})\b[\s,.]*(?:on\s+)?(?:the\s+)?)?"
_AFTER = rf"(?:[\s,]*\(?\b(?P<w2>{_W})\b\)?(?!\s+(?:the\s+)?\d|\s+(?:last|week)))?"


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
class _Now:
    """Today, and whether the day that is asked for may lie ahead."""

    today: date
    ahead: bool

    def judged(self, found: Said) -> Said:
        """With the trouble of a day that is too far away or has not come yet."""
        if found.trouble is not None or not found.days:
            return found
        day = found.days[0]
        if abs((day - self.today).days) > FURTHEST_YEARS * 366:
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


def day_of(year: int, month: int, day: int) -> date | None:
    """The day; None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_days(words: str, today: date, ahead: bool = False) -> tuple[Said, ...]:
    """The days in words that `plain_words` has made whole, in their order."""
    now = _Now(today, ahead)
    found: list[Said] = []
    left = words
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(left):
            said = read(match, now)
            if said is not None:
                found.append(now.judged(said))
        for said in found:
            left = f"{left[: said.start]}{chr(0) * (said.end - said.start)}{left[said.end :]}"
    return tuple(_hedged(said, left) for said in sorted(found, key=lambda said: said.start))


_HEDGE = re.compile(
    r"(?:\b(?:(?<!what )(?<!how )about|around|roughly|approx\w*|circa|nearly|almost|not|before|after|by|until|till|between|or|either)"
    r"|\d{1,2}(?:st|nd|rd|th)?\s*(?:or|and|to|-|/|&)|~)\s*(?:on\s+)?(?:the\s+)?$"
)
_HEDGE_BEHIND = re.compile(r"\s*(?:or\s+(?:so|thereabouts)|-?ish\b|-?\s*(?:or|to|until)\s+(?:the\s+)?[\d\0])")


def _hedged(said: Said, left: str) -> Said:
    """ "About the 3rd", "3 November or so", "not the 3rd", "the 3rd or 4th of November" name no day for certain."""
    unsure = _HEDGE.search(left[: said.start]) or _HEDGE_BEHIND.match(left[said.end :])
    return replace(said, trouble=said.trouble or Trouble.VAGUE) if unsure else said


def _exact(match: re.Match[str], year: int, month: int, day: int) -> Said:
    known = day_of(year, month, day)
    if known is None:
        return Said(*match.span(), trouble=Trouble.NO_SUCH_DAY)
    return Said(*match.span(), (known,))


def _full_year(text: str) -> int:
    digits = text.strip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _numbers(match: re.Match[str], _now: _Now) -> Said:
    return _exact(match, _full_year(match["y"]), int(match["m"]), int(match["d"]))


def _day_and_month(match: re.Match[str], now: _Now) -> Said:
    day, month = int(match["d"]), int(match["m"])
    if not 1 <= month <= 12:
        return Said(*match.span(), trouble=Trouble.NO_SUCH_DAY)
    return Said(*match.span(), *now.without_year(day, month))


def _named(match: re.Match[str], now: _Now) -> Said:
    """A day with its month's name, perhaps with its year and its day of the week, which must fit each other."""
    day = int(re.sub(r"\D", "", match["d"] or match["d2"]))
    month = MONTHS.index(match["m"] or match["m2"]) + 1
    if match["d2"] and re.match(rf"\s*(?:of\s+)?(?:{_M})\b", match.string[match.end() :]):
        return Said(*match.span(), trouble=Trouble.VAGUE)  # "october 12 november": whose is the number?
    if match["whose"]:
        found = _exact(match, now.today.year - (match["whose"] == "last"), month, day)
    elif match["y"] is None and _CUT_SHORT.match(match.string[match.end() :]):
        return Said(*match.span(), trouble=Trouble.VAGUE)
    elif match["y"] is None:
        found = Said(*match.span(), *now.without_year(day, month))
    else:
        found = _exact(match, _full_year(match["y"]), month, day)
    return _fits_weekday(found, match["w"] or match["w2"])


_CUT_SHORT = re.compile(r"[\s,./-]*'?\d{3,}")
"""A year with a digit too few or too many."""


def _fits_weekday(found: Said, name: str | None) -> Said:
    if name is None or not found.days or found.days[0].weekday() == WEEKDAYS.index(name):
        return found
    return replace(found, trouble=Trouble.UNSURE)


def _number_alone(match: re.Match[str], now: _Now) -> Said:
    """ "The 5th", "the 9th of last month": the latest such day, or of the month that is named."""
    day = int(re.sub(r"\D", "", match["d"]))
    this = now.today.year * 12 + now.today.month - 1
    of = {"last": -1, "this": 0, "same": 0, "next": 1}.get(match["of"] or "")
    if of is not None:
        return _exact(match, (this + of) // 12, (this + of) % 12 + 1, day)
    months = [this - back for back in range(3)]
    known = [found for month in months if (found := day_of(month // 12, month % 12 + 1, day))]
    past = [found for found in known if found <= now.today]
    if not past:
        return Said(*match.span(), trouble=Trouble.NO_SUCH_DAY)
    if now.ahead:
        coming = [day_of(month // 12, month % 12 + 1, day) for month in (this, this + 1)]
        to_come = next((found for found in coming if found is not None and found > now.today), past[0])
        return Said(*match.span(), tuple(dict.fromkeys((to_come, past[0]))), Trouble.UNSURE)
    skipped = (now.today.year - past[0].year) * 12 + now.today.month - past[0].month > 1
    return _fits_weekday(
        Said(*match.span(), tuple(past[:1]), Trouble.UNSURE if skipped else None), match["w"]
    )


def _by_name(match: re.Match[str], now: _Now) -> Said:
    """ "Today", "last night", "the day after tomorrow"."""
    words = match[0]
    if "before" in words or "after" in words:
        days = -2 if "before" in words else 2
    else:
        days = -1 if "yesterday" in words or "last" in words else 1 if "tomorrow" in words else 0
    return Said(*match.span(), (now.today + timedelta(days=days),), loose=True)


def _counted(match: re.Match[str], now: _Now) -> Said:
    """ "Ten days ago", "a week ago yesterday", "in two weeks"."""
    number = int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"]]
    unit, more = match["unit"].rstrip("s"), match.groupdict()
    ago, from_day = more.get("ago"), more.get("from")
    if unit in {"month", "year"}:
        return Said(*match.span(), trouble=Trouble.VAGUE, loose=True)
    days = number * {"day": 1, "week": 7, "fortnight": 14}[unit] * (-1 if ago else 1)
    day = now.today + timedelta(days=days + {"yesterday": -1, "tomorrow": 1}.get(from_day or "", 0))
    if from_day in WEEKDAYS:
        back = now.today - timedelta(days=(now.today.weekday() - WEEKDAYS.index(from_day)) % 7)
        same_week = day + timedelta(days=WEEKDAYS.index(from_day) - day.weekday())
        counted = back + timedelta(days=days)
        sure = counted == same_week
        return Said(
            *match.span(), tuple(dict.fromkeys((same_week, counted))), None if sure else Trouble.UNSURE, True
        )
    return Said(*match.span(), (day,), loose=True)


def _weekday(match: re.Match[str], now: _Now) -> Said:
    """ "Friday", "last Friday", "Friday of last week", "a week on Friday"."""
    number, which, tail = WEEKDAYS.index(match["w"]), match["which"] or "", match["tail"] or ""
    monday, week = now.today - timedelta(days=now.today.weekday()), timedelta(days=7)
    before = now.today - timedelta(days=(now.today.weekday() - number - 1) % 7 + 1)
    after = now.today + timedelta(days=(number - now.today.weekday() - 1) % 7 + 1)
    here, span = monday + timedelta(days=number), match.span()
    week_of = _OF_WEEK.search(tail) or _OF_WEEK.match(which)
    if week_of:
        moved = {"last": -1, "this": 0, "next": 1}[week_of[1]]
        return Said(*span, (here + moved * week,), loose=True)
    if tail in {"week ago", "before last"} or which.startswith("a week last"):
        return _unless_this_week(span, before - week, before, before >= monday and tail != "week ago")
    if which.startswith("a week on") or tail == "week":
        return Said(*span, (after + week,), loose=True)
    if which.startswith("this"):
        return Said(*span, (here,), loose=True)
    if which.startswith(("next", "coming")):
        return _unless_this_week(span, after, after + week, now.ahead and after < monday + week)
    if which.startswith("last"):
        return _unless_this_week(span, before, before - week, before >= monday)
    if now.ahead or before == now.today - week:
        return Said(*span, (after if now.ahead else now.today, before), Trouble.UNSURE, loose=True)
    return Said(*span, (before,), loose=True)


_OF_WEEK = re.compile(r"\b(last|this|next)\s+week\b")


def _unless_this_week(span: tuple[int, int], meant: date, other: date, unsure: bool) -> Said:
    """ "Last Monday" on a Wednesday may be the one of this week or the one before it."""
    if not unsure:
        return Said(*span, (meant,), loose=True)
    return Said(*span, (meant, other), Trouble.UNSURE, loose=True)


def _vague(match: re.Match[str], _now: _Now) -> Said:
    return Said(*match.span(), trouble=Trouble.VAGUE, loose=True)


def _grammar() -> Iterator[tuple[str, Callable[[re.Match[str], _Now], Said | None]]]:
    """The forms, the most telling first: what one has read, the next no longer sees."""
    yield r"(?<![\d/.-])(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d/-]|\.\d)", _numbers
    part = r"(?<![\d/.£-])(?P<d>\d{1,2})\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})"
    yield rf"{part}\s?(?P=s)\s?(?P<y>\d{{4}}|\d{{2}})(?![\d/-]|\.\d)", _numbers
    yield (
        r"(?<![\d/.-])(?<!\d )(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>\d{4}|\d{2})(?![\d/:-]| \d|\.\d)",
        _numbers,
    )
    yield r"(?<![\w-])(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)(?![\w-])", _numbers
    yield r"^\W*(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>\d\d)\W*$", _numbers
    first = rf"\b(?P<m2>{_M})[\s,.]+(?:the\s+)?(?P<d2>{_D})(?!\s*(?:days?|weeks?|months?)\b)"
    then = rf"(?P<d>{_D})[\s,./-]*(?:day\s+)?(?:of\s+)?\b(?P<m>{_M})\b"
    yield rf"{_BEFORE}(?:{first}|{then}){_YEAR}{_AFTER}", _named
    apart = r"(?!\s*(?:days?|hours?|terms?|years?|months?|weeks?)\b)(?<!24/7)"
    yield rf"(?<![\d/.£-])(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}})(?![\d/.-]*\d){apart}", _day_and_month
    yield r"^\W*(?P<d>\d{1,2})[.-](?P<m>\d{1,2})\W*$", _day_and_month
    things = r"birthday|school|time|year|form|grade|letter|term|week|day|draft|plan|review|exclusion|attempt|appeal"
    number = rf"(?P<d>\d{{1,2}}\s?(?:st|nd|rd|th))\b(?!\s+(?:{things})\b)"
    yield rf"{_BEFORE}{number}(?:\s+(?:of\s+)?(?:the\s+)?(?P<of>last|this|same|next)\s+month)?", _number_alone
    yield from _relative()


def _relative() -> Iterator[tuple[str, Callable[[re.Match[str], _Now], Said | None]]]:
    some = r"(?:a\s+)?(?:few|couple(?:\s+of)?|several|some|many|number\s+of)"
    units = r"days?|weeks?|fortnights?|months?|years?|terms?"
    yield rf"\b{some}\s+(?:{units})\s+(?:ago|back|or\s+so)\b", _vague
    yield r"\b(?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow)\b", _by_name
    start = rf"(?:on|from|(?P<from>yesterday|today|{_W}))"
    weeks = rf"(?P<n>{_N})\s+(?P<unit>days?|weeks?|fortnights?|months?|years?)"
    yield rf"\b{weeks}\s+(?P<ago>ago)\b(?:\s+(?:on\s+)?(?:last\s+)?{start})?", _counted
    yield rf"\b(?:in\s+)?{weeks}\s+(?:from\s+)?(?P<from>today|tomorrow)\b", _counted
    yield rf"\bin\s+{weeks}(?:'?\s+time)?\b", _counted
    yield (
        r"\b(?:today|tonight|yesterday|tomorrow|last\s+night|this\s+(?:morning|afternoon|evening))\b",
        _by_name,
    )
    before = r"(?P<which>a\s+week\s+(?:last|on)|(?:last|next|this)\s+week(?:\s+on)?|last|this(?:\s+coming)?|next|coming|on|past)\s+"
    tail = r"(?P<tail>(?:of\s+)?(?:the\s+)?(?:last|this|next)\s+week|week\s+ago|before\s+last|(?:just\s+)?gone|week)\b"
    yield rf"\b(?:{before})?(?:the\s+)?(?P<w>{_W})\b(?:\s+{tail})?", _weekday
    spans = r"week|month|year|term|half\s+term|summer|winter|spring|autumn|christmas|easter"
    yield rf"\b(?:last|this|next|over|before|after)\s+(?:the\s+)?(?:{spans})\b", _vague
    parts = r"early|mid|late|middle|beginning|start|end|sometime|some\s+time|since|during|in|back\s+in|last|this|next"
    yield rf"\b(?:{parts})[\s-]+(?:of\s+|in\s+)?(?:{_M})\b(?:\s+\d{{4}})?", _vague
    yield rf"^[^\w\0]*(?:the\s+)?(?:(?:{_M})|20\d\d)[^\w\0]*$", _vague
    yield rf"\b(?:{_M})\s+20\d\d\b", _vague
    yield (
        r"\b(?:recently|lately|the\s+other\s+day|ages\s+ago|a\s+while\s+(?:ago|back)|not\s+long\s+ago)\b",
        _vague,
    )


_GRAMMAR: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], _Now], Said | None]]] = tuple(
    (re.compile(pattern), read) for pattern, read in _grammar()
)

"""The days that a message names, by a narrow grammar of our own: "3rd of marchh", "1/12/26", "last Tuesday".
Pure: today is an argument.

A day that cannot be meant, or could be another one too, is found with its trouble, so that it is asked about
and never
guessed. A general library for dates was measured beside it on the phrases of
tests/conversation/date_phrases.yaml and read
fewer of them right; what it read wrong it read without a sign (docs/figures.md has the figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sendbot.conversation.read_date_result import Now, Said, Trouble, day_of
from sendbot.conversation.read_date_spelling import MONTHS, WEEKDAYS
from sendbot.conversation.read_relative_dates import Form, relative_forms

_M = "|".join(MONTHS)
_W = "|".join(WEEKDAYS)
_D = r"(?<![\d/.:£-])\d{1,2}(?:\s?(?:st|nd|rd|th)\b|(?![\d:]))"
_NO_YEAR = rf"(?![\d/.:-]*\d|(?:st|nd|rd|th)\b|\s*(?:am|pm|days?|weeks?|months?|of|{_M})\b)"
_YEAR = rf"(?:[\s,./-]*(?P<y>\d{{4}}|'?\d{{2}}){_NO_YEAR}|(?:\s+of)?\s+(?P<whose>last|this)\s+year\b)?"
_BEFORE = rf"(?:(?:(?P<which>last|next|this)\s+)?\b(?P<w>{_W})\b[\s,.]*(?:on\s+)?(?:the\s+)?)?"
_AFTER = rf"(?:[\s,]*\(?\b(?P<w2>{_W})\b\)?(?!\s+(?:the\s+)?\d|\s+(?:last|week)))?"


def find_days(words: str, today: date, ahead: bool = False) -> tuple[Said, ...]:
    """The days in words that `plain_words` has made whole, in their order."""
    now = Now(today, ahead)
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
    r"(?:\b(?:(?<!what )(?<!how )about|around|roughly|approx\w*|circa|nearly|almost|not"
    r"|before|after|by|until|till|between|or|either)"
    r"|\d{1,2}(?:st|nd|rd|th)?\s*(?:or|and|to|-|/|&)|~)\s*(?:on\s+)?(?:the\s+)?$"
)
_HEDGE_BEHIND = re.compile(r"\s*(?:or\s+(?:so|thereabouts)|-?ish\b|-?\s*(?:or|to|until)\s+(?:the\s+)?[\d\0])")


def _hedged(said: Said, left: str) -> Said:
    """ "About the 3rd", "3 November or so", "not the 3rd", "the 3rd or 4th of November" name no day for
    certain."""
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


def _numbers(match: re.Match[str], _now: Now) -> Said:
    return _exact(match, _full_year(match["y"]), int(match["m"]), int(match["d"]))


def _day_and_month(match: re.Match[str], now: Now) -> Said:
    day, month = int(match["d"]), int(match["m"])
    if not 1 <= month <= 12:
        return Said(*match.span(), trouble=Trouble.NO_SUCH_DAY)
    return Said(*match.span(), *now.without_year(day, month))


def _named(match: re.Match[str], now: Now) -> Said:
    """A day with its month's name, perhaps with its year and its day of the week, which must fit each
    other."""
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


def _number_alone(match: re.Match[str], now: Now) -> Said:
    """ "The 5th", "the 9th of last month": the latest such day, or of the month that is named."""
    day = int(re.sub(r"\D", "", match["d"]))
    this = now.today.year * 12 + now.today.month - 1
    of = {"last": -1, "this": 0, "same": 0, "next": 1}.get(match["of"] or "")
    if of is not None:
        return _exact(match, (this + of) // 12, (this + of) % 12 + 1, day)
    past = [found for found in _of_months(range(this, this - 3, -1), day) if found <= now.today]
    if not past:
        return Said(*match.span(), trouble=Trouble.NO_SUCH_DAY)
    if now.ahead:
        coming = (found for found in _of_months((this, this + 1), day) if found > now.today)
        to_come = next(coming, past[0])
        return Said(*match.span(), tuple(dict.fromkeys((to_come, past[0]))), Trouble.UNSURE)
    skipped = (now.today.year - past[0].year) * 12 + now.today.month - past[0].month > 1
    return _fits_weekday(
        Said(*match.span(), tuple(past[:1]), Trouble.UNSURE if skipped else None), match["w"]
    )


def _of_months(months: Iterable[int], day: int) -> list[date]:
    """That day of each of the months that have one; months are counted through all years."""
    days = (day_of(month // 12, month % 12 + 1, day) for month in months)
    return [found for found in days if found is not None]


def _grammar() -> Iterator[Form]:
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
    things = "birthday|school|time|year|form|grade|letter|term|week|day|draft|plan|review|exclusion|attempt"
    number = rf"(?P<d>\d{{1,2}}\s?(?:st|nd|rd|th))\b(?!\s+(?:{things})\b)"
    yield rf"{_BEFORE}{number}(?:\s+(?:of\s+)?(?:the\s+)?(?P<of>last|this|same|next)\s+month)?", _number_alone
    yield from relative_forms()


_GRAMMAR: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], Now], Said | None]]] = tuple(
    (re.compile(pattern), read) for pattern, read in _grammar()
)

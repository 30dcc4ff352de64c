"""Days and times of day that a text names: those of no calendar and no clock, a weekday that is another
day's, and a day that was over when the page was read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rapidfuzz import process

from sendbot.knowledge.entries import Contact, Knowledge, Problem, Source
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Found, Path, Written

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in _MONTHS)
_VERBS = frozenset({"may", "march", "mar"})
"""What is no month where it is written small: "all 40 may come"."""
_WEEKDAY = "|".join(f"{name[:3]}(?:{name[3:]}|s|rs|nes)?" for name in _WEEKDAYS)
_DAY = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b,? (?:the )?)?(?<![\d£.])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
    rf"(?P<month>{_MONTH})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_IN_DIGITS = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})([/.])(?P<month>\d{1,2})\2(?P<year>20\d\d)(?![\d/])")
_CLOCK = re.compile(
    r"(?<![\d:.£,])(?P<hour>\d{1,2})(?P<minute>[:.]\d\d)?(?P<to> ?(?:-|–|to) ?\d{1,2}(?:[:.]\d\d)?)?"
    r" ?(?P<half>[ap]\.?m)\b"
    r"|(?<![\d:.£,])(?P<hours>\d{1,2}):(?P<minutes>\d\d)(?![\d:])",
    re.IGNORECASE,
)
_MONTH_OF = re.compile(rf"\b(?P<month>{_MONTH})\b,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_AHEAD = timedelta(days=100)
"""A guidance may carry the month from which it holds."""
_FIRST_HOUR = 7
"""Of an office's day."""
_NEARLY = 75
"""Of 100: a word so near to a weekday is one that was misspelt."""


class SaidDay(NamedTuple):
    """A day as a text names it: where, in which words, and the day; of a month its last."""

    offset: int
    words: str
    day: date


def named_days(text: str) -> Iterator[SaidDay]:
    """Every day or month that a text names with its year and that a calendar has."""
    whole: list[range] = []
    for pattern in (_DAY, _IN_DIGITS, _MONTH_OF):
        for found in pattern.finditer(text):
            if not found["year"] or any(found.start() in day for day in whole):
                continue  # "2 January 2026" is no whole January
            whole.append(range(*found.span()))
            month, year = _month_number(found["month"]), int(found["year"])
            last = monthrange(year, month)[1] if 1 <= month <= len(_MONTHS) else 0
            day = int(found.groupdict().get("day") or last)
            if 1 <= day <= last:
                yield SaidDay(found.start(), found[0], date(year, month, day))


def _month_number(said: str) -> int:
    return int(said) if said.isdigit() else _month(said)


def said_days(written: Written) -> Found:
    """Everything that is wrong with the days and times of one text."""
    if written.kind in {"question", "asked abroad"}:
        return
    for offset, message in [*day_troubles(written.text), *_clocks(written.text)]:
        yield offset, "day", message
        return


def day_troubles(text: str) -> Iterator[tuple[int, str]]:
    """Days that are in no calendar, and weekdays that are not theirs."""
    for found in _DAY.finditer(text):
        if found["month"] in _VERBS:
            continue
        month = _month(found["month"])
        year = int(found["year"]) if found["year"] else 2024
        last, number = monthrange(year, month)[1], int(found["day"])
        shown = f"{found['day']} {_MONTHS[month - 1].title()}{' ' + found['year'] if found['year'] else ''}"
        if not 1 <= number <= last:
            advice = f"There is no such day: that month ends on the {last}th."
            yield found.start("day"), f'"{shown}". {advice} Look it up, and mend it.'
        elif found["weekday"] and found["year"]:
            meant = _WEEKDAYS[date(year, month, number).weekday()]
            if not meant.startswith(found["weekday"][:3].casefold()):
                message = f'"{" ".join(found[0].split())}", and that day is a {meant.title()}.'
                yield found.start(), f"{message} Look up which is right: the weekday or the date."
    for found in _IN_DIGITS.finditer(text):
        try:
            date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            message = f'"{found[0]}", and there is no such day. Write day, month in words, and year.'
            yield found.start(), message


def _clocks(text: str) -> Iterator[tuple[int, str]]:
    for found in _CLOCK.finditer(text):
        hour, minutes = _hour_and_minutes(found)
        if found["hours"] and not (_FIRST_HOUR <= hour <= 29):
            continue  # "1:75" and "30:70" are shares of something
        most = 12 if found["half"] and not found["to"] else 24
        end = int(re.sub(r"^\D+|[:.].*$", "", found["to"])) if found["to"] else 0
        if hour > most or minutes > 59 or end > 12:
            meant = _afternoon(end if end > 12 else hour) if found["half"] else ""
            message = f'"{found[0]}", a time that no clock shows.{meant} Look it up, and mend it.'
            yield found.start(), message


def _hour_and_minutes(found: re.Match[str]) -> tuple[int, int]:
    """In either way of writing them: before am or pm, or as a clock of the whole day shows them."""
    return int(found["hour"] or found["hours"]), int((found["minute"] or "")[1:] or found["minutes"] or 0)


def _afternoon(hour: int) -> str:
    """What was perhaps meant: 15pm is 3pm."""
    return f" Is it {hour - 12}pm?" if 12 < hour < 24 else ""


def day_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Days that do not fit what stands beside them: the day on which a page or a contact was read."""
    for contact in knowledge.contacts.values():
        yield from _weekdays(knowledge, contact)
        if contact.source:
            whose = f'contact "{contact.id}", its source,'
            yield from _dated(knowledge, ("contacts", contact.id, "source"), whose, contact.source)
    for room, things in (("entries", knowledge.entries), ("safety_entries", knowledge.safety_entries)):
        for thing in things.values():
            for number, source in enumerate(thing.sources):
                whose = f'entry "{thing.id}", source {number + 1},'
                yield from _dated(knowledge, (room, thing.id, "sources", number), whose, source)


def _dated(knowledge: Knowledge, at: Path, whose: str, source: Source) -> Iterator[Problem]:
    """A page cannot be younger than the day on which it was read."""
    place = knowledge.place(*at, "dated")
    for _, trouble in day_troubles(source.dated or ""):
        yield problem(place, "day", f"{whose} has as dated {trouble}")
        return
    first = _first_day(source.dated or "")
    if first and first > source.seen:
        message = f'{whose} has "{source.dated}" as dated, which is after the day it was seen, {source.seen}.'
        yield problem(place, "day", f"{message} Look at the page again: one of the two is a slip.")


def _first_day(dated: str) -> date | None:
    """The first day that a date of a page can be; None where it says no year."""
    found = _DAY.search(dated)
    if found and found["year"]:
        return date(int(found["year"]), _month(found["month"]), min(28, int(found["day"])))
    month = _MONTH_OF.search(dated)
    if month:
        return date(int(month["year"]), _month(month["month"]), 1) - _AHEAD
    year = re.fullmatch(r"(?:about )?((?:19|20)\d\d)", dated)
    return date(int(year[1]), 1, 1) - _AHEAD if year else None


def _weekdays(knowledge: Knowledge, contact: Contact) -> Iterator[Problem]:
    """A weekday in the hours that is misspelt: families look for it."""
    for word in re.findall(r"[A-Za-z]{5,}", contact.hours or ""):
        plain = word.casefold().removesuffix("s")
        near = process.extractOne(plain, _WEEKDAYS, score_cutoff=_NEARLY)
        if near and near[0] != plain and plain not in {"weekday", "today", "holiday", "midday", "sunny"}:
            message = f'contact "{contact.id}" has "{word}" in its hours. Did you mean {near[0].title()}?'
            yield problem(knowledge.place("contacts", contact.id, "hours"), "day", message)
            return


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month[:3] == name[:3].casefold())

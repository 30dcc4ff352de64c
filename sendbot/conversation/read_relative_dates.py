"""Days that are counted from today: "yesterday", "ten days ago", "last Friday", "early November". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sendbot.conversation.read_date_result import Now, Said, Trouble
from sendbot.conversation.read_date_spelling import MONTHS, NUMBERS, WEEKDAYS

Form = tuple[str, Callable[[re.Match[str], Now], Said | None]]
"""A pattern, and what to make of what it finds."""
_M = "|".join(MONTHS)
_W = "|".join(WEEKDAYS)
_N = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"


def relative_forms() -> Iterator[Form]:
    """The forms, the most telling first."""
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
    before = (
        r"(?P<which>a\s+week\s+(?:last|on)|(?:last|next|this)\s+week(?:\s+on)?|last|this(?:\s+coming)?"
        r"|next|coming|on|past)\s+"
    )
    tail = (
        r"(?P<tail>(?:of\s+)?(?:the\s+)?(?:last|this|next)\s+week|week\s+ago|before\s+last|(?:just\s+)?gone"
        r"|week)\b"
    )
    yield rf"\b(?:{before})?(?:the\s+)?(?P<w>{_W})\b(?:\s+{tail})?", _weekday
    spans = r"week|month|year|term|half\s+term|summer|winter|spring|autumn|christmas|easter"
    yield rf"\b(?:last|this|next|over|before|after)\s+(?:the\s+)?(?:{spans})\b", _vague
    parts = r"early|mid|late|middle|beginning|start|end|some\s?time|since|during|in|last|this|next"
    yield rf"\b(?:{parts})[\s-]+(?:of\s+|in\s+)?(?:{_M})\b(?:\s+\d{{4}})?", _vague
    yield rf"^[^\w\0]*(?:the\s+)?(?:(?:{_M})|20\d\d)[^\w\0]*$", _vague
    yield rf"\b(?:{_M})\s+20\d\d\b", _vague
    yield (
        r"\b(?:recently|lately|the\s+other\s+day|ages\s+ago|a\s+while\s+(?:ago|back)|not\s+long\s+ago)\b",
        _vague,
    )


def _by_name(match: re.Match[str], now: Now) -> Said:
    """ "Today", "last night", "the day after tomorrow"."""
    words = match[0]
    if "before" in words or "after" in words:
        days = -2 if "before" in words else 2
    else:
        days = -1 if "yesterday" in words or "last" in words else 1 if "tomorrow" in words else 0
    return Said(*match.span(), (now.today + timedelta(days=days),), loose=True)


def _counted(match: re.Match[str], now: Now) -> Said:
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


def _weekday(match: re.Match[str], now: Now) -> Said:
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


def _vague(match: re.Match[str], _now: Now) -> Said:
    return Said(*match.span(), trouble=Trouble.VAGUE, loose=True)

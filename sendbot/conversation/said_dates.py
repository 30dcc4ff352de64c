"""Reading the day that a person means: "3 March", "03/03/26", "last Tuesday". Pure: today is an argument."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sendbot.errors import DeadlineError
from sendbot.words.days import weekday_words

_FURTHEST_YEARS = 5
"""No clock of the law here runs longer than three years; two more are left for an old letter."""
_MONTHS = r"jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
_DAYS = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_LOOKS_LIKE_DATE = re.compile(
    rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{1,2}}[./]\d{{1,2}}\b|\b(?:{_MONTHS})\b|\b(?:{_DAYS})\b|\b(?:today|yesterday|tomorrow|ago|last|next)\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_WEEKDAY = re.compile(rf"\b(?:(?P<which>last|this|next|on)\s+)?(?P<day>{_DAYS})\s*$", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:on|the|of|it|was|is|dated|date|letter|around|about|sent|got|received)\b", re.IGNORECASE
)
_ADVICE = 'Please give it as day, month and year, such as "3 March 2026" or "03/03/26".'


def parse_date(text: str, today: date) -> date:
    """The date that a person means, day before month: "3 March", "03/03/26", "last Tuesday", "2 weeks ago".

    A date without a year is the latest one that is not after today. Raises DeadlineError, with a kind sentence, for what
    is no date or lies more than five years from today.
    """
    cleaned = " ".join(text.split())[:80]
    if not _LOOKS_LIKE_DATE.search(cleaned):
        raise DeadlineError(f"I could not read that as a date. {_ADVICE}")
    found = _iso(cleaned) or _weekday(cleaned, today) or _written(cleaned, today)
    if found is None:
        raise DeadlineError(f"I could not read that as a date. {_ADVICE}")
    if abs((found - today).days) > _FURTHEST_YEARS * 366:
        raise DeadlineError(
            f"I read that as {weekday_words(found)}, which is more than five years away. {_ADVICE}"
        )
    return found


def _iso(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as problem:
        raise DeadlineError(f"There is no such day. {_ADVICE}") from problem


def _weekday(text: str, today: date) -> date | None:
    """ "Tuesday" and "last Tuesday": the latest before today; "next Tuesday": the first after it."""
    found = _WEEKDAY.fullmatch(_FILLER.sub("", text).strip())
    if found is None:
        return None
    number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(found["day"][:3].lower())
    if (found["which"] or "").lower() == "next":
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)


def _written(text: str, today: date) -> date | None:
    import dateparser  # heavy: half a second, and only a date needs it

    found = dateparser.parse(
        _FILLER.sub(" ", text),
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None

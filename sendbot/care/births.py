"""Dates of birth in every spelling: beside a word that says so, or a whole date long past with nothing beside
it that dates a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:jan(?:uary|urary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?"
    r"(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|eigth|ninth)|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_SPELLED_YEAR = (
    rf"(?:twenty[ -](?:{_TEENS}|(?:oh|o)[ -]{_ONES}|twenty(?:[ -]{_ONES})?)|two thousand(?:(?: and)? "
    rf"(?:{_ONES}|{_TEENS}))?|"
    rf"nineteen[ -](?:(?:forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_ONES})?))"
)
_DAY = rf"(?:\d{{1,2}}(?: ?(?:st|nd|rd|th))?|{_ORDINAL})"
_YEAR = rf"(?:(?:19|20)\d\d|'?\d\d(?!\d)|{_SPELLED_YEAR}\b)"
_GAP = r"[ ,./-]{0,3}"
_SEPARATOR = r" ?[./\\-] ?"

_WORDED = (
    rf"(?:{_DAY}(?: day)?(?: of)?{_GAP}(?:the )?{_MONTH}{_GAP}(?:in |of )?{_YEAR}|{_MONTH} {{0,2}}"
    rf"(?:the )?{_DAY}[ ,]{{0,3}}{_YEAR})"
)
_NUMERIC = (
    rf"(?:\d{{1,2}}(?:{_SEPARATOR}\d{{1,2}}{_SEPARATOR}| \d{{1,2}} )(?:\d{{4}}|\d\d)(?!\d)|"
    rf"\d{{4}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{1,2}}(?!\d))"
)
_WHOLE = rf"(?:{_NUMERIC}|{_WORDED})"
_NO_YEAR = rf"(?:{_DAY}(?: day)?(?: of)? ?{_MONTH}|{_MONTH} (?:the )?{_DAY})"
_COMPACT = r"(?:\d{8}|\d{6})(?!\d)"

_DATE = re.compile(rf"(?P<date>{_WHOLE}|{_NO_YEAR}|(?P<compact>{_COMPACT}))", re.IGNORECASE)

_IN_DIGITS = re.compile(rf"(?P<date>{_NUMERIC}|(?P<compact>{_COMPACT}))")

_FILLERS = (
    r"(?:(?:is|was|on|the|in|of|for|as|it|its|it's|my|his|her|their|our|sons?|daughters?|childs?|"
    r"child's|early|at)\b[ ,:=\-(]{0,3}){0,5}"
)
_FOR_SOMEONE = r"(?:[a-z]{1,20}(?:'s)?[ ,:=\-(]{1,3}){0,4}"
_CUE_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?:d\.? ?o\.? ?b|d/o/b|date of births?|d of b|"
    rf"birth ?date)[.:]?[ ,:;=\-(\n]{{0,4}}{_FOR_SOMEONE}"
    rf"|\b(?:birth ?days?|b-?day|born)\b[ ,:;=\-(\n]{{0,4}}{_FILLERS}(?:[a-z]{{2,20}} on (?:the )?)?"
    rf"|\b(?:turn(?:s|ed|ing)?|be|becomes?) (?:\d{{1,2}}|{_ONES}|{_TEENS})(?: (?:years|yrs)(?: old)?)? "
    rf"on (?:the )?"
    rf"|(?<![\w.'])b\.? ?)$",
    re.IGNORECASE,
)
_JOINED_ON = frozenset("0123456789/-")
"""What makes digits a part of something longer."""
_REACH = 70
"""Characters before a date in which a word for birth is looked for."""
_CUE_AFTER = re.compile(
    r"\W{0,3}(?:(?:is|was|being)\b\W{0,2})?(?:(?:when|the day|the date)\b\W{1,2})?"
    r"(?:(?:(?:he|she|they|i|my \w{1,12}|our \w{1,12}|[a-z]{2,15}) (?:was|were|is) )?born\b|(?:(?:his|her|my|"
    r"their|our|the) (?:\w{1,12} )?)?(?:birth|b-?day|d\.? ?o\.? ?b\b|date of birth))",
    re.IGNORECASE,
)
_LONG_PAST = re.compile(
    rf"\d{{1,2}}(?:{_SEPARATOR})\d{{1,2}}(?:{_SEPARATOR})(?:19[3-9]\d|"
    rf"20[01]\d)|\d{{1,2}}/(?:0?[1-9]|1[0-2])/[01]\d"
    rf"|{_DAY}(?: of)?{_GAP}{_MONTH}{_GAP}(?:19[3-9]\d|20[01]\d|'?[01]\d|twenty[ -](?:oh[ -]{_ONES}|"
    rf"{_TEENS})|two thousand(?:(?: and)? (?:{_ONES}|{_TEENS}))?)"
    rf"|{_MONTH} {{0,2}}{_DAY}[ ,]{{1,3}}(?:19[3-9]\d|20[01]\d)",
    re.IGNORECASE,
)
_DATES_SOMETHING = re.compile(
    r"\b(?:letters?|dated?|since|approved|on|of|from|until|till|til|to|by|before|after|between|and|due|"
    r"deadline|sent|received|posted|meeting|review|panel|appeal|hearing|issued|"
    r"signed|act|regulations?|code|guidance|published|version|updated|diagnosed|assessed|moved|started|"
    r"starts|starting|left|ended|ending|week|w/c|the|form|report)"
    r"(?: the)?[ :(]{0,2}$",
    re.IGNORECASE,
)
"""Words before a date that make it a letter's or an event's."""

_LOOK_BACK = 24
"""Characters before a date in which such a word is looked for."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = re.compile(r"\d ?[./\\ -] ?\d|\d{6}")


_MOST = 60
"""Dates of a message that are looked at one by one. Whoever writes more means no harm to the bot only by
chance: the rest all go."""


def births(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of dates of birth."""
    small = plain.lower()
    worded = any(month in small for month in _MONTHS)
    if not worded and not _DIGITS.search(plain):
        return
    for number, found in enumerate((_DATE if worded else _IN_DIGITS).finditer(plain)):
        if number >= _MOST or _of_birth(plain, found):
            yield found.span("date")


def _of_birth(plain: str, found: re.Match[str]) -> bool:
    """Does the date stand beside a word for birth, or is it long past with nothing beside it that dates
    something else?"""
    start, end = found.span("date")
    if plain[max(0, start - 1) : start] in _JOINED_ON:
        return False
    if _CUE_BEFORE.search(plain, max(0, start - _REACH), start):
        return True
    if found["compact"]:
        return False
    if _CUE_AFTER.match(plain, end):
        return True
    alone = not plain[max(0, start - 1) : start].isalnum() and _LONG_PAST.fullmatch(found["date"])
    return bool(alone) and not _DATES_SOMETHING.search(plain, max(0, start - _LOOK_BACK), start)

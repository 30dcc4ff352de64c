"""How old somebody is, as a message says it, and for which ages a title says that it is."""

from __future__ import annotations

import re

from sendbot.matching.reading.text import normalise

_OLDEST = 25
"""Years: up to here a young person may have an EHC plan. Greater numbers are a parent's age, or none."""
_NO_BOUND = 200
"""Years that nobody reaches: a range without an upper end."""

_TEENS = "sixteen seventeen eighteen nineteen twenty"
_WORDS = {name: number for number, name in enumerate(_TEENS.split(), 16)}
_NUMBER = rf"(?P<{{}}>\d{{{{1,2}}}}|{'|'.join(_WORDS)})"
_WHO = r"(?:he|she|they|i|son|daughter|boy|girl|child|lad|who|grandson|granddaughter)(?:'?s|'?m|'?re)?"
_SINCE = r"(?: (?:is|am|are|was|just|now|nearly|only|turned|turns))*"
_OTHER_THINGS = r"(?! ?(?:weeks?|days?|months?|hours?|hrs?|mins?|minutes?|am|pm|%|times?|miles?|or|to|of)\b)"
_STATED = re.compile(
    rf"\b{_NUMBER.format('old')}[ -]?(?:years?|yrs?|y)[ -]?(?:olds?|o)\b"
    rf"|\b(?:{_WHO}{_SINCE}|aged?|turned|turns|turning) {_NUMBER.format('said')}\b{_OTHER_THINGS}"
)
_BETWEEN = re.compile(r"\b(?:ages? )?(?P<from>\d{1,2}) to (?P<to>\d{1,2})\b")
_UNDER = re.compile(r"\bunder (?P<to>\d{1,2})\b")
_FROM = re.compile(r"\b(?P<from>\d{1,2}) (?:and|or) over\b|\bfrom (?P<on>\d{1,2})\b(?! to)")


def stated_age(text: str) -> int | None:
    """The age in years that a message tells of, up to 25; None where it tells of none, or of several."""
    found = {_number(told["old"] or told["said"]) for told in _STATED.finditer(normalise(text))}
    young = {age for age in found if age <= _OLDEST}
    return young.pop() if len(young) == 1 else None


def ages_of(title: str) -> range | None:
    """The ages that a title says it is for ("Travel to college: ages 16 to 18"); None where it says none."""
    between, under, on = (pattern.search(title) for pattern in (_BETWEEN, _UNDER, _FROM))
    if between:
        return range(int(between["from"]), int(between["to"]) + 1)
    if under:
        return range(int(under["to"]))
    return range(int(on["from"] or on["on"]), _NO_BOUND) if on else None


def _number(told: str) -> int:
    return int(told) if told.isdecimal() else _WORDS[told]

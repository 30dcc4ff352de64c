"""Dates of birth in every spelling: beside a word that says so, or a whole date long past with nothing beside it that dates a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = r"(?:jan(?:uary|urary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|eigth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_SPELLED_YEAR = (
    rf"(?:twenty[ -](?:{_TEENS}|(?:oh|o)[ -]{_ONES}|twenty(?:[ -]{_ONES})?)|two thousand(?:(?: and)? (?:{_ONES}|{_TEENS}))?|"
    rf"nineteen[ -](?:(?:forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_ONES})?))"
)
_DAY = rf"(?:\d{{1,2}}(?: ?(?:st|nd|rd|th))?|{_ORDINAL})"
_YEAR = rf"(?:(?:19|20)\d\d|'?\d\d(?!\d)|{_SPELLED_YEAR}\b)"
_GAP = r"[ ,./-]{0,3}"
_SEPARATOR = r" ?[./\\-] ?"

_WORDED = rf"(?:{_DAY}(?: day)?(?: of)?{_GAP}(?:the )?{_MONTH}{_GAP}(?:in |of )?{_YEAR}|{_MONTH} {{0,2}}(?:the )?{_DAY}[ ,]{{0,3}}{_YEAR})"
_NUMERIC = rf"(?:\d{{1,2}}(?:{_SEPARATOR}\d{{1,2}}{_SEPARATOR}| \d{{1,2}} )(?:\d{{4}}|\d\d)(?!\d)|\d{{4}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{1,2}}(?!\d))"
_WHOLE = rf"(?:{_NUMERIC}|{_WORDED})"
_NO_YEAR = rf"(?:{_DAY}(?: day)?(?: of)? ?{_MONTH}|{_MONTH} (?:the )?{_DAY})"
_COMPACT = r"(?:\d{8}|\d{6})(?!\d)"

_FILLERS = r"(?:(?:is|was|on|the|in|of|for|as|it|its|it's|my|his|her|their|our|sons?|daughters?|childs?|child's|early|at)\b[ ,:=\-(]{0,3}){0,5}"
_FOR_SOMEONE = r"(?:\w{1,20}(?:'s)?[ ,:=\-(]{1,3}){0,4}?"
_CUED = re.compile(
    rf"(?:(?<![a-z])(?:d\.? ?o\.? ?b|d/o/b|date of births?|d of b|birth ?date)[.:]?[ ,:;=\-(\n]{{0,4}}{_FOR_SOMEONE}"
    rf"|\b(?:birth ?day|b-?day|born)\b[ ,:;=\-(\n]{{0,4}}{_FILLERS}(?:[a-z]{{2,20}} on (?:the )?)?"
    rf"|(?<![\w.'])b\.? ?)"
    rf"(?P<inner>{_WHOLE}|{_NO_YEAR}|{_COMPACT})",
    re.IGNORECASE,
)
_BEFORE_CUE = re.compile(
    rf"(?<![\d/.-])(?P<inner>{_WHOLE}|{_NO_YEAR})(?=\W{{0,3}}(?:(?:is|was|being)\b\W{{0,2}})?(?:(?:when|the day|the date)\b\W{{1,2}})?"
    rf"(?:(?:(?:he|she|they|i|my \w{{1,12}}|our \w{{1,12}}|[a-z]{{2,15}}) (?:was|were|is) )?born\b|(?:(?:his|her|my|their|our|the) (?:\w{{1,12}} )?)?(?:birth|b-?day|d\.? ?o\.? ?b\b|date of birth)))",
    re.IGNORECASE,
)
_LONE = re.compile(
    rf"(?<![\w./-])(?P<inner>\d{{1,2}}(?:{_SEPARATOR})\d{{1,2}}(?:{_SEPARATOR})(?:19[3-9]\d|20[01]\d)|\d{{1,2}}/(?:0?[1-9]|1[0-2])/[01]\d"
    rf"|{_DAY}(?: of)?{_GAP}{_MONTH}{_GAP}(?:19[3-9]\d|20[01]\d|'?[01]\d|twenty[ -](?:oh[ -]{_ONES}|{_TEENS})|two thousand(?:(?: and)? (?:{_ONES}|{_TEENS}))?)"
    rf"|{_MONTH} {_DAY}[ ,]{{1,3}}(?:19[3-9]\d|20[01]\d))(?!\d)",
    re.IGNORECASE,
)
_DATES_SOMETHING = re.compile(
    r"\b(?:letters?|dated?|since|approved|on|of|from|until|till|til|to|by|before|after|between|and|due|deadline|sent|received|posted|meeting|review|panel|appeal|hearing|issued|"
    r"signed|act|regulations?|code|guidance|published|version|updated|diagnosed|assessed|moved|started|starts|starting|left|ended|ending|week|w/c|the|form|report)"
    r"(?: the)?[ :(]{0,2}$",
    re.IGNORECASE,
)
"""Words before a date that make it a letter's or an event's."""

_LOOK_BACK = 24
"""Characters before a date in which such a word is looked for."""

_HINT = re.compile(
    r"\d ?[./\\ -] ?\d{1,2}|\d{6}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\b",
    re.IGNORECASE,
)
"""Something that every date of birth holds and that is quickly found: most messages hold it nowhere."""


def births(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of dates of birth."""
    if not _HINT.search(plain):
        return
    for pattern in (_CUED, _BEFORE_CUE):
        for found in pattern.finditer(plain):
            yield found.span("inner")
    for found in _LONE.finditer(plain):
        start, end = found.span("inner")
        if not _DATES_SOMETHING.search(plain, max(0, start - _LOOK_BACK), start):
            yield start, end

"""Registrations of cars, as they are painted on them or as somebody types them beside a word for a car."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.matching.reading.text import STOP_WORDS

_AGE = r"(?:0[2-9]|[12]\d|5[1-9]|[67]\d)"
"""The two digits that have been given out since 2001, and those of the next years."""
_TODAY = rf"[A-Z]{{2}}{_AGE}[ -]?[A-Z]{{3}}"
_OLDER = r"[A-Z]\d{1,3}[ -]?[A-Z]{3}"
_OLDEST = r"[A-Z]{3}[ -]?\d{1,3}[A-Z]"
_BEGINS, _ENDS = r"(?<![A-Za-z\d])", r"(?![A-Za-z\d])"

_PRINTED = re.compile(rf"{_BEGINS}{_TODAY}{_ENDS}")
_GLUED = re.compile(rf"{_BEGINS}[a-z]{{2}}{_AGE}[a-z]{{3}}{_ENDS}", re.IGNORECASE)
_SPACED = re.compile(rf"{_BEGINS}(?:{_TODAY}|(?-i:{_OLDER})){_ENDS}", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:reg(?:istration|o)?(?: (?:no|num(?:ber)?|plate|mark))?|(?:number|licen[cs]e) ?plates?|plates?)\b"
    r"[\s.:=#-]{0,4}(?:(?:is|was|of|the|its|it's|reads?|says?|for|my|his|her|our|car|taxi)\b[\s:]{1,2}){0,4}"
    rf"(?P<inner>{_TODAY}|{_OLDER}|{_OLDEST}|(?-i:[A-Z]{{1,3}} ?\d{{1,4}})){_ENDS}",
    re.IGNORECASE,
)
_CAR = re.compile(
    r"\b(?:car|cars|taxi|taxis|cab|van|bus|minibus|vehicle|driver|drivers|escort|reg|plate|parked|parking|"
    r"badge|mot|motability|drove|drives|driving)\b",
    re.IGNORECASE,
)
_AROUND = 60
"""Characters on either side in which a word for a car is looked for: about one clause."""
_WORDS = STOP_WORDS | {"car", "van", "bus", "cab", "mot"}
"""Three letters that are a word and end no registration: "yr10 and", "R129 CAR SEAT"."""
_DIGIT = re.compile(r"\d")


def registrations(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of cars' registrations."""
    if not _DIGIT.search(plain):
        return
    beside_cars = [found.start() for found in _CAR.finditer(plain)]
    for pattern in (_PRINTED, _GLUED, _SAID, *((_SPACED,) if beside_cars else ())):
        for found in pattern.finditer(plain):
            start, end = found.span("inner") if "inner" in pattern.groupindex else found.span()
            near = pattern is not _SPACED or any(
                start - _AROUND < place < end + _AROUND for place in beside_cars
            )
            if near and plain[end - 3 : end].casefold() not in _WORDS:
                yield start, end

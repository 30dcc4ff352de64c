"""Numbers of bank accounts and cards, and of passports, licences and permits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.care.details import matches

_FILLERS = (
    r"(?:(?:is|was|are|for|of|my|his|her|our|the|it's|its|to|nr|no|number|num|ref|code|serial|card|permit)\b"
    r"[\s.:=#-]{0,3}|[:=#-]\s?){0,6}"
)
_SORT = r"\d\d[ .-]?\d\d[ .-]?\d\d"
_ACCOUNT = r"(?!(?:19|20)\d\d[ -](?:19|20)\d\d(?!\d))\d(?:[ -]?\d){6,8}"
_SORT_CODE = re.compile(
    rf"\bsort(?:[ -]?code)?s?\b[\s.:=#-]{{0,4}}{_FILLERS}(?P<inner>{_SORT})(?!\d)"
    rf"|(?<!\d)(?P<inner2>{_SORT})(?=\W{{1,3}}(?:(?:is|my|the|his|her|our|that's|thats)\W){{0,3}}sort ?code)",
    re.IGNORECASE,
)
_ACCOUNT_NUMBER = re.compile(
    rf"\b(?:acc(?:ount|t)?|a/c|konto|cont|cuenta|conta)\b[\s.:=#-]{{0,4}}{_FILLERS}(?P<inner>{_ACCOUNT})(?!\d)",
    re.IGNORECASE,
)
_BOTH = re.compile(rf"(?<![\d/])(?P<inner>{_SORT})[^\d\n]{{1,25}}(?P<inner2>\d{{8}}|\d{{4}} \d{{4}})(?!\d)")
"""A sort code and an account behind it: no date and no phone stands before eight digits."""
_IBAN = re.compile(
    r"(?<![A-Za-z\d])(?:[A-Z]{2}\d\d(?:[ -]?[A-Z\d]{4}){3,7}(?:[ -]?[A-Z\d]{1,3})?)(?![A-Za-z\d])"
    r"|\biban\W{1,3}(?:(?:is|my|no|number)\W){0,3}(?P<inner>[A-Za-z]{2}\d\d(?: ?[A-Za-z\d]{4}){3,7}"
    r"(?: ?[A-Za-z\d]{1,3})?)(?![A-Za-z\d])"
)
_CARD = re.compile(r"(?<![\d.])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\d)")

_PAPER = (
    r"(?:passports?|visa|brp|biometric|residence (?:permit|card)|home ?office|share ?code|eu settle\w*|evisa|"
    r"driv(?:ing|er'?s?) licen[cs]e|licen[cs]e|provisional|id card|identity card|blue badge|asylum|arc|"
    r"dni|nie|nif|cc|pesel|cnp|cnic|paszport\w*|pa[sș]aport\w*|pasaporte|passaporte|útlevél\w*|buletin\w*|"
    r"dow[oó]d\w*|паспорт\w*|جواز السفر|护照|身份证)"
)
_NUMBERED = re.compile(
    rf"(?<![^\W_]){_PAPER}[\s.:=#-]{{0,4}}{_FILLERS}"
    r"(?P<inner>[A-Z]{0,3}[ -]?\d{5,12}[A-Z]{0,2}|[A-Z]{5}\d{6}[A-Z\d]{4,8}|\d{3} \d{3} \d{3}|"
    r"(?=[A-Z\d ]{0,8}\d)[A-Z\d]{3} [A-Z\d]{3} [A-Z\d]{3})(?![A-Z\d])",
    re.IGNORECASE,
)
_DRIVER = re.compile(r"(?<![A-Za-z\d])[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}(?:\d\d)?(?![A-Za-z\d])")
_SPANISH = re.compile(r"(?<![A-Za-z\d])(?:[XYZ][ -]?\d{7}|\d{8})[ -]?[A-Z](?![A-Za-z\d])")
_DIGIT = re.compile(r"\d")


def bank_details(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of sort codes, accounts and cards."""
    if not _DIGIT.search(plain):
        return
    for pattern in (_SORT_CODE, _ACCOUNT_NUMBER, _BOTH, _IBAN, _CARD):
        yield from matches(pattern, plain)


def identity_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the numbers of passports, licences and permits."""
    if not _DIGIT.search(plain):
        return
    for pattern in (_NUMBERED, _DRIVER, _SPANISH):
        yield from matches(pattern, plain)

from __future__ import annotations

from collections.abc import Callable

import pytest

from sendbot.care import details
from sendbot.care.redaction import redact


def found(finder: details.Finder, text: str) -> list[str]:
    return [text[start:end] for start, end in finder(text)]


@pytest.mark.parametrize(
    ("finder", "text", "detail"),
    [
        (details.phones, "07700900123x", "07700900123"),
        (details.phones, "447700900123", "447700900123"),
        (details.phones, "mob 07700/900/265", "07700/900/265"),
        (
            details.phones,
            "oh seven seven, double oh, nine double oh one two three",
            "oh seven seven, double oh, nine double oh one two three",
        ),
        (details.phones, "call my nan 960442 after tea", "960442"),
        (details.health_numbers, "9434765919x", "9434765919"),
        (details.health_numbers, "nhs number for him is 943 476 5919", "943 476 5919"),
        (details.insurance_numbers, "ab123456cx", "ab123456c"),
        (details.insurance_numbers, "national insurance number is QQ987654B", "QQ987654B"),
        (details.postcodes, "cw1  2ab", "cw1  2ab"),
        (details.postcodes, "near CW1 2ABxx", "CW1 2AB"),
        (details.postcodes, "cw 2 6hg", "cw 2 6hg"),
        (details.case_numbers, "case number for my son is 55012", "55012"),
        (details.case_numbers, "claim AB552817 refused", "AB552817"),
        (details.case_numbers, "hospital number RB 44 19 02", "RB 44 19 02"),
        (details.emails, "harb1@hotmail is mine", "harb1@hotmail"),
        (details.case_numbers, "unique pupil number K 8200 1122 7004 thanks", "K 8200 1122 7004"),
        (details.emails, "ann underscore b at example dot org", "ann underscore b at example dot org"),
        (details.emails, "ann.b @ example . co . uk", "ann.b @ example . co . uk"),
        (details.emails, "ann.b 22 @gmail.com", "ann.b 22 @gmail.com"),
        (details.emails, "ann dot b at gmail ta", "ann dot b at gmail"),
        (details.emails, "email me at annb at hotmail", "annb at hotmail"),
        (details.handles, "insta: rainbow.fam_22", "rainbow.fam_22"),
        (details.handles, "on facebook as Ann Sen Mum", "Ann Sen Mum"),
        (details.handles, "his roblox name is boxy_21", "boxy_21"),
    ],
)
def test_a_detail_is_found_whatever_is_glued_to_it(finder: details.Finder, text: str, detail: str) -> None:
    assert detail in found(finder, text)


@pytest.mark.parametrize(
    "text",
    [
        "ehcp 20 weeks", "plan 2025", "claim 30 hours", "my 12 yr old", "im 18 at college", "y9 2nd term",
        "0300 123 5012", "ring 111 option 2", "£1250.50 a year",
        "one two three and four", "oh no not again", "section 19 or 42", "claim 15 hours at nursery",
        "file 3 pages", "facebook is full of it", "our instagram is private", "we looked at outlook",
        "nothing at all. it is late", "minecraft is all he does",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_detail_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u200b", "  "])
@pytest.mark.parametrize(
    "write", [lambda s: f"CW1{s}2AB", lambda s: f"07700{s}900{s}123", lambda s: f"943{s}476{s}5919"]
)
def test_any_space_may_stand_in_a_detail(space: str, write: Callable[[str], str]) -> None:
    assert not any(letter.isdigit() for letter in redact(f"it is {write(space)} ok").text)

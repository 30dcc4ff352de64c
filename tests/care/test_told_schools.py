from __future__ import annotations

import pytest

from sendbot.care.told_schools import schools_told

LOCAL = frozenset({"crewe", "cheshire", "east", "springfield"})


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in schools_told(text, LOCAL)]


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("my son is at Springfield", "Springfield"),
        ("she goes to Larkmere and hates it", "Larkmere"),
        ("hes at st cuthberts", "st cuthberts"),
        ("the senco at Birtle Hill said no", "Birtle Hill"),
        ("a year 9 at Larkmere", "Larkmere"),
        ("excluded from Larkmere again", "Larkmere"),
        ("governors of Larkmere", "Larkmere"),
        ("sunny puddles nursery say he bites", "sunny puddles nursery"),
        ("place at busy fingers nursery", "busy fingers nursery"),
    ],
)
def test_a_school_is_told_by_who_is_there(text: str, school: str) -> None:
    assert told(text) == [school]


@pytest.mark.parametrize(
    "text",
    [
        "is Springfield a special school",
        "he is at home and i am at work",
        "the letter goes to Cheshire East",
        "she is at Grandma's",
        "he goes to crewe on fridays",
        "he was at Alder Hey",
        "he is at risk of exclusion",
        "she attends Occupational Therapy",
        "excluded from PE",
        "our day care nursery said no",
        "talking problems nursery said see someone",
        "at her private day nursery",
    ],
)
def test_what_is_asked_about_and_where_nobody_learns_stays(text: str) -> None:
    assert not told(text)

from __future__ import annotations

import pytest

from sendbot.care.births import births


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in births(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("dob 3/4/2015", "3/4/2015"),
        ("D.O.B: 03.04.15", "03.04.15"),
        ("she was born on the 3rd of April 2015", "3rd of April 2015"),
        ("his birthday is 3 April", "3 April"),
        ("3 April 2015 is his date of birth", "3 April 2015"),
        ("my son, 03/04/2015, is autistic", "03/04/2015"),
        ("born third april twenty fifteen", "third april twenty fifteen"),
    ],
)
def test_a_date_of_birth_is_found_in_every_spelling(text: str, date: str) -> None:
    assert date in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "the letter dated 3/4/2015",
        "the hearing on 3 April 2026",
        "since 03/04/2015 we wait",
        "20 weeks",
        "the Act of 2014",
        "",
    ],
)
def test_a_date_of_a_letter_or_an_event_is_left(text: str) -> None:
    assert found(text) == []

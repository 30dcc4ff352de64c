from __future__ import annotations

import pytest

from sendbot.care.births_elsewhere import births_elsewhere


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in births_elsewhere(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ur. 9 marca 2014 w Crewe", "9 marca 2014"),
        ("urodzony 09.03.2014", "09.03.2014"),
        ("născută pe 9 martie 2014", "9 martie 2014"),
        ("data nașterii: 9.03.2014", "9.03.2014"),
        ("народився 9 березня 2014 року", "9 березня 2014"),
        ("nació el 9 de marzo de 2014", "9 de marzo de 2014"),
        ("nascida a 9 de março de 2014", "9 de março de 2014"),
        ("született 2014. március 9", "2014. március 9"),
        ("2014. március 9-én született", "2014. március 9"),
        ("تاريخ الميلاد 9 مارس 2014", "9 مارس 2014"),
        ("出生日期2014年3月9日", "2014年3月9日"),
        ("2014年3月9日出生", "2014年3月9日"),
    ],
)
def test_a_date_of_birth_is_found_in_other_languages(text: str, date: str) -> None:
    assert found(text) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "pismo z 9 marca 2024",
        "carta del 9 de marzo de 2024",
        "urodzony w Crewe",
        "2024年3月9日的信",
        "born in May",
    ],
)
def test_the_date_of_a_letter_stays(text: str) -> None:
    assert not found(text)

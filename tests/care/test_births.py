from __future__ import annotations

import pytest

from sendbot.care.births import births


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in births(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("D.O.B. 4th of June 2011", "4th of June 2011"),
        ("dob 040611", "040611"),
        ("dob 03/04/2015x", "03/04/2015"),
        ("June 4, 2011 is when he was born", "June 4, 2011"),
        ("b. 4 Jun '11", "4 Jun '11"),
        ("born fourth of june twenty eleven", "fourth of june twenty eleven"),
        ("date of birth for my son is 4-6-11", "4-6-11"),
        ("d o b 4 6 2011", "4 6 2011"),
        ("she was born in Leighton on 3 Nov 2017", "3 Nov 2017"),
        ("his birthday is the 5th of may", "5th of may"),
        ("2011-06-04 is her dob", "2011-06-04"),
        ("she turns 16 on the 4th of June 2027", "4th of June 2027"),
        ("Ellie (4/6/11) has no school", "4/6/11"),
    ],
)
def test_a_date_of_birth_is_found_in_every_spelling(text: str, date: str) -> None:
    assert found(text) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "letter dated 14 October 2015",
        "the meeting is on 4 June 2027",
        "since 2 September 2019 he has had no school",
        "Children and Families Act 2014",
        "born deaf, review in May",
        "20 weeks from 3 March 2026",
        "paragraph 9.3.12",
        "call 020612",
    ],
)
def test_other_dates_stay(text: str) -> None:
    assert found(text) == []


def test_beyond_many_dates_no_questions_are_asked() -> None:
    text = "seen 3/4/26 " * 70
    assert len(found(text)) == 10

from __future__ import annotations

import pytest

from sendbot.matching.reading.ages import ages_of, stated_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my 17 year old needs a taxi", 17),
        ("My 17-year-old's bus", 17),
        ("he's 19 and at college", 19),
        ("hes 19", 19),
        ("shes just turned 16", 16),
        ("daughter is seventeen, which bus", 17),
        ("i am 18 and autistic", 18),
        ("aged 4, no speech", 4),
        ("son 14 with adhd", 14),
        ("12yo wont sleep", 12),
        ("a 3 yr old in nursery", 3),
        ("we waited 17 weeks", None),
        ("he is 20 weeks late", None),
        ("3 years ago", None),
        ("he gets 15 hours", None),
        ("my son is 8 and my daughter is 17", None),
        ("i am 43, her mum", None),
        ("year 11 now", None),
        ("does it end at 19", None),
        ("", None),
    ],
)
def test_an_age_is_read_where_one_is_told(text: str, age: int | None) -> None:
    assert stated_age(text) == age


@pytest.mark.parametrize(
    ("title", "ages"),
    [
        ("Travel to college: ages 19 to 25", range(19, 26)),
        ("Supported internships (16 to 24, with a plan)", range(16, 25)),
        ("Disability Living Allowance (DLA) for children under 16", range(16)),
        ("Access to Work (16 and over)", range(16, 200)),
        ("Paying for adult social care from 18", range(18, 200)),
        ("What is an EHC plan?", None),
    ],
)
def test_a_title_says_for_which_ages_it_is(title: str, ages: range | None) -> None:
    assert ages_of(title) == ages

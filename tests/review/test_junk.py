from __future__ import annotations

import pytest

from sendbot.review.junk import looks_junk
from tests.review.judged import SUBJECTS


@pytest.mark.parametrize(
    "text",
    [
        "asdf",
        "hhhhhhhh",
        "qwerty",
        "?",
        "...",
        "pizza near me",
        "will it rain saturday",
        "tell me a joke",
        "ehc plan in scotland",
        "how does it work in wales",
        "bitcoin price",
        "👍",
        "sdfg hjkl",
    ],
)
def test_taps_small_talk_and_other_nations_look_like_junk(text: str) -> None:
    assert looks_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "EHCP",
        "SENCO",
        "DLA",
        "we are moving from scotland, is the plan valid",
        "no sleep",
        "hydrotherapy",
        "żłobek",
        "学校",
        "help",
        "he will not eat pizza or anything else",
        "PDA and ARFID",
        "rhythm",
    ],
)
def test_short_and_odd_questions_of_families_do_not(text: str) -> None:
    assert not looks_junk(text)


def test_no_question_of_the_judged_set_does() -> None:
    assert [text for texts in SUBJECTS.values() for text in texts if looks_junk(text)] == []


@pytest.mark.parametrize("text", ["we live in Otherham, is it as in scotland", "is Great Wick like wales"])
def test_who_names_a_place_of_the_area_asks_about_here(text: str) -> None:
    assert looks_junk(text)
    assert not looks_junk(text, ("otherham", "Great Wick"))


def test_a_part_of_a_word_is_no_place() -> None:
    assert looks_junk("ehc plan in scotland with otherhampton", ("otherham", ""))

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.ages_said import age_problems
from sendbot.knowledge.reading import load
from tests.knowledge.looks.told import told

ANSWER = "Ask the council for the form. It takes two weeks."


def said(place: Path, answer: str, easy: str) -> list[str]:
    after = f"{answer} Ask 9 people, 4 times.\n    easy_read: |\n      Ask the council.\n      {easy}"
    return told(age_problems, place, "topic.yaml", ANSWER, after)


@pytest.mark.parametrize(
    ("answer", "easy"),
    [
        ("It is for children under 8.", "Is your child under 9?"),
        ("It is free over 16.", "It is free if you are over 4."),
        ("Children aged under five ride free.", "You ride free under 4."),
        ("It begins in Year 7.", "It begins in year 9."),
        ("You get up to £10 a week.", "You get £9 a week."),
        ("It ends at 16 or over.", "You must be 17 or over."),
    ],
)
def test_an_age_a_year_or_a_sum_that_the_answer_says_otherwise_is_told(
    tmp_path: Path, answer: str, easy: str
) -> None:
    (only,) = said(tmp_path, answer, easy)
    assert only.startswith('topic.yaml:82: entry "bus-pass" has in its easy_read "')
    assert "Look up which is right, and say it in both." in only


@pytest.mark.parametrize(
    ("answer", "easy"),
    [
        ("It is for children under 8.", "Is your child under eight?"),
        ("It is for ages 16 to 25.", "Are you aged 25?"),
        ("It is for children.", "Is your child under 5?"),
        ("It is under 3 miles.", "Is it under 2 hours?"),
        ("You get £10.", "You get money."),
    ],
)
def test_what_agrees_or_is_left_out_is_left_alone(tmp_path: Path, answer: str, easy: str) -> None:
    assert said(tmp_path, answer, easy) == []


def test_the_shipped_folder_agrees_with_itself() -> None:
    assert list(age_problems(load(Path(__file__).parents[2] / "knowledge"))) == []

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.knowledge.ages_said import age_problems
from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.looks.said_numbers import dead_numbers, number_problems
from sendbot.knowledge.reading import read
from tests.knowledge.looks.told import said, told
from tests.knowledge.slips import Slip, write

POLISH = """        answer: |
          Plan mówi, jaką pomoc dostaje dziecko, do 52 lat.
        of: {of}"""


@pytest.mark.parametrize("text", ["In danger ring 998 now.", "Call 99.", "Dial 911.", "Phone 1111 first."])
def test_a_number_that_rings_nowhere_is_told(text: str) -> None:
    (only,) = said(dead_numbers, text)
    assert "digit by digit" in only


@pytest.mark.parametrize(
    "text",
    [
        "Call 999 or 111.",
        "Ring 10 minutes before.",
        "Call 101.",
        "Phone 20 days after.",
        "Ring 0113 496 0123.",
        "Dial 18000.",
    ],
)
def test_a_number_that_rings_is_left_alone(text: str) -> None:
    assert said(dead_numbers, text) == []


def test_a_translation_with_another_number_is_told_at_its_line(tmp_path: Path) -> None:
    old = "        answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.\n        of: d068d40231"
    (only,) = told(number_problems, tmp_path, "topic.yaml", old, POLISH.format(of="d068d40231"))
    assert only.startswith("topic.yaml:58: ")
    assert "52" in only
    assert "Look up which is right" in only
    older = POLISH.format(of="aaaaaaaaaa")  # families read the English, and another look says so
    assert told(number_problems, tmp_path / "b", "topic.yaml", old, older) == []


def test_numbers_are_written_as_a_language_writes_them(tmp_path: Path) -> None:
    wording = "wording.yaml", 'page-name: "Say page-name "', 'page-name: "£1,200.50 by half past five, 9am"'
    write(tmp_path / "knowledge", Slip("a", *wording, ""))
    knowledge = read(tmp_path / "knowledge").knowledge
    for words, known in (
        ("1 200,50 o 17.30 i 9:00", True),
        ("1 300", False),
        ("3万", True),
        ("٩", True),
        ("1.200,50", True),
    ):
        polish = knowledge.languages["pl"].model_copy(update={"wording": {"page-name": words}})
        found = list(number_problems(replace(knowledge, languages={"pl": polish})))
        assert (found == []) is known, words


def test_a_translation_that_was_cut_off_is_told(tmp_path: Path) -> None:
    old = "answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół."
    (only,) = told(number_problems, tmp_path, "topic.yaml", old, "answer: Plan m")
    assert only.startswith("topic.yaml:57: ")
    assert "Translate the whole answer" in only
    assert told(number_problems, tmp_path / "b", "topic.yaml", old, "answer: Plan mówi, jaka pomoc.") == []


def test_wording_and_menu_say_the_numbers_of_the_english(tmp_path: Path) -> None:
    (only,) = told(number_problems, tmp_path, "menu.yaml", 'pl: "W szkole"', 'pl: "W szkole (4 - 16)"')
    assert only.startswith("menu.yaml:5: ")
    (only,) = told(number_problems, tmp_path / "b", "languages/pl.yaml", '"Żadne z tych"', '"Żadne z tych ٣"')
    assert "the number 3" in only


@pytest.mark.parametrize(
    ("answer", "easy", "right"),
    [
        ("It costs £20 a week.", "It costs £200.", False),
        ("It costs £1,200, or 5%.", "It is 5%, or £1,200.", True),
        ("You may ask within 3 miles.", "Ask within 5 miles.", False),
        ("It is for ages 16 to 25.", "It ends at age 25.", True),
        ("It is for children aged eleven, aged 7.", "It is for age 11.", True),
    ],
)
def test_easy_read_says_the_sums_ages_and_distances_of_the_answer(
    answer: str, easy: str, right: bool, tmp_path: Path
) -> None:
    before = (
        "A plan says what help a child is given. Ask the team.\n    easy_read: |\n      A plan is a paper."
    )
    found = told(_both, tmp_path, "topic.yaml", before, f"{answer}\n    easy_read: |\n      {easy}")
    assert len(found) == (not right), "and no slip is told twice"
    assert right or found[0].startswith("topic.yaml:45: ")


def _both(knowledge: Knowledge) -> list[Problem]:
    return [*number_problems(knowledge), *age_problems(knowledge)]

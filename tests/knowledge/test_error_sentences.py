from __future__ import annotations

import pytest
from pydantic import ValidationError

from sendbot.knowledge.entries import Entry
from sendbot.knowledge.error_sentences import say_errors, shown
from sendbot.knowledge.nodes import Odd, parse

WHOLE = {
    "id": "dla",
    "title": "What is DLA?",
    "questions": "\n      - what is it",
    "answer": "Money.",
    "applies_to": "england",
    "workstream": "access",
    "read": "2026-03-31",
    "review_by": "2026-09-30",
}


def said(**changed: str | None) -> list[str]:
    """What is said of an entry in which these lines are changed, or left out."""
    lines = {name: text for name, text in (WHOLE | changed).items() if text is not None}
    text = "entries:\n  - " + "\n    ".join(f"{name}: {value}" for name, value in lines.items()) + "\n"
    document = parse(text.encode(), "topic.yaml")
    try:
        Entry.model_validate({**document.value["entries"][0], "topic": "topic"})
    except ValidationError as error:
        say_errors(document, ("entries", 0), 'entry "dla"', Entry, error)
    return [f"{problem.place.line}: {problem.message}" for problem in document.problems]


def test_without_a_day_of_reading_no_day_of_review_is_made_up() -> None:
    lines = said(review_by=None, read="soon")
    assert (
        '2: entry "dla" has no review_by date. Add one, half a year or a year after the day under read.'
        in lines
    )


def test_an_entry_that_is_whole_has_nothing_said_of_it() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"answer": None}, 'entry "dla" has no answer. Add an answer line.'),
        ({"review_by": None}, "has no review_by date. Add one, as in 2026-09-29."),
        ({"workstream": None}, "has no workstream. Add a workstream line, as in workstream: access."),
        ({"anser": "x"}, 'has a line "anser" that is not known. Did you mean "answer"?'),
        ({"zzz": "x"}, 'has a line "zzz" that is not known. It can have: '),
        (
            {"read": "soon"},
            'has "soon" as read. Write a date as year-month-day without quotes, as in 2026-03-31.',
        ),
        ({"read": "2026-02-30"}, 'has "2026-02-30" as read, which is not a date that exists.'),
        ({"title": "12"}, 'has 12 as title, which YAML reads as a number. Put it in quotes: "12".'),
        ({"title": "yes"}, 'has yes as title, which YAML reads as true or false. Put it in quotes: "yes".'),
        ({"title": ""}, "has nothing as title. Fill it in."),
        ({"easy_read": ""}, "has nothing as easy_read. Fill it in, or delete the line."),
        ({"answer": ""}, 'has nothing as answer. Write "answer: |", and the text below it, indented.'),
        (
            {"review_by": None, "reveiw_by": "2026-09-30"},
            'a line "reveiw_by" that is not known. Did you mean',
        ),
        ({"title": "x" * 65}, "has a title of 65 characters; the most is 64. Shorten it."),
        (
            {"questions": "what is it"},
            "needs a list as questions: one line for each, beginning with a dash, or all in brackets: [...].",
        ),
        ({"id": "What_Is"}, 'has "What_Is" as id. An id has small letters, digits and single dashes'),
        (
            {"answer": "\n      - a\n      - b"},
            'has a list as answer. Write "answer: |", and the text indented below it.',
        ),
    ],
)
def test_a_curator_reads_what_is_wrong_and_what_to_do(changed: dict[str, str | None], sentence: str) -> None:
    (line,) = said(**changed)
    assert sentence in line


def test_the_line_is_that_of_the_slip_and_a_place_in_a_list_is_named() -> None:
    (line,) = said(questions="\n      - what is it\n      - 12")
    assert line.startswith('6: entry "dla", question 2, has 12')


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("a", "b"), "a, b"),
        (("a", "b", "c", "d", "e"), "a, b, c, and 2 more"),
        ({"a": 1, "b": True}, "a: 1, b: true"),
        (Odd(None, "0x1", "a number"), "0x1"),
        (None, "nothing"),
        (False, "false"),
    ],
)
def test_a_value_is_shown_as_a_curator_writes_it(value: object, words: str) -> None:
    assert shown(value) == words


def test_no_words_of_the_library_are_shown() -> None:
    for name in WHOLE:
        for value in ("", "12", "[a, b]", "{a: b}", "true", "2026-01-01", "~"):
            for line in said(**{name: value}):
                assert not any(
                    word in line.casefold()
                    for word in ("pydantic", "type=", "validation", "input should", "str_")
                )

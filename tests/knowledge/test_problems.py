from __future__ import annotations

import json

from sendbot.knowledge.codes import CODES
from sendbot.knowledge.entries import Place, Problem
from sendbot.knowledge.problems import format_problems, problem, said_once

MIXED = (
    problem(Place("knowledge/a.yaml", 3), "few-tests", "Write more.", warning=True),
    problem(Place("knowledge/b.yaml", 9), "no-source", "Add one."),
    problem(Place("knowledge/b.yaml", 12), "few-tests", "Write more still.", warning=True),
    problem(Place("knowledge/c.yaml", 1), "overdue", "Check it.", warning=True),
)


def test_errors_come_first_then_how_many_then_warnings_by_kind() -> None:
    assert format_problems(MIXED).split("\n") == [
        "Errors: these must be put right before the folder is used.",
        "  knowledge/b.yaml:9: Add one.",
        "",
        "1 error, 3 warnings (2 few-tests, 1 overdue).",
        "",
        f"Warning few-tests: {CODES['few-tests']}.",
        "  knowledge/a.yaml:3: Write more.",
        "  knowledge/b.yaml:12: Write more still.",
        "",
        f"Warning overdue: {CODES['overdue']}.",
        "  knowledge/c.yaml:1: Check it.",
        "",
        "What a kind means and how to mend it: python bot.py explain CODE",
    ]


def test_what_was_changed_last_comes_first_among_the_warnings() -> None:
    shown = format_problems(MIXED, changed={"knowledge/c.yaml": 3.0, "knowledge/b.yaml": 2.0})
    assert shown.index("Warning overdue") < shown.index("Warning few-tests")
    assert shown.index("Write more still.") < shown.index("Write more.")


def test_what_is_only_told_is_no_warning() -> None:
    shown = format_problems((Problem(Place("knowledge"), "2 of 3 wait.", "note", "unchecked"),))
    assert shown.startswith("No errors and no warnings.")
    assert "unchecked: 2 of 3 wait." in shown


def test_the_same_at_one_line_is_said_once() -> None:
    place = Place("knowledge/a.yaml", 2)
    said = [problem(place, "unknown-id", f'entry "{name}" has the workstream "x".') for name in "abc"]
    other = problem(place, "unknown-id", 'entry "a" has the contact "y".')
    assert [found.message for found in said_once([*said, other])] == [
        'entry "a" has the workstream "x". The same line brings 2 more of its kind.',
        'entry "a" has the contact "y".',
    ]


def test_nothing_to_put_right_is_said() -> None:
    assert format_problems(()) == "No errors and no warnings."


def test_an_error_of_the_reader_has_no_kind_of_the_check_and_is_shown_all_the_same() -> None:
    shown = format_problems((problem(Place("knowledge/a.yaml", 1), "bad-yaml", "Undo it."),))
    assert "knowledge/a.yaml:1: Undo it." in shown
    assert "1 error, no warnings." in shown


def test_programs_get_every_field_and_an_annotation_its_escapes() -> None:
    row = json.loads(format_problems(MIXED[:1], "json"))[0]
    assert (row["file"], row["line"], row["severity"], row["code"]) == (
        "knowledge/a.yaml",
        3,
        "warning",
        "few-tests",
    )
    odd = problem(Place("a,b.yaml", 2), "http", "100 %\nand more")
    assert format_problems((odd,), "github") == "::error file=a%2Cb.yaml,line=2,col=1::100 %25%0Aand more"

from __future__ import annotations

import json

from sendbot.knowledge.codes import CODES
from sendbot.knowledge.entries import Place
from sendbot.knowledge.problems import format_problems, problem

MIXED = (
    problem(Place("knowledge/a.yaml", 3), "few-tests", "Write more.", warning=True),
    problem(Place("knowledge/b.yaml", 9), "no-source", "Add one."),
    problem(Place("knowledge/b.yaml", 12), "few-tests", "Write more still.", warning=True),
    problem(Place("knowledge/c.yaml", 1), "overdue", "Check it.", warning=True),
)


def test_errors_come_first_then_warnings_by_kind_then_how_many() -> None:
    assert format_problems(MIXED).split("\n") == [
        "Errors: these must be put right before the folder is used.",
        "  knowledge/b.yaml:9: Add one.",
        "",
        f"Warning overdue: {CODES['overdue']}.",
        "  knowledge/c.yaml:1: Check it.",
        "",
        f"Warning few-tests: {CODES['few-tests']}.",
        "  knowledge/a.yaml:3: Write more.",
        "  knowledge/b.yaml:12: Write more still.",
        "",
        "1 error, 3 warnings (1 overdue, 2 few-tests).",
    ]


def test_nothing_to_put_right_is_said() -> None:
    assert format_problems(()) == "No errors and no warnings."


def test_an_error_of_the_reader_has_no_kind_of_the_check_and_is_shown_all_the_same() -> None:
    shown = format_problems((problem(Place("knowledge/a.yaml", 1), "bad-yaml", "Undo it."),))
    assert "knowledge/a.yaml:1: Undo it." in shown
    assert shown.endswith("1 error, no warnings.")


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

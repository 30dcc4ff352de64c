from __future__ import annotations

import pytest

from sendbot.errors import QuestionsFileError
from sendbot.evaluation.labelled import confusions, figures, read_questions, run, separation
from tests.evaluation.small_set import ASKED, LINES, rank


def test_every_figure_is_counted_as_its_name_says() -> None:
    found = figures(run(ASKED, rank, LINES))
    assert (found.answerable, found.unanswerable) == (4, 2)
    assert (found.first_right, found.in_three) == (0.5, 1.0)
    assert (found.right, found.right_button, found.wrong, found.declined) == (0.25, 0.25, 0.25, 0.25)
    assert (found.false_answers, found.false_buttons) == (0.5, 0.0)
    assert found.right_at_let_through == 0.25


def test_confused_pairs_are_named() -> None:
    assert confusions(run(ASKED, rank, LINES)) == [("b", "a", 2)]


def test_separation_counts_ties_half() -> None:
    assert separation([1.0, 0.5], [0.5, 0.0]) == 0.875
    assert separation([], [1.0]) is None


def test_a_file_with_a_slip_is_told_by_line() -> None:
    with pytest.raises(QuestionsFileError, match=r"set\.jsonl:2: this line is not JSON"):
        read_questions(['{"question": "x", "expected": []}', "{oops"], "set.jsonl")
    with pytest.raises(QuestionsFileError, match=r"set\.jsonl:1: each line needs"):
        read_questions(['{"question": 5}'], "set.jsonl")
    with pytest.raises(QuestionsFileError, match="holds no questions"):
        read_questions(["", " "], "set.jsonl")
    with pytest.raises(QuestionsFileError, match=r'set\.jsonl:1: "holds" must be a list of texts'):
        read_questions(['{"question": "x", "expected": ["a"], "holds": "15 days"}'], "set.jsonl")

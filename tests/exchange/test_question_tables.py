from __future__ import annotations

import pytest

from sendbot.errors import QuestionsFileError
from sendbot.exchange.question_tables import read_table


def test_columns_may_be_called_many_things_and_stand_below_a_heading() -> None:
    text = "Our FAQs,,\nTopic,Question:,Response\nbins,When are the bins emptied?,On Mondays.\n"
    (found,) = read_table("a.csv", text.encode()).entries
    assert found.questions == ("When are the bins emptied?",)
    assert found.answer == "On Mondays."
    assert found.notes == ("topic there: bins",)


def test_several_questions_come_from_several_columns_rows_and_lines() -> None:
    text = 'question 1,question 2,answer\nA one?,B two?,Same.\n"C three?\nD four? | E five?",,Same.\n'
    (found,) = read_table("a.csv", text.encode()).entries
    assert found.questions == ("A one?", "B two?", "C three?", "D four?", "E five?")


def test_rows_without_anything_are_counted() -> None:
    found = read_table("a.csv", b"id,question,answer\n1,,\n2,q?,a\n")
    assert found.left == ("1 rows held neither a question nor an answer.",)
    assert found.entries[0].name == "2"


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(QuestionsFileError, match="no column for questions and answers"):
        read_table("a.csv", b"name,age\nx,3\n")

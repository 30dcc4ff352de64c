from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from sendbot.errors import QuestionsFileError
from sendbot.exchange.labelled_table import labelled_rows

TEXT = (
    'Question,Expected,Kind,Holds\n"how long, please",a; b,plain,20 weeks\nwhat is the '
    "weather,none,oos,\n,,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_questions_is_read_with_or_without_a_mark(encoding: str) -> None:
    one, two = labelled_rows("a.csv", TEXT.encode(encoding))
    assert (one.question, one.expected, one.kind, one.holds) == (
        "how long, please",
        ("a", "b"),
        "plain",
        ("20 weeks",),
    )
    assert (two.expected, two.kind) == ((), "oos")


def test_a_workbook_too() -> None:
    book, kept = Workbook(), io.BytesIO()
    for row in (["q", "entry"], ["how", "a"], ["why", None]):
        book.worksheets[0].append(row)
    notes = book.create_sheet("Notes")
    for number in range(5):
        notes.append([f"note {number}"])
    book.save(kept)
    assert [found.expected for found in labelled_rows("a.xlsx", kept.getvalue())] == [("a",), ()]


@pytest.mark.parametrize("text", ["question\nwhy\n", "a,b\n1,2\n", ""])
def test_columns_that_are_missing_are_told(text: str) -> None:
    with pytest.raises(QuestionsFileError, match="needs columns called question and expected"):
        labelled_rows("a.csv", text.encode())


def test_a_list_without_any_question_is_refused() -> None:
    with pytest.raises(QuestionsFileError, match="holds no question"):
        labelled_rows("a.csv", b"question,expected\n")

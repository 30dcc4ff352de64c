from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from sendbot.review.export import as_csv, as_xlsx, neutral

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "|calc",
    "%x",
    "＝1",
    "  =1",
    "\ufeff=1",
    "\u00a0=1",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert str(neutral(text)).startswith("'")
    rows = list(csv.reader(io.StringIO(as_csv(["a"], [[text]]).decode("utf-8-sig"), newline="")))
    assert rows[1][0].startswith("'")


@pytest.mark.parametrize("value", ["plain", "a = b", "", 7, -7, 0.5])
def test_words_and_numbers_stay_as_they_are(value: str | int | float) -> None:
    assert neutral(value) == value


def test_csv_carries_the_mark_by_which_excel_knows_it_and_every_letter() -> None:
    data = as_csv(["name"], [['Żółw, "quoted"\nline'], ["\ud800"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert next(iter(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:])) == [
        'Żółw, "quoted"\nline'
    ]


def test_a_sheet_keeps_texts_as_texts_and_numbers_as_numbers() -> None:
    book = load_workbook(
        io.BytesIO(as_xlsx("Week: 1/2 [x]", ["a", "b"], [["=1+1", 7], ["bad\x00\x0bcharacter\ud800", 0.5]]))
    )
    sheet = book.active
    assert sheet is not None
    assert sheet.title.split() == ["Week", "1", "2", "x"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["a", "b"],
        ["'=1+1", 7],
        ["badcharacter", 0.5],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"

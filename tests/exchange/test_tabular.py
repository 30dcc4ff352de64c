from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from sendbot.errors import QuestionsFileError
from sendbot.exchange.tabular import decoded, is_table, rows_of

ROWS = [["question", "answer"], ["Was heißt das?", "Œuvre"]]


def sheet(rows: list[list[str]]) -> bytes:
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_office_programs_files_are_read_whatever_they_write(mark: str, encoding: str) -> None:
    text = "\r\n".join(mark.join(row) for row in ROWS)
    assert rows_of("a.csv", text.encode(encoding)) == ROWS


def test_a_workbook_is_read() -> None:
    assert rows_of("a.xlsx", sheet(ROWS)) == ROWS


def test_cells_keep_their_line_ends_and_empty_rows_go() -> None:
    assert rows_of("a.csv", b'question,answer\r\n"a\nb",c\r\n,\r\n') == [
        ["question", "answer"],
        ["a\nb", "c"],
    ]


@pytest.mark.parametrize("data", [b"no workbook", b"PK\x03\x04broken", b""])
def test_a_broken_workbook_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(QuestionsFileError, match="cannot be read as a spreadsheet"):
        rows_of("a.xlsx", data)


def test_names_tell_a_table() -> None:
    assert is_table("A.CSV")
    assert not is_table("a.jsonl")
    assert decoded(b"\xef\xbb\xbfa") == "a"

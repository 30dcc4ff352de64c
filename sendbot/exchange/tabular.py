"""Rows of a spreadsheet, CSV, TSV or XLSX, with or without a byte-order mark, in the encodings that office
programs write."""

from __future__ import annotations

import csv
import io

from sendbot.errors import QuestionsFileError

LARGEST = 20_000_000
"""Bytes: ten times the largest list of questions that we have met."""
_MOST_ROWS = 100_000
"""More rows than this are no list that somebody wrote."""


def is_table(name: str) -> bool:
    """Does a file's name say that it is a spreadsheet?"""
    return name.casefold().endswith((".csv", ".tsv", ".xlsx"))


def rows_of(name: str, data: bytes) -> list[list[str]]:
    """Every row of the longest sheet as texts. Raises QuestionsFileError with a sentence where the file
    cannot be read."""
    return sheets_of(name, data)[0]


def sheets_of(name: str, data: bytes) -> list[list[list[str]]]:
    """The rows of each sheet, the longest first; a CSV or TSV file is one sheet. Raises QuestionsFileError as
    rows_of does."""
    if len(data) > LARGEST:
        raise QuestionsFileError(f"{name} is larger than {LARGEST // 1_000_000} MB. Split it.")
    return _sheets(name, data) if name.casefold().endswith(".xlsx") else [_separated(name, decoded(data))]


def decoded(data: bytes) -> str:
    """The text of a file as office programs write it: UTF-8 or UTF-16 by its mark, Windows' own otherwise."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separated(name: str, text: str) -> list[list[str]]:
    csv.field_size_limit(LARGEST)
    head = text.split("\n", 1)[0]
    mark = "\t" if name.casefold().endswith(".tsv") else max(",;\t|", key=head.count)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(row)][
            :_MOST_ROWS
        ]
    except csv.Error as problem:
        raise QuestionsFileError(
            f"{name} cannot be read as a spreadsheet ({problem}). Save it as CSV again."
        ) from problem


def _sheets(name: str, data: bytes) -> list[list[list[str]]]:
    from openpyxl import load_workbook  # heavy: only a spreadsheet needs it

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        ]
    except Exception as problem:  # openpyxl lets through whatever zip and XML raise
        raise QuestionsFileError(
            f"{name} cannot be read as a spreadsheet ({type(problem).__name__}). Save it as XLSX or CSV "
            "again."
        ) from problem
    kept = [[row for row in rows if any(row)][:_MOST_ROWS] for rows in sheets]
    return sorted(kept, key=len, reverse=True) or [[]]

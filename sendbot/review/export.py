"""Lists for spreadsheets: CSV and XLSX in which no cell is ever run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from sendbot.words.cells import as_text_cell

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_000
"""Characters: Excel holds 32,767."""

Cell = str | int | float
Table = Sequence[Sequence[Cell]]


def neutral(value: Cell) -> Cell:
    """A cell that a spreadsheet would run as a formula is made text by an apostrophe; numbers stay
    numbers."""
    if not isinstance(value, str):
        return value
    return as_text_cell(value)


def as_csv(heads: Sequence[str], rows: Table) -> bytes:
    """CSV in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([neutral(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(title: str, heads: Sequence[str], rows: Table) -> bytes:
    """One sheet with a frozen, bold head row. Texts are written as texts, whatever they begin with."""
    from openpyxl import Workbook  # heavy: only where a workbook is written
    from openpyxl.cell import WriteOnlyCell  # heavy: only where a workbook is written
    from openpyxl.styles import Font  # heavy: only where a workbook is written

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Cell, bold: bool = False) -> Any:
        clean = _NOT_IN_XML.sub("", value)[:_LONGEST_CELL] if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, value=neutral(clean))
        if isinstance(clean, str):
            made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(head, bold=True) for head in heads])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

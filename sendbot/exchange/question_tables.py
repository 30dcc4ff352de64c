"""Spreadsheets: rows with a question and an answer, whatever their columns are called."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from sendbot.errors import QuestionsFileError
from sendbot.exchange.found import FoundEntry, FoundFile, asked, joined, plain
from sendbot.exchange.tabular import sheets_of

_COLUMNS: Mapping[str, frozenset[str]] = {
    "question": frozenset(
        {
            "question",
            "questions",
            "q",
            "query",
            "utterance",
            "example",
            "prompt",
            "faq",
            "ask",
            "other questions",
        }
    ),
    "answer": frozenset({"answer", "answers", "a", "response", "responses", "reply", "solution", "text"}),
    "title": frozenset({"title", "short title", "heading", "subject"}),
    "name": frozenset({"id", "qid", "name", "intent", "entry", "key", "qnaid"}),
    "source": frozenset({"source", "url", "link", "web", "source url"}),
    "topic": frozenset({"topic", "category", "class", "theme", "section"}),
}
_QUESTION_LIKE = re.compile(r"^(?:q|question|variation|alternative|alternate|utterance)s?[ _-]*\d+$")
_SEVERAL = re.compile(r"\s*(?:\n|\||;;)\s*")
"""What parts several ways of asking in one cell."""


def read_table(name: str, data: bytes) -> FoundFile:
    """A CSV, TSV or XLSX file; of several sheets, the longest with questions and answers. Raises
    QuestionsFileError where no sheet has columns for them."""
    rows, place, columns = _headed(name, data)
    found, empty = [], 0
    for number, row in enumerate(rows[place + 1 :], start=place + 2):
        cells = {kind: " | ".join(_cells(row, numbers)) for kind, numbers in columns.items()}
        questions = asked(part for text in _cells(row, columns["question"]) for part in _SEVERAL.split(text))
        answer, notes = plain(cells.get("answer", ""))
        if not questions and not answer:
            empty += 1
            continue
        notes += (f"topic there: {cells['topic']}",) if cells.get("topic") else ()
        found.append(
            FoundEntry(
                name=cells.get("name") or f"row {number}",
                questions=questions,
                answer=answer,
                title=plain(cells.get("title", ""))[0],
                source=cells.get("source", ""),
                notes=notes,
            )
        )
    left = (f"{empty} rows held neither a question nor an answer.",) if empty else ()
    return FoundFile("a spreadsheet", joined(found), left)


def _headed(name: str, data: bytes) -> tuple[Sequence[Sequence[str]], int, Mapping[str, list[int]]]:
    """The first sheet with columns for questions and answers: its rows, the row that names the columns, and
    which column is what."""
    for rows in sheets_of(name, data):
        place, columns = _header(rows)
        if columns is not None:
            return rows, place, columns
    raise QuestionsFileError(
        f"{name} has no column for questions and answers. Name two columns question and answer in its "
        "first row."
    )


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, list[int]] | None]:
    """The first of the first ten rows that names a question column, and which column is what."""
    for place, row in enumerate(rows[:10]):
        columns: dict[str, list[int]] = {}
        for number, cell in enumerate(row):
            said = re.sub(r"[_\s]+", " ", cell.casefold()).strip(" :?*")
            for kind, names in _COLUMNS.items():
                if said in names or (kind == "question" and _QUESTION_LIKE.fullmatch(said)):
                    columns.setdefault(kind, []).append(number)
        if "question" in columns and "answer" in columns:
            return place, columns
    return 0, None


def _cells(row: Sequence[str], numbers: Iterable[int]) -> list[str]:
    return [row[number] for number in numbers if number < len(row) and row[number].strip()]


def written_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(heads)
    writer.writerows(rows)
    return made.getvalue()

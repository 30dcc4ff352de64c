"""Labelled questions from a spreadsheet: a question, and the entries that would be a good first answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sendbot.errors import QuestionsFileError
from sendbot.exchange.tabular import sheets_of
from sendbot.knowledge.entries import LabelledQuestion

_COLUMNS: Mapping[str, frozenset[str]] = {
    "question": frozenset({"question", "q", "text", "message", "query", "utterance"}),
    "expected": frozenset({"expected", "entry", "id", "intent", "label", "answer id"}),
    "kind": frozenset({"kind", "type", "category"}),
    "holds": frozenset({"holds"}),
    "lacks": frozenset({"lacks"}),
}
_PARTS = re.compile(r"\s*[,;|\n]\s*")
_NOTHING = frozenset({"", "none", "nothing", "oos", "out of scope", "-", "null"})
"""What stands where no entry answers."""


def labelled_rows(name: str, data: bytes) -> list[LabelledQuestion]:
    """The questions of a CSV, TSV or XLSX file. Raises QuestionsFileError with what its columns must be."""
    headed = ((rows, _columns(rows[0])) for rows in sheets_of(name, data) if rows)
    rows, columns = next((one for one in headed if {"question", "expected"} <= one[1].keys()), ([], None))
    if columns is None:
        raise QuestionsFileError(
            f"{name} needs columns called question and expected (the id of an entry, empty where nothing "
            "answers) "
            "in its first row."
        )
    found = []
    for row in rows[1:]:
        cells = {kind: row[place].strip() if place < len(row) else "" for kind, place in columns.items()}
        if not cells["question"]:
            continue
        expected = () if cells["expected"].casefold() in _NOTHING else _listed(cells["expected"])
        found.append(
            LabelledQuestion(
                question=cells["question"],
                expected=expected,
                kind=cells.get("kind", ""),
                holds=_listed(cells.get("holds", "")),
                lacks=_listed(cells.get("lacks", "")),
            )
        )
    if not found:
        raise QuestionsFileError(f"{name} holds no question.")
    return found


def _columns(heads: Sequence[str]) -> dict[str, int]:
    said = [re.sub(r"[_\s]+", " ", head.casefold()).strip() for head in heads]
    return {
        kind: next(place for place, head in enumerate(said) if head in names)
        for kind, names in _COLUMNS.items()
        if any(head in names for head in said)
    }


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.split(text) if part)

"""What was once wrong in an entry stays put right: words that its text must and must not hold, each by its
fact.

The rows stand in `corrections/`: {entry, fact, holds, lacks, field}. `field` says where to look: `answer`,
`easy_read`, or `any` for all that the entry says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sendbot.knowledge.entries import Entry, Knowledge, SafetyEntry
from sendbot.knowledge.held import folded, unmet
from sendbot.knowledge.reading import load

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "knowledge"
FIELDS = ("answer", "easy_read", "any")
KEYS = {"entry", "fact", "holds", "lacks", "field"}
FACT = re.compile(r"[A-Z]\d{1,3}[a-z]?")
"""A line of the list of facts that curators keep: a section's letter and a number, such as N13 or P222c."""

ROWS: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}-{number}-{row.get('entry')}", row)
    for path in sorted((HERE / "corrections").glob("*.yaml"))
    for number, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(FOLDER)


def text_of(entry: Entry | SafetyEntry, field: str) -> str:
    """The raw words of one field, folded; for `any`, all that a family can read of the entry."""
    fields = ["answer", "easy_read"] if field == "any" else [field]
    parts = [getattr(entry, name) or "" for name in fields]
    if field == "any":
        parts += [entry.title, getattr(entry, "answer_young", "")]
        parts += [f"{item.label} {item.caveat}" for item in getattr(entry, "deadlines", ())]
    return folded("\n".join(parts))


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[name for name, _ in ROWS])
def test_what_was_put_right_stays_right(row: dict[str, Any], knowledge: Knowledge) -> None:
    entry = knowledge.entry(row["entry"]) or knowledge.safety_entries[row["entry"]]
    found = unmet(text_of(entry, row["field"]), row.get("holds") or (), row.get("lacks") or ())
    assert not found, f"{row['entry']} ({', '.join(row['fact'])}) {found}"


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[name for name, _ in ROWS])
def test_each_row_names_its_facts_and_can_fail(row: dict[str, Any]) -> None:
    assert set(row) <= KEYS
    assert row["field"] in FIELDS
    assert row["fact"]
    assert all(FACT.fullmatch(fact) for fact in row["fact"]), row["fact"]
    assert row.get("holds") or row.get("lacks"), "a row without words cannot fail"
    assert all(folded(words) for words in (*(row.get("holds") or ()), *(row.get("lacks") or ())))


def test_there_are_rows_for_every_curator_file() -> None:
    assert len(ROWS) >= 200
    assert len({row["entry"] for _, row in ROWS}) >= 80

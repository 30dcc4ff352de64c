"""The knowledge for colleagues and other systems: as JSON, and as a spreadsheet."""

from __future__ import annotations

import io
import json
from typing import Any

from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.words.cells import as_text_cell

HEADS = (
    "id", "title", "question", "other questions", "answer", "easy read", "applies to", "workstream", "topic",
    "contacts", "related", "sources", "read", "review by", "checked",
)  # fmt: skip
_CELL = 32_000
"""Characters: a little less than a cell of a spreadsheet takes."""


def as_json(knowledge: Knowledge) -> str:
    """Every entry and contact, and the area's name, as JSON that another program can read."""
    return json.dumps(
        {
            "area": knowledge.area.name,
            "authority": knowledge.area.authority,
            "entries": [_dumped(entry) for entry in knowledge.entries.values()],
            "contacts": [_dumped(contact) for contact in knowledge.contacts.values()],
            "glossary": [_dumped(term) for term in knowledge.terms],
        },
        ensure_ascii=False,
        indent=1,
    )


def as_sheet(knowledge: Knowledge) -> bytes:
    """A workbook: one sheet of answers, which `import` reads again, and one of contacts."""
    from openpyxl import Workbook  # heavy: only this needs it

    book = Workbook(write_only=True)
    answers = book.create_sheet("Answers")
    answers.append(list(HEADS))
    for entry in knowledge.entries.values():
        answers.append([_cell(text) for text in _row(entry)])
    people = book.create_sheet("Contacts")
    heads = ("id", "name", "what_for", "phone", "sms", "email", "web", "hours", "note", "read", "review_by")
    people.append(list(heads))
    for contact in knowledge.contacts.values():
        people.append([_cell(str(getattr(contact, head) or "")) for head in heads])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _dumped(model: Any) -> Any:
    return json.loads(model.model_dump_json(by_alias=True, exclude_defaults=True))


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        entry.id,
        entry.title,
        entry.questions[0],
        "\n".join(entry.questions[1:]),
        entry.answer,
        entry.easy_read or "",
        entry.applies_to,
        entry.workstream,
        entry.topic,
        ", ".join(entry.contacts),
        ", ".join(entry.related),
        "\n".join(source.url for source in entry.sources),
        entry.read.isoformat(),
        entry.review_by.isoformat(),
        f"{entry.checked.by}, {entry.checked.on.isoformat()}" if entry.checked else "",
    )


def _cell(text: str) -> str:
    """A cell that is never run, with no sign that a workbook cannot hold."""
    kept = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    return as_text_cell(kept[:_CELL])

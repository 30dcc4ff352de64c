"""What the knowledge would be with a pasted block in it. Nothing is written: the folder stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from sendbot.knowledge.area import EVERYWHERE
from sendbot.knowledge.entries import Entry, Knowledge, Place
from sendbot.knowledge.error_sentences import say_errors
from sendbot.knowledge.nodes import Document, parse

LARGEST_BLOCK = 64_000
"""Characters: a whole topic file fits."""
_ADDED = ("questions", "answers", "related", "contacts", "sources")
_NAME = "the block"


@dataclass(frozen=True)
class Preview:
    """The knowledge with the block, the entries that it touches, and what is wrong with it (then nothing else
    is there)."""

    knowledge: Knowledge | None
    entries: tuple[str, ...]
    problems: tuple[str, ...]


def with_block(knowledge: Knowledge, block: str) -> Preview:
    """Read a block in the format of a topic file: entries with a new id come in, lists of known ones grow."""
    document = parse(block[:LARGEST_BLOCK].encode("utf-8", "replace"), _NAME)
    entries = dict(knowledge.entries)
    touched: list[str] = []
    listed, where = _listed(document)
    for number, raw in enumerate(listed):
        entry = _entry(document, (*where, number) if where is not None else (), raw, entries, knowledge)
        if entry is not None:
            entries[entry.id] = entry
            touched.append(entry.id)
    problems = tuple(f"Line {problem.place.line}: {problem.message}" for problem in sorted(document.problems))
    if problems:
        return Preview(None, (), problems)
    return Preview(replace(knowledge, entries=entries), tuple(dict.fromkeys(touched)), ())


def _listed(document: Document) -> tuple[tuple[Any, ...], tuple[str, ...] | None]:
    """The entries of the block and where their list stands: under "entries:", alone (()), or None for a
    single entry without a list."""
    value, where = document.value, tuple[str, ...]()
    if isinstance(value, Mapping) and "id" in value:
        return (value,), None
    if isinstance(value, Mapping):
        value, where = value.get("entries"), ("entries",)
    if not isinstance(value, tuple) and not document.problems:
        document.problem(
            Place(_NAME), "wrong-value", 'The block needs a list of entries, each beginning with "- id:".'
        )
    return (value, where) if isinstance(value, tuple) else ((), where)


def _entry(
    document: Document,
    where: tuple[str | int, ...],
    raw: Any,
    entries: Mapping[str, Entry],
    knowledge: Knowledge,
) -> Entry | None:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        document.problem(
            document.place(where), "wrong-value", "Each entry needs an id, such as: - id: blue-badge"
        )
        return None
    known = entries.get(raw["id"])
    values = dict(raw)
    if known is not None:
        values = {**known.model_dump(by_alias=True), **_added(known, raw)}
    elif "workstream" not in values:
        values["workstream"] = next(iter(knowledge.workstreams), "")
    try:
        made = Entry.model_validate(values)
    except ValidationError as error:
        say_errors(document, where, f'entry "{raw["id"]}"', Entry, error)
        return None
    here = knowledge.area.applies_to
    if here is not None and made.applies_to not in {EVERYWHERE, here}:
        document.problem(
            document.place((*where, "applies_to")),
            "wrong-value",
            f'entry "{made.id}" has "{made.applies_to}" as applies_to. It can be: {EVERYWHERE} or {here}.',
        )
        return None
    return made


def _added(known: Entry, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What the block says about an entry that is there: lists grow, everything else is replaced."""
    added: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _ADDED and isinstance(value, tuple):
            before = known.model_dump(by_alias=True).get(key) or ()
            added[key] = (*before, *(item for item in value if item not in before))
        else:
            added[key] = value
    return added

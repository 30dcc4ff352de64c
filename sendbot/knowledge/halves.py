"""Entries with a field that cannot be read: the rest of them is looked at all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from sendbot.knowledge.entries import TEXT_BEGINS, Entry, Half, Knowledge, Problem
from sendbot.knowledge.names_given import NamesGiven

_STAND_INS: Mapping[str, Any] = {
    "title": "-",
    "questions": ("-",),
    "answer": "-",
    "applies_to": "england",
    "workstream": "none",
    "read": date(2026, 1, 1),
    "review_by": date(2026, 1, 1) + timedelta(days=182),
}
"""For fields that must be there. Nothing that is said of them is told."""


def half_read(raw: Mapping[str, Any], known: NamesGiven) -> Half | None:
    """An entry with stand-ins for what is faulty in it; None where not even its id can be read."""
    faulty = {"applies_to"} if raw.get("applies_to") not in {"england", known.here} else set()
    try:
        Entry.model_validate(raw)
    except ValidationError as error:
        faulty |= {str(found["loc"][0]) for found in error.errors(include_url=False)}
    sound = {key: value for key, value in raw.items() if key not in faulty}
    try:
        return Half(Entry.model_validate({**_STAND_INS, **sound}), frozenset(faulty))
    except ValidationError:
        return None


def of_halves(knowledge: Knowledge, found: Iterator[Problem]) -> Iterator[Problem]:
    """Those of the problems found that are about what stands in the file, and not about a stand-in."""
    stood_in = {
        knowledge.place("entries", name, *((field,) if field else ()))
        for name, half in knowledge.halves.items()
        for field in ("", *half.faulty)
    } | {
        knowledge.places[begins]
        for name, half in knowledge.halves.items()
        for field in half.faulty
        if (begins := ("entries", name, field, TEXT_BEGINS)) in knowledge.places
    }
    yield from (one for one in found if one.severity == "error" and one.place not in stood_in)


def with_halves_alone(knowledge: Knowledge) -> Knowledge:
    """The folder with nothing but its half-read entries."""
    return replace(knowledge, entries={name: half.entry for name, half in knowledge.halves.items()})

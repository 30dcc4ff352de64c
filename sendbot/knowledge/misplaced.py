"""What stands in the wrong file: a whole file that is another kind than its name says, or a contact among the
entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HOMES = (
    ("tests", "tests", "the folder questions/"),
    ("out_of_scope", "tests", "the folder questions/"),
    ("examples", "examples of danger", "the folder safety/"),
    ("near_misses", "examples of danger", "the folder safety/"),
    ("lead", "the lines of a language", "the folder languages/"),
    ("terms", "words of the glossary", "glossary.yaml"),
    ("wording", "the bot's own words", "wording.yaml"),
    ("workstreams", "workstreams", "workstreams.yaml"),
    ("rules", "rules of danger", "safety.yaml"),
    ("stages", "the menu", "menu.yaml"),
    ("authority", "what is known of the area", "area.yaml"),
    ("entries", "answers", "a file beside contacts.yaml, in no other folder"),
    ("contacts", "contacts", "contacts.yaml"),
)
"""A name that stands at the left edge of one kind of file, what that kind holds, and where it belongs."""


_OFTEN = frozenset({"examples", "near_misses", "lead"})
"""Of these, such as are names in other files too."""
_FEW = 8
"""At the left edge of a file of examples or of a language."""


def another_kind(keys: Mapping[str, Any], known: set[str]) -> tuple[str, str] | None:
    """The name by which a file shows that it is of another kind, and what to do; None where it holds anything
    of its own kind."""
    if known & set(keys):
        return None
    for key, what, home in _HOMES:
        alone = key not in _OFTEN or len(keys) <= _FEW
        if key in keys and alone:
            return key, f'This file holds {what} ("{key}"), and is read as another kind. Move it to {home}.'
    return None


def stranger(what: str, raw: Mapping[str, Any]) -> str | None:
    """What to do with a contact that stands among the entries, or an entry among the contacts."""
    name = raw.get("id")
    if what == "entry" and "what_for" in raw and "answer" not in raw:
        return (
            f'"{name}" is a contact and stands among the entries. Move it under contacts:, in contacts.yaml.'
        )
    if what == "contact" and "answer" in raw and "what_for" not in raw:
        return (
            f'"{name}" is an entry and stands among the contacts. Move it under entries:, in the file of its '
            "topic."
        )
    return None

"""The names that a folder gives: advice speaks of a queue and a contact that are there, and never of those of
another area."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

_MOST = 12
"""So many ids are listed in one sentence."""
_NEAR_ID, _NEAR_NAME = 70, 85
"""Of 100: from here on an id, or a name in words, is taken for a slip of the other."""


@dataclass(frozen=True)
class NamesGiven:
    """Queues and contacts by their ids, and what local entries have as applies_to."""

    queues: tuple[str, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    """What each is called, by its id."""
    here: str | None = None


def names_given(values: Iterable[Any], beside: Mapping[str, str], here: str | None) -> NamesGiven:
    """The names in files as they were typed, sound or not. `beside` are contacts that come from elsewhere."""
    queues: list[str] = []
    contacts: dict[str, str] = {}
    for value in values:
        queues += [name for name, _ in _items(value, "workstreams")]
        contacts.update(_items(value, "contacts"))
    return NamesGiven(tuple(queues), contacts | {k: v for k, v in beside.items() if k not in contacts}, here)


def _items(value: Any, key: str) -> list[tuple[str, str]]:
    listed = value.get(key) if isinstance(value, dict) else None
    return [
        (item["id"], str(item.get("name", item["id"])))
        for item in (listed if isinstance(listed, tuple) else ())
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]


def contact_hint(wrong: str, contacts: Mapping[str, str]) -> str:
    """Which contact was meant, by its id or by what it is called; else which there are. A sentence with a
    space before it, or nothing where there is none."""
    by_id = process.extractOne(wrong, list(contacts), score_cutoff=_NEAR_ID)
    by_name = process.extractOne(
        wrong.replace("-", " ").casefold(),
        {name: called.casefold() for name, called in contacts.items()},
        scorer=fuzz.token_set_ratio if " " in wrong else fuzz.ratio,
        score_cutoff=_NEAR_NAME,
    )
    if by_name:
        return f' Did you mean "{by_name[2]}" ({contacts[by_name[2]]})?'
    return f' Did you mean "{by_id[0]}"?' if by_id else listed(contacts)


def listed(ids: Collection[str]) -> str:
    """Which ids there are, as a sentence with a space before it; nothing where there is none."""
    shown, rest = list(ids)[:_MOST], len(ids) - _MOST
    more = f" and {rest} more" if rest > 0 else ""
    return f" There are: {', '.join(shown)}{more}." if shown else ""

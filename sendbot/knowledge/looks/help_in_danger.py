"""What help in danger needs: 999 before all others, phrases that are words, and no phrase for two dangers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import said_alike

_EMERGENCY = "emergency-999"
_PATTERN = re.compile(r"[|()*+\\\[\]^$]|\.\*|\w\?\w")
"""Signs of a pattern, which a phrase takes for letters."""


def danger_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything of that in a folder."""
    yield from _first(knowledge)
    yield from _phrases(knowledge)
    area = knowledge.area
    danger = [knowledge.contacts[name] for name in area.people.danger if name in knowledge.contacts]
    written = ("area", "people", "danger") in knowledge.places
    if written and danger and not any((one.phone or "").strip() == "999" for one in danger):
        message = "area.yaml names under people danger nobody whose number is 999. Write emergency-999 first."
        yield problem(knowledge.place("area", "people", "danger"), "safety", message)


def _first(knowledge: Knowledge) -> Iterator[Problem]:
    """The line under a reply names the first contacts alone."""
    for entry in knowledge.safety_entries.values():
        for field in ("contacts", "contacts_young"):
            names = getattr(entry, field)
            if _EMERGENCY in names[1:] and names[0] != _EMERGENCY:
                message = f'entry "{entry.id}" names "{names[0]}" before "{_EMERGENCY}" under {field}. Write '
                at = knowledge.place("safety_entries", entry.id, field, 0)
                yield problem(at, "safety", f"{message}{_EMERGENCY} first: some read no further.")


def _phrases(knowledge: Knowledge) -> Iterator[Problem]:
    """A phrase shows one danger: under two of them it was copied with its rule."""
    first: dict[str, tuple[str, str]] = {}
    for rule in knowledge.safety_rules:
        for number, phrase in enumerate(rule.phrases):
            at = knowledge.place("safety_rules", rule.id, "phrases", number)
            if _PATTERN.search(phrase):
                message = f'rule "{rule.id}" has the phrase "{phrase}" with signs of a pattern, read '
                advice = "as letters. Write the words alone, or move it under patterns."
                yield problem(at, "safety", f"{message}{advice}")
            other, concern = first.setdefault(said_alike(phrase), (rule.id, rule.concern))
            if concern != rule.concern:
                message = (
                    f'rule "{rule.id}" has the phrase "{phrase}", which rule "{other}" has for another '
                    f'danger ("{concern}"). Keep it in the rule of the danger that it shows.'
                )
                yield problem(at, "double", message)

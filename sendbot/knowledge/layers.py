"""Two layers of knowledge made one: the national one that comes with the package, and an area's own over it.

What an area has under the same id replaces what is national. National things that point to what an area does
not have lose that pointer, so that every area starts whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sendbot.knowledge.area import Area
from sendbot.knowledge.entries import (
    Contact,
    Entry,
    Knowledge,
    LabelledQuestion,
    Language,
    Place,
    SafetyEntry,
    SafetyRule,
    Term,
)
from sendbot.knowledge.frozen import Checked

Path = tuple[str | int, ...]
_Thing = TypeVar("_Thing")


def layered(national: Knowledge, own: Knowledge, area: Area) -> Knowledge:
    """The national layer with an area's own over it."""
    without = set(area.without)
    contacts = {
        name: contact.model_copy(update={"checked": _checked(contact, area)})
        for name, contact in _without(national.contacts, without).items()
    } | dict(own.contacts)
    ids = ({*national.entries} - without) | {*own.entries}
    queue = next(iter(own.workstreams), "")
    entries = {
        name: _fitted(entry, ids, contacts.keys(), area, queue)
        for name, entry in _without(national.entries, without).items()
        if name not in own.entries
    } | dict(own.entries)
    shown = [place for place, test in enumerate(national.tests) if _still_asks(test, national, entries, own)]
    return replace(
        own,
        area=area,
        entries=entries,
        contacts=contacts,
        terms=_terms(national.terms, own.terms),
        wording={**national.wording, **own.wording},
        safety_entries={
            name: _helping(entry, contacts.keys(), area, queue)
            for name, entry in national.safety_entries.items()
            if name not in own.safety_entries
        }
        | dict(own.safety_entries),
        safety_rules=_by_id(national, own),
        safety_examples={**national.safety_examples, **own.safety_examples},
        safety_near_misses=own.safety_near_misses or national.safety_near_misses,
        safety_elsewhere={**national.safety_elsewhere, **own.safety_elsewhere},
        languages={
            code: _known_questions(language, ids)
            for code, language in {**_spoken_for(national, area), **own.languages}.items()
        },
        tests=(*(national.tests[place] for place in shown), *own.tests),
        places=_places(national, own, shown),
    )


def _without(things: Mapping[str, _Thing], unwanted: Set[str]) -> dict[str, _Thing]:
    return {name: thing for name, thing in things.items() if name not in unwanted}


def _fitted(entry: Entry, ids: Set[str], contacts: Set[str], area: Area, queue: str) -> Entry:
    """A national entry as this area has it: its queue, its people, and who has checked it here."""
    return entry.model_copy(
        update={
            "workstream": area.queues.get(entry.topic, queue),
            "contacts": _here(entry.contacts, contacts, area) or _anybody(entry, contacts, area),
            "related": tuple(name for name in entry.related if name in ids),
            "part_of": entry.part_of if entry.part_of in ids else None,
            "checked": _checked(entry, area),
        }
    )


def _helping(entry: SafetyEntry, contacts: Set[str], area: Area, queue: str) -> SafetyEntry:
    """Help in danger with the people that this area has."""
    return entry.model_copy(
        update={
            "workstream": queue,
            "checked": _still(area.danger_signed, entry.read),
            "contacts": _here(entry.contacts, contacts, area),
            "contacts_young": _here(entry.contacts_young, contacts, area),
        }
    )


def _checked(thing: Entry | Contact, area: Area) -> Checked | None:
    return _still(area.checked.get(thing.id), thing.read)


def _still(checked: Checked | None, read: date) -> Checked | None:
    """A check counts for what stood there then: words that were read anew later must be checked again."""
    return checked if checked is not None and checked.on >= read else None


def _here(names: tuple[str, ...], contacts: Set[str], area: Area) -> tuple[str, ...]:
    """People by the ids that they have here; those that this area does not have are left out."""
    return tuple(here for name in names if (here := area.roles.get(name, name)) in contacts)


def _anybody(entry: Entry, contacts: Set[str], area: Area) -> tuple[str, ...]:
    """Whoever advises for nothing, where an entry would be left without anybody to turn to."""
    return _here(area.people.elsewhere, contacts, area)[-1:] if entry.sources else ()


def _terms(national: tuple[Term, ...], own: tuple[Term, ...]) -> tuple[Term, ...]:
    """An area's own meaning of a word stands instead of the national one."""
    known = {term.term.casefold() for term in own}
    return (*(term for term in national if term.term.casefold() not in known), *own)


def _by_id(national: Knowledge, own: Knowledge) -> tuple[SafetyRule, ...]:
    rules = {rule.id: rule for rule in (*national.safety_rules, *own.safety_rules)}
    return tuple(rules.values())


def _known_questions(language: Language, ids: Set[str]) -> Language:
    kept = {name: asked for name, asked in language.questions.items() if name in ids}
    return language.model_copy(update={"questions": kept})


def _spoken_for(national: Knowledge, area: Area) -> dict[str, Language]:
    """National languages, as checked as this area says."""
    return {
        code: language.model_copy(update={"checked": code in area.languages_checked})
        for code, language in national.languages.items()
    }


def _still_asks(
    test: LabelledQuestion, national: Knowledge, entries: Mapping[str, Entry], own: Knowledge
) -> bool:
    """Is a national test still one? Not where its entry is gone, or was replaced by words of the area's own;
    nor, of messages that nothing answers, where this area has some of its own."""
    if not test.expected:
        return not any(not mine.expected for mine in own.tests)
    return all(name in entries and name not in own.entries for name in test.expected) and bool(national.tests)


def _places(national: Knowledge, own: Knowledge, shown: list[int]) -> dict[Path, Place]:
    """Where everything stands: the area's own places, then those of what it did not replace."""
    found = dict(_own_places(own, len(shown)))
    mine = {path[:2] for path in found}
    renumbered = {old: new for new, old in enumerate(shown)}
    for path, place in national.places.items():
        if _is_test(path):
            if path[1] in renumbered:
                found["tests", renumbered[int(path[1])], *path[2:]] = place
        elif path[:2] not in mine:
            found[path] = place
    return found


def _own_places(own: Knowledge, before: int) -> Iterator[tuple[Path, Place]]:
    for path, place in own.places.items():
        yield (("tests", before + int(path[1]), *path[2:]) if _is_test(path) else path), place


def _is_test(path: Path) -> bool:
    """Is this the place of a test, which goes by its number?"""
    return path[0] == "tests" and len(path) > 1 and isinstance(path[1], int)

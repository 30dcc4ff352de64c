"""How fresh the knowledge is: when its pages were read, whether the council has checked it, and until when
it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from sendbot.knowledge.entries import Contact, Entry, Knowledge, Place, Problem, SafetyEntry, Source
from sendbot.knowledge.problems import problem

_Thing = TypeVar("_Thing", bound="Entry | SafetyEntry | Contact")
CONTACT_YEAR = timedelta(days=365)
"""Numbers and addresses without a review date of their own are looked at again after a year."""

_SURELY_LATER = timedelta(days=62)
"""A page may be read again some weeks later; where even the oldest was seen two months after `read`, one
of the dates is wrong, mostly a day and a month that changed places."""
_NAMED = 5
"""So many are named in a summary line; the desk's knowledge page lists them all."""


def due(thing: Entry | SafetyEntry | Contact) -> date:
    """By when it must be reviewed; a contact without a date of its own, a year after its page was read."""
    return thing.review_by or thing.read + CONTACT_YEAR


def overdue(thing: Entry | SafetyEntry | Contact, today: date) -> bool:
    """Has its review date passed?"""
    return due(thing) < today


def date_problems(
    name: str, at: Callable[..., Place], thing: Entry | SafetyEntry | Contact, today: date
) -> Iterator[Problem]:
    """What is wrong with the dates of one entry or contact; `name` is how it is called, `at` says where its
    parts stand."""
    if thing.read > today:
        return  # told as a day that has not come; what follows from it is no slip of its own
    place = at("review_by") if thing.review_by else at("read")
    if due(thing) <= thing.read:
        yield problem(
            place,
            "review-order",
            f"{name} has to be reviewed by {due(thing)}, which is not after the day its sources were read, "
            f"{thing.read}. Set a later date.",
        )
    elif overdue(thing, today):
        yield problem(
            place,
            "overdue",
            f"{name} was due for review by {due(thing)}. Check its facts, then set read and review_by.",
            warning=True,
        )
    oldest = min((source.seen for source in _sources(thing)), default=thing.read)
    if oldest < thing.read:
        yield problem(
            at("read"),
            "read-date",
            f"{name} was read on {thing.read}, but one of its sources was last seen on {oldest}. "
            f"Families are told the month of read: make it the oldest seen, or read that source again.",
            warning=True,
        )
    elif today >= oldest > thing.read + _SURELY_LATER:
        yield problem(
            at("read"),
            "read-date",
            f"{name} was read on {thing.read}, but the oldest of its sources was seen on {oldest}. Make read "
            "the oldest seen, or write under seen when the page was read: have day and month changed places?",
        )
    yield from checked_date_problems(name, at("checked"), thing, today)


def checked_date_problems(
    name: str, place: Place, thing: Entry | SafetyEntry | Contact, today: date
) -> Iterator[Problem]:
    """A check that was made before the pages were read, or on a day that has not come."""
    if thing.checked is None:
        return
    on = thing.checked.on
    if on < thing.read:
        yield problem(
            place,
            "checked-date",
            f"{name} was checked on {on}, before its sources were read on {thing.read}. What was checked "
            f"has changed since: have it checked again, or take checked out.",
        )
    elif on > today:
        yield problem(
            place, "checked-date", f"{name} has {on} as the day of its check, which has not come yet."
        )


def _sources(thing: Entry | SafetyEntry | Contact) -> tuple[Source, ...]:
    if isinstance(thing, Contact):
        return (thing.source,) if thing.source else ()
    return thing.sources


def unchecked(knowledge: Knowledge) -> Iterator[Problem]:
    """What nobody of the council has checked yet, in one line: it is long known, and the desk lists it."""
    waiting = _own_first(knowledge, [one for one in knowledge.entries.values() if one.checked is None])
    cards = [card.id for card in knowledge.safety_entries.values() if card.checked is None]
    contacts = _own_first(knowledge, [one for one in knowledge.contacts.values() if one.checked is None])
    if waiting or cards or contacts:
        told = [
            f"{len(waiting)} of {len(knowledge.entries)} entries ({_some(waiting)})" if waiting else "",
            f"{len(cards)} of {len(knowledge.safety_entries)} cards for danger" if cards else "",
            f"{len(contacts)} of {len(knowledge.contacts)} contacts ({_some(contacts)})" if contacts else "",
        ]
        yield _note(
            knowledge,
            "unchecked",
            f"{' and '.join(part for part in told if part)} wait to be checked by the council. The desk's "
            "Curators page lists them all by workstream.",
        )


def own_of(knowledge: Knowledge, things: Iterable[_Thing]) -> list[_Thing]:
    """Those that stand in the folder itself, and not in what comes with the package."""
    kinds: dict[type, str] = {SafetyEntry: "safety_entries", Contact: "contacts"}
    return [
        thing for thing in things if not knowledge.place(kinds.get(type(thing), "entries"), thing.id).national
    ]


def _own_first(knowledge: Knowledge, things: Sequence[_Thing]) -> list[str]:
    own = [thing.id for thing in own_of(knowledge, things)]
    return [*own, *(thing.id for thing in things if thing.id not in own)]


def weak_sources(knowledge: Knowledge) -> Iterator[Problem]:
    """Which entries of the folder itself rest on pages that are marked `weak`, in one line; those with no
    better one are named."""
    every: list[Entry | SafetyEntry] = [*knowledge.safety_entries.values(), *knowledge.entries.values()]
    things = own_of(knowledge, every)
    people = own_of(knowledge, knowledge.contacts.values())
    weak = [thing for thing in things if any(source.weak for source in thing.sources)]
    alone = [thing.id for thing in weak if all(source.weak for source in thing.sources)]
    contacts = [item.id for item in people if item.source and item.source.weak]
    if weak or contacts:
        yield _note(
            knowledge,
            "weak-source",
            f"{len(weak)} of {len(things)} entries and {len(contacts)} of {len(people)} contacts "
            f"name a source that is marked as weak. No better one beside it: {_some(alone) or 'none'}.",
        )


def _note(knowledge: Knowledge, code: str, message: str) -> Problem:
    return Problem(Place(knowledge.folder), message, "note", code)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    rest = len(listed) - _NAMED
    return ", ".join(listed[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")

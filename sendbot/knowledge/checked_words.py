"""What somebody of the council has checked is the words as they were that day: a check says of which words it
is, and lapses when they are changed. Families then read that nobody has checked them yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sendbot.knowledge.entries import Contact, Entry, Knowledge, Place, Problem, short_hash
from sendbot.knowledge.freshness import checked_date_problems
from sendbot.knowledge.frozen import Checked
from sendbot.knowledge.problems import problem

_Thing = TypeVar("_Thing", Entry, Contact)
_OF_ENTRY = frozenset({"title", "answer", "easy_read", "deadlines"})
_OF_CONTACT = frozenset({"name", "what_for", "phone", "phone_note", "sms", "email", "web", "hours", "note"})
"""What a family reads of each, and a check speaks for. Questions, sources and dates may change beside it."""


def words_checked(thing: Entry | Contact) -> str:
    """Changes when anything changes that a family reads of an entry or a contact."""
    fields = _OF_ENTRY if isinstance(thing, Entry) else _OF_CONTACT
    words = thing.model_dump_json(include=set(fields), by_alias=True, exclude_defaults=True)
    return short_hash(words)


def with_standing_checks(knowledge: Knowledge) -> Knowledge:
    """The same knowledge without the checks that speak for other words than those of today: these are kept
    apart, to be told."""
    lapsed: dict[tuple[str, str], Checked] = {}
    entries = _standing(knowledge.entries, "entries", lapsed)
    contacts = _standing(knowledge.contacts, "contacts", lapsed)
    return replace(knowledge, entries=entries, contacts=contacts, lapsed=lapsed) if lapsed else knowledge


def _standing(
    things: Mapping[str, _Thing], room: str, lapsed: dict[tuple[str, str], Checked]
) -> dict[str, _Thing]:
    found: dict[str, _Thing] = {}
    for name, thing in things.items():
        found[name] = thing
        if thing.checked is not None and thing.checked.of != words_checked(thing):
            lapsed[room, name] = thing.checked
            found[name] = thing.model_copy(update={"checked": None})
    return found


def lapsed_problems(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Checks that no family is told of, each with what to write where the words of today were checked."""
    for (room, name), checked in knowledge.lapsed.items():
        thing: Entry | Contact = (knowledge.entries if room == "entries" else knowledge.contacts)[name]
        whose = f'{"entry" if room == "entries" else "contact"} "{name}"'
        yield problem(
            _place(knowledge, room, name), "checked-words", _advice(whose, thing, checked), warning=True
        )
        before = thing.model_copy(update={"checked": checked})
        yield from checked_date_problems(whose, _place(knowledge, room, name), before, today)


def _advice(whose: str, thing: Entry | Contact, checked: Checked) -> str:
    fits = f'of: "{words_checked(thing)}"'
    if checked.of is None:
        return (
            f"{whose} was checked on {checked.on}, and nothing says that these are still the words that were "
            f"checked: families read that nobody has checked it. If they are, write behind by: {fits}."
        )
    return (
        f"{whose} was changed after it was checked on {checked.on}: families read that nobody has checked "
        f"it. Have it checked again, then set on, and {fits}; or take checked out."
    )


def _place(knowledge: Knowledge, room: str, name: str) -> Place:
    """Where the check stands: with the thing itself, or in the area's own file."""
    own = (room, name, "checked")
    return knowledge.place(*own) if own in knowledge.places else knowledge.place("area", "checked", name)

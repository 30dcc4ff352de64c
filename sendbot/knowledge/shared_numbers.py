"""A number or address that two contacts have: it may be one switchboard, more often one of them was pasted.
For somebody whom a family rings in danger it is an error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sendbot.knowledge.entries import Contact, Knowledge, Problem
from sendbot.knowledge.problems import problem

_FIELDS = ("phone", "sms", "email")


def number_twins(knowledge: Knowledge, packaged: Mapping[str, str]) -> Iterator[Problem]:
    """Everything of that, told at each contact that may be wrong, with where the others stand. Whoever has
    the number that the program knows for them is right."""
    in_danger = danger_contacts(knowledge)
    sure = frozenset(name for name, phone in packaged.items() if _has(knowledge, name, phone))
    for field in _FIELDS:
        same: dict[str, list[Contact]] = defaultdict(list)
        for contact in knowledge.contacts.values():
            if value := getattr(contact, field):
                same[_plain(value)].append(contact)
        for several in same.values():
            yield from _twins(
                knowledge, field, several, (in_danger, sure if field == "phone" else frozenset())
            )


def changed_numbers(knowledge: Knowledge, packaged: Mapping[str, str]) -> Iterator[Problem]:
    """Who is rung in danger everywhere in England and has another number here than in the program."""
    for name in sorted(danger_contacts(knowledge) & packaged.keys()):
        phone, place = knowledge.contacts[name].phone, knowledge.place("contacts", name, "phone")
        if phone and _plain(phone) != _plain(packaged[name]) and not place.national:
            message = f'contact "{name}" stands on a card in danger and has the phone "{phone}"; the program'
            advice = "Check it digit by digit on their own page."
            yield problem(place, "double", f'{message} knows "{packaged[name]}". {advice}', warning=True)


def danger_contacts(knowledge: Knowledge) -> frozenset[str]:
    """Contacts on the cards for danger, by id."""
    shown = {
        name for card in knowledge.safety_entries.values() for name in (*card.contacts, *card.contacts_young)
    }
    return frozenset((shown | {*knowledge.area.people.danger}) & knowledge.contacts.keys())


def _twins(
    knowledge: Knowledge,
    field: str,
    several: list[Contact],
    known: tuple[frozenset[str], frozenset[str]],
) -> Iterator[Problem]:
    in_danger, sure = known
    apart = [one for one in several if _told_apart(one, field)]
    suspects = [one for one in several if one not in apart and one.id not in sure]
    urgent = [one for one in suspects if one.id in in_danger]
    told = len(several) - len(apart) < 2 and (not urgent or any(_shares(one) for one in apart))
    if len(several) < 2 or told:
        return
    for one in urgent or suspects:
        others = [
            f'"{other.id}" ({knowledge.place("contacts", other.id, field)})'
            for other in several
            if other is not one
        ]
        shown = f'contact "{one.id}" has the {field} "{getattr(one, field)}", as {_and(others)}'
        if urgent:
            message = (
                f"{shown}. It is shown to families in danger: look up whether the number is its own. Is it, "
                "say so in phone_note: which option to choose, or that it is the same number as by day."
            )
        else:
            message = f"{shown}. Look up whose it is; is it both, make them one."
        yield problem(knowledge.place("contacts", one.id, field), "double", message, warning=not urgent)


def _and(names: list[str]) -> str:
    return f"{names[0]} has too" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} have too"


def _told_apart(contact: Contact, field: str) -> bool:
    """Does it say which option of a switchboard to choose, or that it is the number of another too?"""
    return field == "phone" and ("option" in (contact.phone_note or "") or _shares(contact))


def _shares(contact: Contact) -> bool:
    """Does it say that its number is another's too?"""
    return re.search(r"\b(?:same|shared?)\b", contact.phone_note or "") is not None


def _has(knowledge: Knowledge, name: str, phone: str) -> bool:
    contact = knowledge.contacts.get(name)
    return contact is not None and _plain(contact.phone or "") == _plain(phone)


def _plain(value: str) -> str:
    if "@" in value:
        return value.casefold()
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)44(?:\s*\(0\))?", "0", value))
    return digits or value.casefold()

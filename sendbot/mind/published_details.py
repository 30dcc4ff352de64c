"""What redaction leaves alone: the names, numbers and addresses that the knowledge itself publishes."""

from __future__ import annotations

from sendbot.knowledge.area import Area
from sendbot.knowledge.entries import Knowledge


def published(knowledge: Knowledge) -> tuple[str, ...]:
    """Each name, number and address of a contact, once, in the files' order."""
    found = [
        (contact.name, contact.phone, contact.email, contact.web) for contact in knowledge.contacts.values()
    ]
    return tuple(dict.fromkeys(words for all_words in found for words in all_words if words))


def no_names(area: Area) -> frozenset[str]:
    """The words of an area that are no names of people: its towns word by word, and what it lists."""
    places = (*area.places.here, *area.places.towns, area.places.county, area.name)
    told = " ".join((*places, *area.no_names))
    return frozenset(told.casefold().split())

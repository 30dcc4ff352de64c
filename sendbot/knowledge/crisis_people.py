"""What help in danger refers to has to exist: the people on its cards, and the concern of each rule."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.held_out import known_contact, near
from sendbot.knowledge.problems import problem


def missing_people(knowledge: Knowledge) -> Iterator[Problem]:
    """Each contact that a card names and nobody knows, and each rule about a concern that has no entry."""
    for entry in knowledge.safety_entries.values():
        named = [("contacts", *pair) for pair in enumerate(entry.contacts)]
        named += [("contacts_young", *pair) for pair in enumerate(entry.contacts_young)]
        for field, number, name in named:
            if not known_contact(knowledge, name):
                yield problem(
                    knowledge.place("safety_entries", entry.id, field, number),
                    "unknown-id",
                    f'entry "{entry.id}" names the contact "{name}", which is not in contacts.yaml.'
                    f"{near(name, knowledge.contacts)}",
                )
    for rule in knowledge.safety_rules:
        written = ("safety_entries", rule.concern) in knowledge.places
        if rule.concern not in knowledge.safety_entries and not written:
            yield problem(
                knowledge.place("safety_rules", rule.id, "concern"),
                "safety",
                f'rule "{rule.id}" is about "{rule.concern}", which has no entry.'
                f"{near(rule.concern, CONCERNS)}",
            )

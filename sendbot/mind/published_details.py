"""What redaction leaves alone: the names, numbers and addresses that the knowledge itself publishes."""

from __future__ import annotations

from sendbot.knowledge.entries import Knowledge


def published(knowledge: Knowledge) -> tuple[str, ...]:
    """Each name, number and address of a contact, once, in the files' order."""
    found = [
        (contact.name, contact.phone, contact.email, contact.web) for contact in knowledge.contacts.values()
    ]
    return tuple(dict.fromkeys(words for all_words in found for words in all_words if words))

"""Where two places of the folder say what cannot both be meant, or a whole kind of thing is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.knowledge.problems import problem

_NUMBER_IN_ID = re.compile(r"-(\d{3,})$")


def contradiction_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that contradicts itself, told where the second of two things stands."""
    yield from _nobody(knowledge)
    yield from _numbers(knowledge)
    yield from _near_misses(knowledge)
    yield from _tests(knowledge)
    yield from _terms(knowledge)
    yield from _translations(knowledge)


def _nobody(knowledge: Knowledge) -> Iterator[Problem]:
    """A folder without any contact is one whose file of contacts is gone: that is said once."""
    nobody = not knowledge.contacts and not knowledge.keys_at("contacts")
    if knowledge.entries and nobody and not knowledge.unread_topics:
        message = "There is no contact in this folder: contacts.yaml is missing or empty. Bring it back."
        yield problem(Place(knowledge.folder), "missing", message)


def _numbers(knowledge: Knowledge) -> Iterator[Problem]:
    """A contact that is called by its number, as emergency-999 is, rings there."""
    for contact in knowledge.contacts.values():
        called = _NUMBER_IN_ID.search(contact.id)
        if called and contact.phone and re.sub(r"\D", "", contact.phone) != called[1]:
            message = (
                f'contact "{contact.id}" has the phone number "{contact.phone}", and its id says '
                f"{called[1]}. Look up which is right: cards in danger name it."
            )
            yield problem(knowledge.place("contacts", contact.id, "phone"), "phone", message)


def _near_misses(knowledge: Knowledge) -> Iterator[Problem]:
    dangers = {_plain(text): name for name, texts in knowledge.safety_examples.items() for text in texts}
    for number, text in enumerate(knowledge.safety_near_misses):
        if _plain(text) in dangers:
            message = (
                f'"{text}" is a near miss and an example of "{dangers[_plain(text)]}" too. Keep it where '
                "it is right: it cannot be danger and none."
            )
            yield problem(knowledge.place("safety_examples", "near-misses", number), "safety", message)


def _tests(knowledge: Knowledge) -> Iterator[Problem]:
    answered = {_plain(test.question): test.expected[0] for test in knowledge.tests if test.expected}
    for number, test in enumerate(knowledge.tests):
        if not test.expected and _plain(test.question) in answered:
            message = (
                f'"{test.question}" is out of scope here and a test of "{answered[_plain(test.question)]}" '
                "too. Keep it in one."
            )
            yield problem(knowledge.place("tests", number), "double", message)


def _terms(knowledge: Knowledge) -> Iterator[Problem]:
    """A form that two terms of the glossary claim: families would read one of two meanings."""
    claimed: dict[str, str] = {}
    for term in knowledge.terms:
        for form in dict.fromkeys((term.term.casefold(), *(form.casefold() for form in term.also))):
            if form in claimed:
                message = (
                    f'term "{term.term}" claims "{form}", which is also a form of "{claimed[form]}". Keep it '
                    "in one."
                )
                yield problem(knowledge.place("terms", term.term), "double", message)
            else:
                claimed[form] = term.term


def _translations(knowledge: Knowledge) -> Iterator[Problem]:
    """English that stands where a translation should."""
    for entry in knowledge.entries.values():
        for code, translation in entry.translations.items():
            if _plain(translation.answer) == _plain(entry.answer):
                message = (
                    f'entry "{entry.id}": the answer of the translation "{code}" is the English one. '
                    "Translate it, or take the translation out."
                )
                at = knowledge.place("entries", entry.id, "translations", code, "answer")
                yield problem(at, "translation", message)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .?!")

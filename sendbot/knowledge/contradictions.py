"""Where two places of the folder say what cannot both be meant, or a whole kind of thing is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.knowledge.held_out import near
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import said_alike

_NUMBER_IN_ID = re.compile(r"-(\d{3,})$")


def contradiction_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that contradicts itself, told where the second of two things stands."""
    yield from _nobody(knowledge)
    yield from _numbers(knowledge)
    yield from _near_misses(knowledge)
    yield from _tests(knowledge)
    yield from _terms(knowledge)
    yield from _examples_of(knowledge)
    yield from _hours(knowledge)


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
    dangers = {said_alike(text): name for name, texts in knowledge.safety_examples.items() for text in texts}
    for number, text in enumerate(knowledge.safety_near_misses):
        if said_alike(text) in dangers:
            message = (
                f'"{text}" is a near miss and an example of "{dangers[said_alike(text)]}" too. Keep it where '
                "it is right: it cannot be danger and none."
            )
            yield problem(knowledge.place("safety_examples", "near-misses", number), "safety", message)


def _tests(knowledge: Knowledge) -> Iterator[Problem]:
    for number, test in enumerate(knowledge.tests):
        for words in sorted({*map(said_alike, test.holds)} & {*map(said_alike, test.lacks)}):
            message = (
                f'The test "{test.question}" has "{words}" under holds and under lacks too. A reply cannot '
                "do both: take it out of one."
            )
            yield problem(knowledge.place("tests", number), "double", message)
    answered = {said_alike(test.question): test.expected[0] for test in knowledge.tests if test.expected}
    for number, test in enumerate(knowledge.tests):
        asked = said_alike(test.question)
        if not test.expected and asked in answered:
            message = (
                f'"{test.question}" is out of scope here and a test of "{answered[asked]}" too. Keep it in '
                "one."
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
        if not _fits(term.term, term.stands_for):
            message = (
                f'term "{term.term}" stands for "{term.stands_for}", which begins with other letters. Look '
                "up which is right; words that only explain it are written small."
            )
            yield problem(knowledge.place("terms", term.term, "stands_for"), "wrong-value", message)


def _fits(term: str, stands_for: str) -> bool:
    """Do the letters of an acronym begin the words that it stands for? An explanation has no capitals."""
    words = re.findall(r"\w+", stands_for)
    named = sum(word[0].isupper() for word in words) > len(words) / 2
    if not re.fullmatch("[A-Z]{2,6}", term) or len(words) < 2 or not named:
        return True
    begins = {word[0].upper() for word in words}
    if len(term) == len(words) and {*term} == begins:
        return term == "".join(word[0].upper() for word in words)
    return 2 * sum(letter in begins for letter in term) >= len(term)


def _examples_of(knowledge: Knowledge) -> Iterator[Problem]:
    """A file of examples is called by the danger that it is about."""
    for name in sorted({*knowledge.safety_examples, *knowledge.safety_elsewhere} - {"near-misses"}):
        known = name in knowledge.safety_entries or ("safety_entries", name) in knowledge.places
        if not known and knowledge.safety_entries and not knowledge.lost("safety.yaml"):
            meant = near(name, knowledge.safety_entries, 60)
            message = (
                f'This file is called "{name}", which is no danger in safety.yaml, so that nobody learns'
            )
            advice = meant or " Rename it to the id of its entry there."
            yield problem(
                Place(f"{knowledge.folder}/safety/{name}.yaml"), "file-name", f"{message} from it.{advice}"
            )


_HOURS = re.compile(
    r"\b(\d{1,2})(?:[.:](\d\d))? ?(am|pm)? ?(?:to|until|till|-|–) ?(\d{1,2})(?:[.:](\d\d))? ?(am|pm)?\b",
    re.IGNORECASE,
)
_HALF_DAY = 12 * 60
"""Minutes."""


def _hours(knowledge: Knowledge) -> Iterator[Problem]:
    """Hours that end before they begin. Through the night, from pm to am, is meant."""
    for contact in knowledge.contacts.values():
        for field in ("hours", "phone_note", "note"):
            for found in _HOURS.finditer(getattr(contact, field) or ""):
                if _ends_too_early(found):
                    message = f'contact "{contact.id}" has in its {field} "{found[0]}", which ends before it'
                    at = knowledge.place("contacts", contact.id, field)
                    yield problem(at, "wrong-value", f"{message} begins. Check am and pm, and the hours.")


def _ends_too_early(found: re.Match[str]) -> bool:
    begin, end = _minutes(*found.group(1, 2, 3)), _minutes(*found.group(4, 5, 6))
    half = (found[3] or "").casefold(), (found[6] or "").casefold()
    if max(begin, end) > 1440:
        return True
    if half[1]:
        told = not half[0] or half[0] == half[1] or half == ("am", "pm")
    else:
        told = bool(found[2] and found[5]) and begin < _HALF_DAY
    return told and begin >= end


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    whole = int(hour) % 12 + (12 if half.casefold() == "pm" else 0) if half and int(hour) <= 12 else int(hour)
    return whole * 60 + int(minute or 0)

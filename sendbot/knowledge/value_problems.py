"""The values of a folder looked at as what they are: days, addresses, numbers, lengths of time, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sendbot.knowledge.entries import Contact, Entry, Knowledge, Problem, SafetyEntry, Source
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import (
    FARTHEST_REVIEW,
    LANGUAGE_CODES,
    address_trouble,
    day_trouble,
    email_trouble,
    length_trouble,
    no_such_day,
    number_trouble,
    text_number_trouble,
)
from sendbot.knowledge.written import Path


def value_problems(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Everything that cannot be meant."""
    for entry in knowledge.entries.values():
        at: Path = ("entries", entry.id)
        yield from _thing(knowledge, at, f'entry "{entry.id}"', entry, today)
        yield from _lengths(knowledge, at, entry)
        yield from _codes(knowledge, at, entry)
    for safety in knowledge.safety_entries.values():
        yield from _thing(knowledge, ("safety_entries", safety.id), f'entry "{safety.id}"', safety, today)
    for contact in knowledge.contacts.values():
        yield from _contact(knowledge, contact, today)
    yield from _languages(knowledge)


def _thing(
    knowledge: Knowledge, at: Path, name: str, thing: Entry | SafetyEntry, today: date
) -> Iterator[Problem]:
    yield from _days(knowledge, at, name, thing, today)
    for number, source in enumerate(thing.sources):
        yield from _source(
            knowledge, (*at, "sources", number), f"{name}, source {number + 1},", source, today
        )


def _days(
    knowledge: Knowledge, at: Path, name: str, thing: Entry | SafetyEntry | Contact, today: date
) -> Iterator[Problem]:
    trouble = day_trouble(thing.read, today, "its sources were read")
    if trouble:
        yield problem(knowledge.place(*at, "read"), "day", f"{name} has {thing.read} as read, {trouble}")
    if thing.review_by and thing.review_by > thing.read + FARTHEST_REVIEW and not trouble:
        yield problem(
            knowledge.place(*at, "review_by"),
            "day",
            f"{name} has {thing.review_by} as review_by, more than three years after it was read. Set a day "
            "within a year.",
        )


def _source(knowledge: Knowledge, at: Path, name: str, source: Source, today: date) -> Iterator[Problem]:
    trouble = address_trouble(source.url)
    if trouble:
        yield problem(
            knowledge.place(*at, "url"), "address", f'{name} has the address "{source.url}", which {trouble}'
        )
    if not re.search(r"\w", source.title):
        message = f'{name} has "{source.title}" as title. Write what the page calls itself.'
        yield problem(knowledge.place(*at, "title"), "unfinished", message)
    if source.dated and no_such_day(source.dated):
        message = f'{name} has "{source.dated}" as dated, and there is no such day. Look at the page again.'
        yield problem(knowledge.place(*at, "dated"), "day", message)
    day = day_trouble(source.seen, today, "its page was read")
    if day:
        yield problem(knowledge.place(*at, "seen"), "day", f"{name} has {source.seen} as seen, {day}")


def _contact(knowledge: Knowledge, contact: Contact, today: date) -> Iterator[Problem]:
    at: Path = ("contacts", contact.id)
    name = f'contact "{contact.id}"'
    yield from _days(knowledge, at, name, contact, today)
    if contact.source:
        yield from _source(knowledge, (*at, "source"), f"{name}, its source,", contact.source, today)
    looks = (
        ("phone", contact.phone, "phone number", "phone"),
        ("sms", contact.sms, "sms number", "phone"),
        ("email", contact.email, "email", "address"),
        ("web", contact.web, "web address", "address"),
    )
    for field, value, what, code in looks:
        trouble = _reach_trouble(field, value) if value else None
        if trouble:
            yield problem(
                knowledge.place(*at, field), code, f'{name} has the {what} "{value}", which {trouble}'
            )


def _reach_trouble(field: str, value: str) -> str | None:
    if field == "email":
        return email_trouble(value)
    if field == "web":
        return address_trouble(value)
    return text_number_trouble(value) if field == "sms" else number_trouble(value, "phone_note")


def _lengths(knowledge: Knowledge, at: Path, entry: Entry) -> Iterator[Problem]:
    for number, deadline in enumerate(entry.deadlines):
        for place, count in enumerate(deadline.counts):
            trouble = length_trouble(count.plus)
            if trouble:
                where = knowledge.place(*at, "deadlines", number, "counts", place, "plus")
                message = f'entry "{entry.id}", date "{deadline.id}", has {count.plus} as plus. {trouble}'
                yield problem(where, "length-of-time", message)


def _codes(knowledge: Knowledge, at: Path, entry: Entry) -> Iterator[Problem]:
    for code in entry.translations:
        if code not in LANGUAGE_CODES:
            yield problem(
                knowledge.place(*at, "translations", code),
                "language",
                f'entry "{entry.id}" has a translation into "{code}". {_CODE_ADVICE}',
            )


def _languages(knowledge: Knowledge) -> Iterator[Problem]:
    for code in knowledge.languages:
        if code not in LANGUAGE_CODES:
            place = knowledge.place("languages", code, "language")
            yield problem(place, "language", f'"{code}" is no language. {_CODE_ADVICE}')
    for name, examples in knowledge.safety_elsewhere.items():
        for code in examples:
            if code not in LANGUAGE_CODES:
                place = knowledge.place("safety_examples", name, "in_other_languages", code)
                yield problem(place, "language", f'The examples of "{name}" have "{code}". {_CODE_ADVICE}')


_CODE_ADVICE = "A language is named by its two-letter code, as in pl for Polish or uk for Ukrainian."

"""What only one may have: a title, a button's words, a date's id, a group of questions, a retired id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Place, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import said_alike

_Claim = tuple[str, Place, str]
"""Which entry claims it, where, and in which words."""


def claim_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is claimed twice, told where the second claim stands."""
    titles, dates, labels, groups, retired = (_claims() for _ in range(5))
    for entry in knowledge.entries.values():
        for field, text in (("title", entry.title), ("short_title", entry.short_title)):
            if text:
                titles[said_alike(text)].append((entry.id, _at(knowledge, entry, field), text))
        for number, deadline in enumerate(entry.deadlines):
            place = _at(knowledge, entry, "deadlines", number, "id")
            dates[deadline.id].append((entry.id, place, deadline.id))
            label, place = (
                deadline.short or deadline.label,
                _at(knowledge, entry, "deadlines", number, "label"),
            )
            labels[said_alike(label)].append((entry.id, place, label))
        for number, group in enumerate(entry.answers):
            groups[group].append((entry.id, _at(knowledge, entry, "answers", number), group))
        for number, old in enumerate(entry.was):
            retired[old].append((entry.id, _at(knowledge, entry, "was", number), old))
        yield from _own_questions(knowledge, entry)
        yield from _named_twice(knowledge, entry)
    yield from _said(
        titles, "title", "Families could not tell them apart: give one of them another title.", own=False
    )
    yield from _said(dates, "date's id", "Give one of the dates another id.")
    yield from _said(
        labels, "date's label", "Their buttons would be the same: say in each what it is the date of."
    )
    yield from _said(groups, "group of questions", "Keep it in the entry that answers it.")
    yield from _said(retired, "retired id", "Keep it in the entry that took its place.")
    yield from _alive(knowledge)


def _named_twice(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    """A contact or a related entry that one entry names again: its card or button would stand there twice."""
    for field, ids in (("contacts", entry.contacts), ("related", entry.related)):
        for number, name in enumerate(ids):
            if name in ids[:number]:
                message = f'entry "{entry.id}" names "{name}" twice under {field}. Take one out.'
                yield problem(_at(knowledge, entry, field, number), "double", message)


def _claims() -> dict[str, list[_Claim]]:
    return defaultdict(list)


def _at(knowledge: Knowledge, entry: Entry, *path: str | int) -> Place:
    return knowledge.place("entries", entry.id, *path)


def _said(claims: dict[str, list[_Claim]], what: str, advice: str, own: bool = True) -> Iterator[Problem]:
    """`own`: an entry may not claim it twice itself either."""
    for claimed in claims.values():
        (first, _, _), *others = claimed
        for second, place, name in others:
            if own or second != first:
                whose = f'also that of "{first}"' if second != first else "there twice"
                yield problem(
                    place, "double", f'entry "{second}" has the {what} "{name}", which is {whose}. {advice}'
                )


def _own_questions(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, question in enumerate(entry.questions):
        plain = " ".join(question.casefold().split())
        if plain in seen:
            message = f'entry "{entry.id}" has the question "{question}" twice. Take one out.'
            yield problem(_at(knowledge, entry, "questions", number), "double", message)
        seen.add(plain)


def _alive(knowledge: Knowledge) -> Iterator[Problem]:
    """A retired id that is an entry all the same."""
    for entry in knowledge.entries.values():
        for number, old in enumerate(entry.was):
            if old in knowledge.entries:
                yield problem(
                    _at(knowledge, entry, "was", number),
                    "retired-id",
                    f'"{old}" is retired by "{entry.id}" but is an entry too. Take it out of was, or rename '
                    "the entry.",
                )

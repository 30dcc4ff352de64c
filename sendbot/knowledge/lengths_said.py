"""Lengths of time that an entry says in one place and otherwise in another: its answer, its Easy Read, its
translations, and the dates that the bot works out must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Deadline, Entry, Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import NUMBER_WORDS

_LENGTH = re.compile(
    rf"\b(\d+|{'|'.join(NUMBER_WORDS[1:])})[ \u00a0-]"
    r"(?:(?:school|working|calendar|more|full|whole|clear|extra) )?"
    r"(day|week|month|year)s?\b",
    re.IGNORECASE,
)
_Said = tuple[int, str]
"""How many of what."""
_ALONE = r"(?=[.,;:)]| (?:or|to|and|for|if|when)\b|$)"
"""What follows a number that leaves out what it counts; "8 miles" says no eight weeks."""


def length_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every length that only one of these places says while the other says another of the same unit."""
    for entry in knowledge.entries.values():
        yield from _easy_read(knowledge, entry)
        for number, deadline in enumerate(entry.deadlines):
            yield from _deadline(knowledge, entry, number, deadline)


def _easy_read(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    """Easy Read says less than the answer, never another length."""
    known = _whole(entry)
    for field in ("easy_read", "title", "short_title"):
        text = getattr(entry, field) or ""
        for offset, said in _lengths(text):
            others = sorted(one for one in known if one[1] == said[1])
            if others and said not in known and not _names(entry.answer, said[0]):
                told = ", ".join(_shown(one) for one in others)
                message = (
                    f'entry "{entry.id}" has in its {field} "{_shown(said)}", and its answer says {told}.'
                )
                at = knowledge.place_in(("entries", entry.id, field), text, offset)
                yield problem(at, "length-of-time", f"{message} Look up which is right, and say it in both.")


def _deadline(knowledge: Knowledge, entry: Entry, number: int, deadline: Deadline) -> Iterator[Problem]:
    yield from _labels(knowledge, entry, number, deadline)
    yield from _counts(knowledge, entry, number, deadline)


def _labels(knowledge: Knowledge, entry: Entry, number: int, deadline: Deadline) -> Iterator[Problem]:
    """What the names of a date say is how it is counted."""
    counted = {_of(count.plus) for count in deadline.counts}
    for field in ("label", "short"):
        for _, said in _lengths(getattr(deadline, field) or ""):
            others = sorted(one for one in counted if one and one[1] == said[1])
            if others and said not in counted:
                told = ", ".join(_shown(one) for one in others)
                message = (
                    f'entry "{entry.id}", date "{deadline.id}", has in its {field} "{_shown(said)}", and is '
                    f"counted as {told}."
                )
                where = knowledge.place("entries", entry.id, "deadlines", number, field)
                yield problem(where, "length-of-time", f"{message} Look up which is right.")


def _counts(knowledge: Knowledge, entry: Entry, number: int, deadline: Deadline) -> Iterator[Problem]:
    """What is counted, the answer says too: a family that reads one time limit and is told another believes
    the date."""
    said_of_it = {said for _, said in _lengths(f"{entry.answer}\n{entry.easy_read or ''}\n{entry.title}")}
    for place, count in enumerate(deadline.counts):
        length = _of(count.plus)
        if length is None or count.optional or length in said_of_it:
            continue
        counts = ("entries", entry.id, "deadlines", number, "counts", place, "plus")
        others = sorted(one for one in said_of_it if one[1] == length[1]) or sorted(said_of_it)
        if not others:  # an answer may leave the length to the date that is worked out
            continue
        told = ", ".join(map(_shown, others))
        message = (
            f'entry "{entry.id}", date "{deadline.id}", counts {count.plus}, and the answer says {told}, '
            f"never {count.plus}. Look up which is right, and say it in both."
        )
        yield problem(knowledge.place(*counts), "length-of-time", message)
        if len(entry.deadlines) == 1:
            offset = next((offset for offset, one in _lengths(entry.answer + "\n") if one in others), 0)
            where = knowledge.place_in(("entries", entry.id, "answer"), entry.answer, offset)
            yield problem(where, "length-of-time", message)


def _names(text: str, number: int) -> bool:
    """Does it say this number without what it counts? "14 weeks, or 10 to refuse one" names ten weeks too."""
    words = f"{number}|{NUMBER_WORDS[number]}" if number < len(NUMBER_WORDS) else str(number)
    return re.search(rf"\b(?:{words})\b{_ALONE}", text, re.IGNORECASE) is not None


def _whole(entry: Entry) -> set[_Said]:
    """Every length in what stands beside Easy Read."""
    texts = [entry.answer, *(text for one in entry.deadlines for text in (one.label, one.caveat))]
    counted = {_of(count.plus) for one in entry.deadlines for count in one.counts}
    return {said for text in texts for _, said in _lengths(text)} | {one for one in counted if one}


def _lengths(text: str) -> Iterator[tuple[int, _Said]]:
    for found in _LENGTH.finditer(text):
        number = found[1].casefold()
        yield (
            found.start(),
            (int(number) if number.isdigit() else NUMBER_WORDS.index(number), found[2].casefold()),
        )


def _of(plus: str) -> _Said | None:
    found = _LENGTH.match(plus)
    return (int(found[1]), found[2].casefold()) if found else None


def _shown(said: _Said) -> str:
    return f"{said[0]} {said[1]}{'' if said[0] == 1 else 's'}"

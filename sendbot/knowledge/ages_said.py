"""Ages, school years and sums that an Easy Read says otherwise than its answer, each compared with its own
kind: a number may stand elsewhere in the answer and mean something else there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Problem
from sendbot.knowledge.looks.said_numbers import numbers_of
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import NUMBER_WORDS

_NUMBER = rf"(\d{{1,2}}|{'|'.join(NUMBER_WORDS[1:])})"
_NO_AGE = (
    r"(?!\d|[.:/,]\d|%| ?(?:per|miles?|km|hours?|minutes?|days?|weeks?|months?|years? (?!old)|people|children"
    r"|pupils|places|school|working|of|in|pounds?|pence|am|pm)\b)"
)
"""What follows a number that is no age."""
_KINDS = (
    ("under", rf"\b(?:under|below|younger than) (?:the )?(?:age (?:of )?)?{_NUMBER}s?\b{_NO_AGE}"),
    ("over", rf"\b(?:over|above|older than) (?:the )?(?:age (?:of )?)?{_NUMBER}s?\b{_NO_AGE}"),
    ("age", rf"\b(?:aged?|ages|age of|turns?|turned|birthday at) {_NUMBER}\b{_NO_AGE}"),
    ("age", rf"\b{_NUMBER}(?: years? old|-year-olds?| (?:or|and) (?:over|older|under|younger))\b"),
    ("school year", r"\b[Yy]ears? (\d{1,2})\b"),
    ("sum of money", r"£ ?(\d[\d,]*(?:\.\d\d)?)"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_ANY = "any"
"""The kind of every number of an answer."""
_Said = tuple[str, float]
"""A kind and its number: under 8."""


def age_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every age, school year or sum of an Easy Read or a short title that the answer says otherwise."""
    for entry in knowledge.entries.values():
        whole = "\n".join([entry.title, entry.answer, *(one.caveat for one in entry.deadlines)])
        known = {said for _, _, said in _said(whole)} | {(_ANY, one) for one in numbers_of(whole)}
        for field in ("easy_read", "short_title"):
            yield from _others(knowledge, entry, field, known)


def _others(knowledge: Knowledge, entry: Entry, field: str, known: set[_Said]) -> Iterator[Problem]:
    text = getattr(entry, field) or ""
    for offset, words, (kind, number) in _said(text):
        same = sorted(other for what, other in known if what == kind)
        if not same or number in same or (kind == "age" and (_ANY, number) in known):
            continue  # ages are said in many ways: "16 to 18", "the sixth-form years"
        shown = " and ".join(f"{one:g}" for one in same)
        what = f'says "{kind}" of' if kind in {"under", "over"} else f"has as {kind}"
        message = f'entry "{entry.id}" has in its {field} "{words}", and its answer {what} {shown}.'
        place = knowledge.place_in(("entries", entry.id, field), text, offset)
        yield problem(place, "length-of-time", f"{message} Look up which is right, and say it in both.")
        return


def _said(text: str) -> Iterator[tuple[int, str, _Said]]:
    """Where each stands, in which words, and what it is."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield found.start(), " ".join(found[0].split()), (kind, _value(found[1]))


def _value(said: str) -> float:
    plain = said.casefold().replace(",", "")
    return float(NUMBER_WORDS.index(plain)) if plain in NUMBER_WORDS else float(plain)

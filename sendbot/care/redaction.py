"""Removing personal details before anything is kept: those with a shape by patterns and check digits, names
by a learned finder or by patterns.

Errs on the side of removing. `Redacted` is made here and nowhere else; whatever is stored or logged must be
one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NewType

from sendbot.care import details
from sendbot.care.births import births
from sendbot.care.births_elsewhere import births_elsewhere
from sendbot.care.homes import addresses, with_number
from sendbot.care.names import NO_AREA, Local, people, schools
from sendbot.care.papers import bank_details, identity_numbers
from sendbot.care.registrations import registrations
from sendbot.care.same_length import same_length
from sendbot.care.spans import Span, united
from sendbot.care.told_names import rest_of_name, told_names
from sendbot.care.told_schools import schools_told

__all__ = ["NameFinder", "Redacted", "Redaction", "Span", "describe", "redact", "replaced", "without_labels"]

Redacted = NewType("Redacted", str)

NameFinder = Callable[[str], Sequence[Span]]
"""Finds people, schools and addresses; `learned_names` makes one for an encoder."""

LONGEST = 8192
"""Characters that are read; the rest of a longer text is cut off, because what is not read cannot be
cleaned."""

_AROUND = 200
"""Characters on either side of a replacement that are looked at again: more than any pattern reaches."""

_LONGEST_WORD = 60
"""Characters in which the beginning or end of a word is looked for: no word of a language is longer."""

_MANY = 60
"""So many details at once are no person's message: it is cleaned once, so that hostile text takes no
longer."""

_AGAIN = 2048
"""Characters that are looked at again, all rounds together: more than a message with five details needs, half
of what a message can have, so that hostile text costs one look and a half and not four."""

_ROUNDS = 24
"""A replacement can bring a cue beside a new word, so a cleaned text is cleaned again; seldom more than
twice. In a row of short numbers each one shows the next; what all rounds cost is bounded above."""


@dataclass(frozen=True)
class Redaction:
    """The cleaned text, and what was removed from the text as given: `replaced(given, spans)` is the cleaned
    text."""

    text: Redacted
    spans: tuple[Span, ...]


_LABELS = {
    "EMAIL": "[email]", "HANDLE": "[account]", "DATE_OF_BIRTH": "[date of birth]",
    "NHS_NUMBER": "[NHS number]", "NI_NUMBER": "[NI number]", "BANK": "[bank details]",
    "VEHICLE": "[car number]", "IDENTITY": "[ID number]", "ADDRESS": "[address]",
    "POSTCODE": "[postcode]", "PHONE": "[phone]", "CASE_NUMBER": "[case number]", "SCHOOL": "[school]",
    "PERSON": "[name]",
}  # fmt: skip
_WORDS = {
    "PERSON": "name", "PHONE": "phone number", "EMAIL": "email address", "POSTCODE": "postcode",
    "ADDRESS": "address",
    "DATE_OF_BIRTH": "date of birth", "NHS_NUMBER": "NHS number",
    "NI_NUMBER": "National Insurance number", "CASE_NUMBER": "case number", "BANK": "bank details",
    "VEHICLE": "car registration", "IDENTITY": "passport or licence number",
    "HANDLE": "account name", "SCHOOL": "name of the school",
}  # fmt: skip
_CERTAIN = tuple(_LABELS)
"""Kinds, the most certain first: where two claim the same letters, they go by the name of that one."""
_SAID = tuple(_WORDS)
_LABEL = re.compile("|".join(re.escape(label) for label in _LABELS.values()))
_SAYS = {_LABELS["SCHOOL"]: "school"}
_GAP = re.compile(r" {2,}")

_SHAPED: tuple[tuple[str, details.Finder], ...] = (
    ("EMAIL", details.emails),
    ("HANDLE", details.handles),
    ("DATE_OF_BIRTH", births),
    ("DATE_OF_BIRTH", births_elsewhere),
    ("NHS_NUMBER", details.health_numbers),
    ("NI_NUMBER", details.insurance_numbers),
    ("BANK", bank_details),
    ("VEHICLE", registrations),
    ("IDENTITY", identity_numbers),
    ("ADDRESS", addresses),
    ("POSTCODE", details.postcodes),
    ("PHONE", details.phones),
    ("CASE_NUMBER", details.case_numbers),
)


def redact(
    text: str, keep: Collection[str] = (), finder: NameFinder | None = None, local: Local = NO_AREA
) -> Redaction:
    """The text without the personal details that are recognised; `keep` lists contact details that may stay
    (our own), `local` the words of an area that are no names of people.

    With a `finder` people are found by it alone, schools and addresses by it and by patterns; without one by
    patterns.
    Cleaning a cleaned text changes nothing, unless it holds more details than any message. Time grows
    linearly with the text.
    """
    read = text[:LONGEST]
    ours = _ours(tuple(keep))
    spans = _details(read, ours, finder, local)
    fresh, cleaned, left = spans, replaced(read, spans), _AGAIN
    for _ in range(_ROUNDS - 1):
        if not fresh or len(fresh) > _MANY:
            break
        near = _within(left, _near(cleaned, spans, fresh))
        left -= sum(end - start for start, end in near)
        found = [
            Span(span.start + start, span.end + start, span.type)
            for start, end in near
            for span in _details(cleaned[start:end], ours, finder, local)
        ]
        fresh = list(_as_given(found, spans))
        spans = sorted([*spans, *fresh], key=lambda span: span.start)
        cleaned = replaced(read, spans)
    return Redaction(Redacted(cleaned), tuple(spans))


def _near(cleaned: str, spans: Sequence[Span], fresh: Sequence[Span]) -> list[tuple[int, int]]:
    """The stretches of the cleaned text around what was replaced last: nothing else has changed, so nothing
    else needs another look."""
    new, longer = set(fresh), 0
    found: list[tuple[int, int]] = []
    for span in spans:
        if span in new:
            start = span.start + longer
            start, end = max(0, start - _AROUND), start + len(_LABELS[span.type]) + _AROUND
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        longer += _growth(span)
    return [(_word_start(cleaned, start), _word_end(cleaned, end)) for start, end in found]


def _within(left: int, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first stretches that are no longer than `left` together."""
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        left -= end - start
        if left < 0:
            break
        found.append((start, end))
    return found


def _word_start(text: str, place: int) -> int:
    """Not in the middle of a word, unless it is longer than any."""
    earliest = max(0, place - _LONGEST_WORD)
    return max(text.rfind(" ", earliest, place), earliest)


def _word_end(text: str, place: int) -> int:
    end = text.find(" ", place, place + _LONGEST_WORD)
    return min(len(text), place + _LONGEST_WORD) if end < 0 else end


def replaced(text: str, spans: Sequence[Span]) -> str:
    """The text with a label in place of each span; spans in the text's order."""
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], _LABELS[span.type]]
        end = span.end
    return "".join([*parts, text[end:]])


def without_labels(text: str) -> str:
    """What a cleaned text asks, for the matcher: a label says nothing of that, except that a school was
    named."""
    return _GAP.sub(" ", _LABEL.sub(lambda label: _SAYS.get(label[0], ""), text))


def _as_given(fresh: Sequence[Span], known: Sequence[Span]) -> Iterator[Span]:
    """Spans of the text with labels in place of what is known, as places in the text as given. None of them
    reaches into a label."""
    labels = iter(known)
    waiting = next(labels, None)
    longer = 0  # characters that labels have made the cleaned text longer up to here
    for span in fresh:
        while waiting is not None and waiting.end + longer + _growth(waiting) <= span.start:
            longer += _growth(waiting)
            waiting = next(labels, None)
        yield Span(span.start - longer, span.end - longer, span.type)


def _growth(span: Span) -> int:
    return len(_LABELS[span.type]) - (span.end - span.start)


@dataclass(frozen=True)
class _Ours:
    """What may stay: whole details, bare, and phrases that a detail may be a part of, such as the first word
    of a charity's name."""

    bare: set[str]
    phrases: re.Pattern[str] | None
    beginnings: frozenset[str]
    """The phrases' first words: a text without any of them needs no closer look."""


def _details(text: str, ours: _Ours, finder: NameFinder | None, local: Local) -> list[Span]:
    """The details of a text that may not stay, in its order."""
    blocked = bytearray(len(text))
    for found in _LABEL.finditer(text):
        blocked[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    phrases = _kept_phrases(text, ours)
    proposed = [
        span
        for span in _proposed(text, finder, local)
        if _bare(text[span.start : span.end]) not in ours.bare and not _mostly_kept(span, phrases)
    ]
    if not proposed:
        return []
    for start, end in phrases:
        blocked[start:end] = b"\1" * (end - start)
    return united(text, proposed, _CERTAIN, blocked)


def _proposed(text: str, finder: NameFinder | None, local: Local) -> Iterator[Span]:
    plain = same_length(text)
    for kind, find in _SHAPED:
        for start, end in find(plain):
            yield Span(start, end, kind)
    for find in (schools, schools_told):
        for start, end in find(plain, local):
            yield Span(start, end, "SCHOOL")
    for span in _named(text, plain, finder, local):
        end = rest_of_name(plain, span.end, local) if span.type == "PERSON" else span.end
        yield Span(span.start, end, span.type)


def _named(text: str, plain: str, finder: NameFinder | None, local: Local) -> Iterator[Span]:
    """People by what is said of them, and what the finder finds, or patterns in its place."""
    for start, end in told_names(plain, local):
        yield Span(start, end, "PERSON")
    if finder is None:
        for start, end in people(text, local):
            yield Span(start, end, "PERSON")
        return
    for span in finder(text):
        start = with_number(plain, span.start) if span.type == "ADDRESS" else span.start
        yield Span(start, span.end, span.type)


def _kept_phrases(text: str, ours: _Ours) -> list[tuple[int, int]]:
    if ours.phrases is None or ours.beginnings.isdisjoint(_word_like(text)):
        return []
    return [found.span() for found in ours.phrases.finditer(text)]


def _mostly_kept(span: Span, phrases: Sequence[tuple[int, int]]) -> bool:
    """Is half of it or more a name of ours? Then what is left is a word or two around that name."""
    kept = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in phrases)
    return 2 * kept >= span.end - span.start


@lru_cache(maxsize=8)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    return (
        re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases), re.IGNORECASE)
        if phrases
        else None
    )


def _word_like(text: str) -> set[str]:
    """Runs of letters and digits, in small letters."""
    return set(re.findall(r"\w+", text.casefold()))


def _name_alone(contact: str) -> str:
    """A contact's name without the town or the description behind it."""
    return re.split(r" ?[,(:]", contact.replace("’", "'"))[0]


@lru_cache(maxsize=8)
def _ours(keep: tuple[str, ...]) -> _Ours:
    """The kept details, and of those the ones of two words and more, such as names of charities. The same for
    every message of a folder."""
    phrases = tuple(
        sorted(
            {_name_alone(value) for value in keep if " " in value and value[0].isalpha()},
            key=len,
            reverse=True,
        )
    )
    beginnings = frozenset(word for phrase in phrases for word in re.findall(r"\w+", phrase.casefold())[:1])
    return _Ours({_bare(value) for value in keep}, _pattern(phrases), beginnings)


def _bare(value: str) -> str:
    """For comparing contact details: without spaces and signs, in small letters."""
    return re.sub(r"[\s().\-]", "", value).casefold()


def describe(spans: Sequence[Span]) -> str:
    """What was removed, in plain words: "the name and phone number"; "" for nothing."""
    kinds = sorted({span.type for span in spans}, key=_SAID.index)
    words = [_WORDS[kind] for kind in kinds]
    if not words:
        return ""
    return "the " + (words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}")

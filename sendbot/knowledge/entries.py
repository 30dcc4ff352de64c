"""The shapes of what curators write: entries, contacts, terms, wording. Values only: nothing here reads a
file.

Every model is frozen and refuses unknown keys, so that a slip in a file is an error and never silently
ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sendbot.knowledge.area import Area, packaged_area
from sendbot.knowledge.frozen import Checked, Frozen, Id, Text

TITLE_LIMIT = 64
"""Characters: one line of a phone held sideways."""
SHORT_TITLE_LIMIT = 36
"""What a phone shows of a button without cutting it."""
STAGE_LIMIT = 6
"""Answers of a stage of the menu: with the way back, as many buttons as a phone shows without scrolling."""

TEXT_BEGINS = "|"
"""The last part of a path: where the first line of a text of several lines stands."""

GroupId = Annotated[str, StringConstraints(pattern=r"^[gq]-[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]
"""A group of logged questions (or one of its questions) at the review desk, such as g-7f3k2m9x."""


class Source(Frozen):
    """Where a statement comes from. `seen` is when we read the page, `dated` the date that the page itself
    carries. `weak` marks a page to replace by a better one: a campaign, a law firm, another council. Only
    curators are told."""

    title: Text
    url: Text
    seen: date
    dated: Text | None = None
    weak: bool = False


class Count(Frozen):
    """One way of counting a deadline: a start that the family knows, plus a length such as "6 weeks"."""

    start: Text = Field(alias="from")
    plus: Annotated[str, StringConstraints(pattern=r"^\d+ (day|week|month|year)s?$")]
    optional: bool = False
    counting: Literal["after", "including"] = "after"
    """`after`: the first day counted is the one after the start. `including`: the start is itself the first
    day."""
    may_be_ahead: bool = False
    """The start may be a day that is still to come, such as a meeting that is planned."""


class Deadline(Frozen):
    """A statutory clock. With several counts the later of those that are known is the answer."""

    id: Id
    label: Text
    caveat: Text
    short: Annotated[str, StringConstraints(min_length=1, max_length=SHORT_TITLE_LIMIT)] | None = None
    """The label as it stands on a button, where it would not fit."""
    counts: Annotated[tuple[Count, ...], Field(min_length=1)]
    law: Text | None = None
    """Which rule sets this clock, as a family can quote it: "Tribunal rule 12"."""
    must_arrive: bool = False
    """The paper must have been received by this day; sending it then is too late."""
    moves: Literal["no", "august-and-christmas"] = "no"
    """Whether an end in August or from 25 December to 1 January moves to the first working day after."""


class Translation(Frozen):
    """An entry's words in another language; `of` is the fingerprint of the English that was translated."""

    title: Text
    answer: Text
    of: Text
    checked: bool = False


class Entry(Frozen):
    """One curated answer and the ways in which families ask for it."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=TITLE_LIMIT)]
    short_title: Annotated[Text, StringConstraints(max_length=SHORT_TITLE_LIMIT)] | None = None
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    answer: Text
    easy_read: Text | None = None
    applies_to: Id
    """"england", or what the area's own `area.yaml` says."""
    contacts: tuple[Id, ...] = ()
    related: tuple[Id, ...] = ()
    part_of: Id | None = None
    """The entry whose subject this one is a piece of. It is found by that entry's name and shown by its own
    words."""
    deadlines: tuple[Deadline, ...] = ()
    sources: tuple[Source, ...] = ()
    workstream: Id
    read: date
    review_by: date
    checked: Checked | None = None
    was: tuple[Id, ...] = ()
    answers: tuple[GroupId, ...] = ()
    translations: Mapping[str, Translation] = Field(default_factory=dict)
    topic: str = ""


@dataclass(frozen=True)
class Half:
    """An entry of which some fields could not be read: those hold stand-ins here. It answers nobody; what is
    wrong with its other fields is told all the same, so that errors do not come in waves."""

    entry: Entry
    faulty: frozenset[str]


def fingerprint(entry: Entry) -> str:
    """Changes when the English that was translated changes."""
    return words_translated(entry.title, entry.answer)


def words_translated(title: str, answer: str) -> str:
    """The fingerprint of a title and an answer, however they are read."""
    return short_hash(f"{title.strip()}\n{answer.strip()}")


def short_hash(words: str) -> str:
    """Ten signs, too many to come out the same by chance, which a curator can copy."""
    return hashlib.sha256(words.encode()).hexdigest()[:10]


class SafetyEntry(Frozen):
    """Fixed signposting for one concern, sent before anything else; `answer_young` when a young person
    writes."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=TITLE_LIMIT)]
    answer: Text
    answer_young: Text
    easy_read: Text | None = None
    line: Text | None = None
    """Where to turn in one sentence, shown under the ordinary reply where there may be danger; the first
    contacts' numbers follow it."""
    applies_to: Id
    """"england", or what the area's own `area.yaml` says."""
    contacts: Annotated[tuple[Id, ...], Field(min_length=1)]
    contacts_young: Annotated[tuple[Id, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()
    workstream: Id
    read: date
    review_by: date
    checked: Checked | None = None


class SafetyRule(Frozen):
    """Phrases and patterns that show one concern, with the examples that prove them."""

    id: Id
    concern: Id
    phrases: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    must_fire: Annotated[tuple[Text, ...], Field(min_length=1)]
    must_not_fire: tuple[Text, ...] = ()


class Contact(Frozen):
    """Somebody to turn to. A number stands here and nowhere else."""

    id: Id
    name: Text
    what_for: Text
    phone: Text | None = None
    phone_note: Text | None = None
    sms: Text | None = None
    email: Text | None = None
    web: Text | None = None
    hours: Text | None = None
    note: Text | None = None
    read: date
    review_by: date | None = None
    checked: Checked | None = None
    fact: Text | None = None
    source: Source | None = None


class Term(Frozen):
    """A word or acronym, what it stands for, and what the matcher also reads when a family writes it."""

    term: Text
    stands_for: Text
    plain: Text | None = None
    also: tuple[Text, ...] = ()
    match_as: tuple[Text, ...] = ()
    source: Text | None = None
    show: bool = True


class Stage(Frozen):
    """A time of life or a subject in the menu of /topics, with the answers that it leads to."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=SHORT_TITLE_LIMIT)]
    titles: Mapping[str, Annotated[Text, StringConstraints(max_length=SHORT_TITLE_LIMIT)]] = Field(
        default_factory=dict
    )
    """The title in other languages."""
    entries: Annotated[tuple[Id, ...], Field(min_length=1, max_length=STAGE_LIMIT)]

    def title_in(self, language: str) -> str:
        """The title as a family reads it."""
        return self.titles.get(language, self.title)


class Workstream(Frozen):
    """A review queue for questions that could not be answered. Its name is for staff, never shown to a
    family."""

    id: Id
    name: Text
    about: Text
    placeholder: bool = False
    leads: tuple[Text, ...] = ()


class Language(Frozen):
    """What helps a family that writes in another language: lines shown to it, and questions and words that
    are only matched."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    name: Text
    checked: bool = False
    lead: Text
    help: Text
    emergency: Text | None = None
    """What to do in danger, in two lines with the emergency numbers: shown where a message brings no
    answer."""
    crisis: Mapping[str, Text] = Field(default_factory=dict)
    crisis_young: Mapping[str, Text] = Field(default_factory=dict)
    """The same for a young person who writes; where it lacks a concern, `crisis` is shown."""
    wording: Mapping[str, Text] = Field(default_factory=dict)
    """The bot's own words in this language, by their key in `wording.yaml`; what is not here is said in
    English."""
    questions: Mapping[Id, tuple[Text, ...]] = Field(default_factory=dict)
    follow_ups: Mapping[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """Ways of asking on after an answer, by the plain English of each ("is it free")."""
    words: Mapping[str, str] = Field(default_factory=dict)
    """Words and what they are in English; `school*` stands for every word that begins so."""


class LabelledQuestion(Frozen):
    """A question with the entries that would be a good first answer; none when nothing answers it."""

    question: str
    expected: tuple[str, ...] = ()
    kind: str = ""
    known_failure: bool = False
    holds: tuple[str, ...] = ()
    """Words that the reply must hold to answer what was asked, such as "15 school days"; small and capital
    letters alike."""
    lacks: tuple[str, ...] = ()
    """Words that the reply must not hold, since they would mislead."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a path as the curator knows it, and line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def national(self) -> bool:
        """Does it stand in what comes with the package, which nobody in an area can put right?"""
        return self.path.startswith("national/")


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Problem:
    """Something to put right: where it stands, what is wrong and what to do. Warnings do not stop a
    reload; a note tells what is known and planned, in one line."""

    place: Place
    message: str
    severity: Severity = "error"
    code: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {'' if self.severity == 'error' else f'{self.severity}: '}{self.message}"


NO_TOPICS = frozenset({"area.yaml", "safety.yaml", "wording.yaml", "glossary.yaml", "workstreams.yaml"})
"""Files at the top of the folder that hold no answers."""


@dataclass(frozen=True)
class Knowledge:
    """A whole knowledge folder, read and consistent. Mappings are keyed by id and keep the files' order."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    workstreams: Mapping[str, Workstream] = field(default_factory=dict)
    staff: tuple[int, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    menu: Mapping[str, Stage] = field(default_factory=dict)
    safety_entries: Mapping[str, SafetyEntry] = field(default_factory=dict)
    safety_rules: tuple[SafetyRule, ...] = ()
    safety_examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    safety_near_misses: tuple[str, ...] = ()
    safety_elsewhere: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Examples in other languages: by the name of their file (a concern, or "near-misses"), then by
    language."""
    languages: Mapping[str, Language] = field(default_factory=dict)
    tests: tuple[LabelledQuestion, ...] = ()
    places: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict)
    area: Area = field(default_factory=packaged_area)
    folder: str = "knowledge"
    """What the folder is called."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read at all, by their name in the folder: what they hold is not missing."""
    halves: Mapping[str, Half] = field(default_factory=dict)
    """Entries that could be read in part, by their id. None of them is among the entries."""
    lapsed: Mapping[tuple[str, str], Checked] = field(default_factory=dict)
    """Checks of other words than those of today, by room and id: the thing itself has none."""

    @property
    def unread_topics(self) -> bool:
        """Is there a file of answers that could not be read, so that an id may well exist?"""
        return any("/" not in name and name not in NO_TOPICS for name in self.unread)

    def lost(self, name: str) -> bool:
        """Could this file not be read?"""
        return name in self.unread

    def keys_at(self, *path: str) -> frozenset[str]:
        """The names that stand under a path, read or not."""
        size = len(path) + 1
        return frozenset(str(key[-1]) for key in self.places if len(key) == size and key[:-1] == path)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or the one that took over a retired id."""
        found = self.entries.get(entry_id)
        return found or next((entry for entry in self.entries.values() if entry_id in entry.was), None)

    def whole(self, entry_id: str) -> str:
        """The id by which the matcher knows an entry: that of the entry it is a part of, or its own."""
        found = self.entry(entry_id)
        if found is None:
            return entry_id
        parent = self.entries.get(found.part_of or "")
        return found.id if parent is None or parent.part_of else parent.id

    def part(self, entry_id: str) -> str | None:
        """The id of an entry that is a part; None when it stands by itself."""
        found = self.entry(entry_id)
        return found.id if found is not None and self.whole(found.id) != found.id else None

    def families(self) -> dict[str, tuple[Entry, ...]]:
        """Every whole entry, each followed by its parts in the files' order."""
        found: dict[str, list[Entry]] = {name: [] for name in self.entries if self.whole(name) == name}
        for entry in self.entries.values():
            whole = found[self.whole(entry.id)]
            whole.insert(0 if entry.id == self.whole(entry.id) else len(whole), entry)
        return {name: tuple(entries) for name, entries in found.items()}

    def family(self, entry_id: str) -> tuple[Entry, ...]:
        """An entry's whole with all of its parts, the whole first; nothing where there is no such entry."""
        whole = self.whole(entry_id)
        if whole not in self.entries:
            return ()
        parts = (entry for entry in self.entries.values() if entry.part_of == whole)
        return (self.entries[whole], *(entry for entry in parts if self.whole(entry.id) == whole))

    def questions(self) -> dict[str, tuple[str, ...]]:
        """What the matcher learns from: each whole entry's title and questions, then those of its parts."""
        return {
            name: tuple(text for entry in entries for text in (entry.title, *entry.questions))
            for name, entries in self.families().items()
        }

    def asked_in(self, entry_id: str, question: str) -> Entry | None:
        """Which of an entry and its parts has this question, or this title."""
        return next(
            (
                entry
                for entry in self.family(entry_id)
                if question == entry.title or question in entry.questions
            ),
            None,
        )

    def place(self, *path: str | int) -> Place:
        """Where something stands, by a path such as ("entries", "dla", "questions", 3); the nearest parent
        if unknown."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place("knowledge")

    def place_in(self, path: tuple[str | int, ...], text: str, offset: int) -> Place:
        """Where a part of a text stands: its own line, in a text of several lines."""
        first = self.places.get((*path, TEXT_BEGINS))
        if first is None:
            return self.place(*path)
        return Place(first.path, first.line + text.count("\n", 0, offset))

    def deadlines(self) -> Iterator[tuple[Entry, Deadline]]:
        """Every statutory clock with the entry that holds it."""
        for entry in self.entries.values():
            for deadline in entry.deadlines:
                yield entry, deadline

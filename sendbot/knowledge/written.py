"""Every text that a family may read, with what it is and where it stands: one list for all who look at
texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sendbot.knowledge.entries import Entry, Knowledge, Language, SafetyEntry

Path = tuple[str | int, ...]
Kind = Literal["english", "foreign", "question", "asked abroad", "contact"]
Found = Iterator[tuple[int, str, str]]
"""What a look finds in a text: offsets, codes and what to say, after 'entry "dla" has in its answer'."""


def first_of(pattern: re.Pattern[str], text: str, code: str, said: str) -> Found:
    """Where a pattern is found first, if it is, with what to say of it: {shown} are the words there."""
    found = pattern.search(text)
    if found:
        yield found.start(), code, said.format(shown=" ".join(found[0].split()))


@dataclass(frozen=True)
class Written:
    """One text. `whose` is 'entry "dla"', `field` the part of it as its curator calls it."""

    path: Path
    whose: str
    field: str
    text: str
    kind: Kind = "english"

    @property
    def name(self) -> str:
        """As a problem calls it: 'entry "dla" has in its answer'."""
        return f"{self.whose} has in its {self.field}"


def said_alike(text: str) -> str:
    """A text without what families do not hear: capitals, spaces, the last mark."""
    return " ".join(text.casefold().split()).strip(" .?!")


def texts(knowledge: Knowledge) -> Iterator[Written]:
    """All of them, in the files' order within each kind."""
    for entry in knowledge.entries.values():
        yield from _entry(entry)
    for safety in knowledge.safety_entries.values():
        yield from _safety(safety)
    for contact in knowledge.contacts.values():
        for field in ("name", "what_for", "phone_note", "hours", "note"):
            path: Path = ("contacts", contact.id, field)
            yield from _some(path, f'contact "{contact.id}"', getattr(contact, field), "contact")
    for term in knowledge.terms:
        for field in ("term", "stands_for", "plain"):
            yield from _some(("terms", term.term, field), f'term "{term.term}"', getattr(term, field))
    for key, text in knowledge.wording.items():
        yield Written(("wording", key), "wording.yaml", f'text "{key}"', text)
    for stage in knowledge.menu.values():
        whose = f'The menu\'s "{stage.id}"'
        yield Written(("stages", stage.id, "title"), whose, "title", stage.title)
        for code, title in stage.titles.items():
            yield Written(("stages", stage.id, "titles", code), whose, f"title in {code}", title, "foreign")
    for language in knowledge.languages.values():
        yield from _language(language)
    yield from _tried(knowledge)


def _tried(knowledge: Knowledge) -> Iterator[Written]:
    """What families might type: tests, examples of danger, the messages that prove a rule."""
    yield from _of_staff(knowledge)
    yield from _examples(knowledge)
    for rule in knowledge.safety_rules:
        for kind in ("phrases", "unless", "must_fire", "must_not_fire"):
            for number, text in enumerate(getattr(rule, kind)):
                path: Path = ("safety_rules", rule.id, kind, number)
                yield Written(path, f'rule "{rule.id}"', f"{kind} {number + 1}", text, "question")
    for term in knowledge.terms:
        for number, text in enumerate(term.also):
            path = ("terms", term.term, "also", number)
            yield Written(path, f'term "{term.term}"', f"also {number + 1}", text, "question")


def _of_staff(knowledge: Knowledge) -> Iterator[Written]:
    """What only staff read and write: queues, the area's names, tests."""
    for stream in knowledge.workstreams.values():
        for key in ("name", "about"):
            at: Path = ("workstreams", stream.id, key)
            yield Written(at, f'workstream "{stream.id}"', key, getattr(stream, key), "contact")
    area = knowledge.area
    for key, text in {"name": area.name, "authority": area.authority, **area.names}.items():
        at = ("area", key) if key in {"name", "authority"} else ("area", "names", key)
        if at in knowledge.places:
            yield Written(at, "area.yaml", key, text, "contact")
    for number, test in enumerate(knowledge.tests):
        for words in test.holds:
            yield Written(("tests", number), "a test", "holds", words, "question")
        yield Written(("tests", number), "a test", "question", test.question, "question")


def _examples(knowledge: Knowledge) -> Iterator[Written]:
    """Messages that show danger, and near misses."""
    examples = {**knowledge.safety_examples, "near-misses": knowledge.safety_near_misses}
    for name, messages in examples.items():
        for number, text in enumerate(messages):
            path: Path = ("safety_examples", name, number)
            yield Written(path, f'the file "{name}"', f"example {number + 1}", text, "question")
    for name, languages in knowledge.safety_elsewhere.items():
        for code, messages in languages.items():
            for number, text in enumerate(messages):
                path = ("safety_examples", name, "in_other_languages", code, number)
                field = f"example {number + 1} in {code}"
                yield Written(path, f'the file "{name}"', field, text, "asked abroad")


def _some(path: Path, whose: str, text: str | None, kind: Kind = "english") -> Iterator[Written]:
    if text:
        yield Written(path, whose, str(path[-1]), text, kind)


def _entry(entry: Entry) -> Iterator[Written]:
    at: Path = ("entries", entry.id)
    whose = f'entry "{entry.id}"'
    for field in ("title", "short_title", "answer", "easy_read"):
        yield from _some((*at, field), whose, getattr(entry, field))
    for number, question in enumerate(entry.questions):
        yield Written((*at, "questions", number), whose, f"question {number + 1}", question, "question")
    for number, deadline in enumerate(entry.deadlines):
        inner = (*at, "deadlines", number)
        name = f'{whose}, date "{deadline.id}",'
        for field in ("label", "caveat", "short", "law"):
            yield from _some((*inner, field), name, getattr(deadline, field))
        for place, count in enumerate(deadline.counts):
            yield Written((*inner, "counts", place, "from"), name, f"count {place + 1}", count.start)
    for number, source in enumerate(entry.sources):
        yield Written(
            (*at, "sources", number, "title"), whose, f"source {number + 1}", source.title, "contact"
        )
    for code, translation in entry.translations.items():
        for field in ("title", "answer"):
            path = (*at, "translations", code, field)
            yield Written(path, whose, f"{field} in {code}", getattr(translation, field), "foreign")


def _safety(entry: SafetyEntry) -> Iterable[Written]:
    for field in ("title", "answer", "answer_young", "easy_read", "line"):
        path: Path = ("safety_entries", entry.id, field)
        yield from _some(path, f'entry "{entry.id}"', getattr(entry, field))


def _language(language: Language) -> Iterator[Written]:
    at: Path = ("languages", language.language)
    whose = f"the {language.name} file"
    for field in ("name", "lead", "help", "emergency"):
        yield from _some((*at, field), whose, getattr(language, field), "foreign")
    for field in ("crisis", "crisis_young", "wording"):
        for key, text in getattr(language, field).items():
            yield Written((*at, field, key), whose, f'{field} "{key}"', text, "foreign")
    for entry, questions in language.questions.items():
        for number, question in enumerate(questions):
            path = (*at, "questions", entry, number)
            yield Written(path, whose, f"question {number + 1} of {entry}", question, "asked abroad")

"""The same thing twice in one list, and the same words in two fields of one thing: a line that was pasted
again, or a field that was filled with its neighbour's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Path, said_alike

_FIELDS = {
    "contacts": ("name", "what_for", "note"),
    "workstreams": ("name", "about"),
    "languages": ("lead", "help", "emergency"),
    "safety_entries": ("title", "line", "answer", "answer_young"),
}
"""Fields of one thing that say different things."""


def repeated_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that stands twice, told where the second stands."""
    for path, whose, items in _lists(knowledge):
        seen: set[str] = set()
        for number, item in enumerate(items):
            if said_alike(item) in seen:
                message = f'{whose} has "{item}" twice under {path[-1]}. Take one out.'
                yield problem(knowledge.place(*path, number), "double", message)
            seen.add(said_alike(item))
    yield from _fields(knowledge)
    yield from _titles(knowledge)
    yield from _sources(knowledge)
    yield from _asked(knowledge)


def _lists(knowledge: Knowledge) -> Iterator[tuple[Path, str, Iterable[str]]]:
    for stream in knowledge.workstreams.values():
        yield ("workstreams", stream.id, "leads"), f'workstream "{stream.id}"', stream.leads
    places, people = ("here", "elsewhere", "towns"), ("own_case", "elsewhere", "danger", "kept_back")
    yield from _lists_of(knowledge.area.places, ("area", "places"), "area.yaml", places)
    yield from _lists_of(knowledge.area.people, ("area", "people"), "area.yaml", people)
    for rule in knowledge.safety_rules:
        examples = ("phrases", "must_fire", "must_not_fire")
        yield from _lists_of(rule, ("safety_rules", rule.id), f'rule "{rule.id}"', examples)
    for safety in knowledge.safety_entries.values():
        contacts = ("contacts", "contacts_young")
        yield from _lists_of(safety, ("safety_entries", safety.id), f'entry "{safety.id}"', contacts)
    for language in knowledge.languages.values():
        for entry, questions in language.questions.items():
            at = ("languages", language.language, "questions", entry)
            yield at, f"The file of {language.name}", questions
    for number, test in enumerate(knowledge.tests):
        yield from _lists_of(test, ("tests", number), f'The test "{test.question}"', ("holds", "lacks"))


def _lists_of(
    thing: object, at: Path, whose: str, fields: Iterable[str]
) -> Iterator[tuple[Path, str, Iterable[str]]]:
    for field in fields:
        yield (*at, field), whose, getattr(thing, field)


def _fields(knowledge: Knowledge) -> Iterator[Problem]:
    for room, fields in _FIELDS.items():
        things = getattr(knowledge, room)
        for name, thing in things.items():
            seen: dict[str, str] = {}
            for field in fields:
                text = getattr(thing, field) or ""
                first = seen.setdefault(said_alike(text), field) if text else field
                if first != field:
                    shown = " ".join(text.split())[:50]
                    message = f'"{name}" has as {field} the same text as its {first}: "{shown}".'
                    advice = "Write in each what it alone should say."
                    yield problem(knowledge.place(room, name, field), "double", f"{message} {advice}")
    for entry, deadline in knowledge.deadlines():
        if said_alike(deadline.label) == said_alike(deadline.caveat):
            message = (
                f'entry "{entry.id}", date "{deadline.id}", has as caveat the same text as its label. Write'
            )
            at = ("entries", entry.id, "deadlines", entry.deadlines.index(deadline), "caveat")
            yield problem(
                knowledge.place(*at), "double", f"{message} under caveat what a family should mind."
            )
    area = knowledge.area
    if ("area", "name") in knowledge.places and said_alike(area.name) == said_alike(area.authority):
        message = (
            f'area.yaml has as name "{area.name}", the same as its authority. Write under name the area '
        )
        yield problem(
            knowledge.place("area", "name"), "double", f"{message}alone, and its council as authority."
        )


def _titles(knowledge: Knowledge) -> Iterator[Problem]:
    """Two kinds of help in danger by one title, and an answer that stands among the questions."""
    titled: dict[str, str] = {}
    for safety in knowledge.safety_entries.values():
        other = titled.setdefault(said_alike(safety.title), safety.id)
        if other != safety.id:
            message = (
                f'entry "{safety.id}" has the title of "{other}": "{safety.title}". Write its own title.'
            )
            yield problem(knowledge.place("safety_entries", safety.id, "title"), "double", message)
    for entry in knowledge.entries.values():
        told = {said_alike(entry.answer): "answer", said_alike(entry.easy_read or entry.answer): "easy_read"}
        for number, question in enumerate(entry.questions):
            if said_alike(question) in told:
                message = f'entry "{entry.id}" has its {told[said_alike(question)]} as question {number + 1}.'
                at = knowledge.place("entries", entry.id, "questions", number)
                yield problem(at, "double", f"{message} A question is how families ask: take the answer out.")
    for term in knowledge.terms:
        for number, form in enumerate(term.also):
            if form == term.term:
                message = f'term "{term.term}" has itself as a form under also. Take it out.'
                yield problem(knowledge.place("terms", term.term, "also", number), "double", message)


def _sources(knowledge: Knowledge) -> Iterator[Problem]:
    """One page under two titles; copies of one address with other dates are two pages."""
    for room, things in (("entries", knowledge.entries), ("safety_entries", knowledge.safety_entries)):
        for thing in things.values():
            seen: set[tuple[str, str]] = set()
            for number, source in enumerate(thing.sources):
                page = (source.url.rstrip("/"), (source.dated or "").casefold())
                if page in seen:
                    message = f'entry "{thing.id}" has the source "{source.url}" twice. Take one out.'
                    at = knowledge.place(room, thing.id, "sources", number, "url")
                    yield problem(at, "double", message)
                seen.add(page)


def _asked(knowledge: Knowledge) -> Iterator[Problem]:
    """One question for two entries: in another language, among the tests, or among the examples of danger."""
    yield from _asked_abroad(knowledge)
    yield from _tested(knowledge)
    yield from _asked_in_danger(knowledge)


def _asked_abroad(knowledge: Knowledge) -> Iterator[Problem]:
    for language in knowledge.languages.values():
        first: dict[str, str] = {}
        for entry, questions in language.questions.items():
            for number, question in enumerate(questions):
                other = first.setdefault(said_alike(question), entry)
                if other != entry:
                    at = knowledge.place("languages", language.language, "questions", entry, number)
                    message = f'"{question}" is a question of "{entry}" and of "{other}" in {language.name}.'
                    yield problem(at, "same-question", f"{message} Keep it in one.")


def _tested(knowledge: Knowledge) -> Iterator[Problem]:
    tested: dict[str, str] = {}
    for number, test in enumerate(knowledge.tests):
        if test.expected:
            other = tested.setdefault(said_alike(test.question), test.expected[0])
            if other != test.expected[0]:
                message = f'"{test.question}" is a test of "{test.expected[0]}" and of "{other}".'
                advice = "Keep it in one, and name the other there under also if both answer it."
                yield problem(knowledge.place("tests", number), "same-question", f"{message} {advice}")


def _asked_in_danger(knowledge: Knowledge) -> Iterator[Problem]:
    asked = {said_alike(text): one.id for one in knowledge.entries.values() for text in one.questions}
    for name, examples in knowledge.safety_examples.items():
        for number, text in enumerate(examples):
            if said_alike(text) in asked:
                message = f'"{text}" is an example of danger and a question of "{asked[said_alike(text)]}".'
                at = knowledge.place("safety_examples", name, number)
                yield problem(at, "safety", f"{message} It cannot be both: take it out of one.")

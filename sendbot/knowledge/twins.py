"""The same thing in two places, where each should be another: a text that was copied and not changed, a name
that two have, an answer that a menu offers twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Place, Problem
from sendbot.knowledge.problems import problem

_FEWEST_WORDS = 4
"""From here on the same text in two entries was copied; shorter ones may be said again."""


def twin_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that stands twice, told where the second of the two stands."""
    yield from _names(knowledge)
    yield from _copied_texts(knowledge)
    yield from _easy_read(knowledge)
    yield from _menu(knowledge)
    for entry in knowledge.entries.values():
        yield from _counts(knowledge, entry)


def _names(knowledge: Knowledge) -> Iterator[Problem]:
    contacts = ((one.id, one.name, ("contacts", one.id, "name")) for one in knowledge.contacts.values())
    for place, name, text, first in _twice(knowledge, contacts):
        message = f'contact "{name}" has the name "{text}", which is also that of "{first}".'
        yield problem(place, "double", f"{message} Families could not tell them apart: name one otherwise.")
    for field in ("name", "about"):
        queues = (
            (one.id, getattr(one, field), ("workstreams", one.id, field))
            for one in knowledge.workstreams.values()
        )
        for place, name, text, first in _twice(knowledge, queues, 1 if field == "name" else 2):
            message = f'The workstream "{name}" has the {field} "{text}", which is also that of "{first}".'
            yield problem(place, "double", f"{message} Write in each what it alone is.")
    terms = ((one.term, one.stands_for, ("terms", one.term, "stands_for")) for one in knowledge.terms)
    for place, name, text, first in _twice(knowledge, terms):
        message = f'term "{name}" stands for "{text}", and so does "{first}".'
        yield problem(
            place, "double", f"{message} Write it once, and the other form under also.", warning=True
        )


def _copied_texts(knowledge: Knowledge) -> Iterator[Problem]:
    """An answer or Easy Read that is another entry's, left from copying it."""
    for field in ("answer", "easy_read"):
        rows = (
            (one.id, getattr(one, field) or "", ("entries", one.id, field))
            for one in knowledge.entries.values()
        )
        for place, name, text, first in _twice(knowledge, rows, _FEWEST_WORDS):
            lines = knowledge.place_in(("entries", name, field), text, 0)
            message = f'entry "{name}" has the {field} of "{first}", word for word.'
            where = lines if lines.path == place.path else place
            yield problem(where, "double", f"{message} Write its own, or keep one entry of the two.")
    translated: dict[tuple[str, str], str] = {}
    for entry in knowledge.entries.values():
        for code, translation in entry.translations.items():
            twin = translated.setdefault((code, _plain(translation.answer)), entry.id)
            if twin != entry.id:
                message = f'entry "{entry.id}" has the same translation "{code}" as "{twin}", word for word.'
                at = knowledge.place("entries", entry.id, "translations", code, "answer")
                yield problem(at, "double", f"{message} Translate in each its own answer.")


def _easy_read(knowledge: Knowledge) -> Iterator[Problem]:
    for entry in knowledge.entries.values():
        for field, whole in (("easy_read", entry.answer), ("answer", entry.title)):
            text = getattr(entry, field) or ""
            if text and _plain(text) == _plain(whole):
                what, same = ("Easy Read", "answer") if field == "easy_read" else ("answer", "title")
                advice = (
                    "Write it in shorter words, one idea a line, or leave it out."
                    if field == "easy_read"
                    else "Write what a family should know and do."
                )
                at = knowledge.place_in(("entries", entry.id, field), text, 0)
                yield problem(
                    at,
                    "double",
                    f'entry "{entry.id}" has as {what} the same text as its {same}. {advice}',
                )


def _menu(knowledge: Knowledge) -> Iterator[Problem]:
    stages = ((one.id, one.title, ("stages", one.id, "title")) for one in knowledge.menu.values())
    for place, name, text, first in _twice(knowledge, stages):
        message = f'The menu\'s "{name}" has the title "{text}", which is also that of "{first}".'
        yield problem(place, "double", f"{message} Their buttons would be the same: write another.")
    for stage in knowledge.menu.values():
        for number, entry in enumerate(stage.entries):
            if entry in stage.entries[:number]:
                message = f'The menu\'s "{stage.id}" leads to "{entry}" twice. Take one out.'
                yield problem(knowledge.place("stages", stage.id, "entries", number), "double", message)
        for code, title in stage.titles.items():
            twin = next(
                (one for one in knowledge.menu.values() if one.titles.get(code) == title and one != stage),
                None,
            )
            if twin and list(knowledge.menu).index(twin.id) < list(knowledge.menu).index(stage.id):
                message = f'The menu\'s "{stage.id}" has the title in {code} of "{twin.id}": "{title}".'
                at = knowledge.place("stages", stage.id, "titles", code)
                yield problem(at, "double", f"{message} Translate its own title.")


def _counts(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    """A date that is counted from one day twice, or from no day that a family must know."""
    for number, deadline in enumerate(entry.deadlines):
        at = ("entries", entry.id, "deadlines", number, "counts")
        name = f'entry "{entry.id}", date "{deadline.id}",'
        starts = [_plain(count.start) for count in deadline.counts]
        for place, start in enumerate(starts):
            if start in starts[:place]:
                message = f'{name} counts from "{deadline.counts[place].start}" twice. Name the other day.'
                yield problem(knowledge.place(*at, place, "from"), "double", message)
        if all(count.optional for count in deadline.counts):
            message = f"{name} has only counts that are optional, so that there may be none."
            yield problem(
                knowledge.place(*at, 0, "optional"),
                "wrong-value",
                f"{message} Take optional out of the one that every family has.",
            )


def _twice(
    knowledge: Knowledge, rows: Iterable[tuple[str, str, tuple[str, ...]]], fewest: int = 1
) -> Iterator[tuple[Place, str, str, str]]:
    """Texts that two of them have: the place, the name and the text of the second, the name of the first."""
    seen: dict[str, str] = {}
    for name, text, path in rows:
        plain = _plain(text)
        if len(plain.split()) < fewest:
            continue
        first = seen.setdefault(plain, name)
        if first != name:
            yield knowledge.place(*path), name, text, first


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))

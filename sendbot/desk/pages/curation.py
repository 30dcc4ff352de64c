"""The curators' page at the desk: what waits for them, by workstream: unchecked, overdue, unused, unhelpful,
without tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from sendbot.desk.pages.queue import queue_subjects
from sendbot.desk.request import Visit
from sendbot.knowledge.entries import Contact, Entry, Knowledge
from sendbot.knowledge.freshness import due, overdue
from sendbot.review.metrics import EntryFigures
from sendbot.store.review.figures import entry_figures

FEWEST_TESTS = 3
"""Tests of an entry, as the check wants them."""
_ENOUGH_RATINGS = 3
"""With fewer ratings, one cross family decides what is called unhelpful."""


@dataclass(frozen=True)
class WorkList:
    """Why some entries wait, what to do with them, and which they are, the most pressing first."""

    key: str
    heading: str
    advice: str
    entries: tuple[Entry, ...]


async def show(visit: Visit) -> Response:
    """Everything that waits, in one workstream or in all."""
    knowledge = await visit.context.answers.refresh()
    today, wanted = visit.now.date(), visit.query["workstream"][:100]
    figures = await entry_figures(visit.context.store)
    return visit.draw(
        "curators.html",
        parts=[part for part in waiting(knowledge, figures, today, wanted) if part.entries],
        contacts=contacts_waiting(knowledge, today),
        languages=[language for language in knowledge.languages.values() if not language.checked],
        figures=figures,
        due=due,
        today=today,
        wanted=wanted,
        queue_words=queue_subjects(knowledge),
        workstream_options=list(queue_subjects(knowledge).items()),
    )


def waiting(
    knowledge: Knowledge, figures: Mapping[str, EntryFigures], today: date, workstream: str = ""
) -> Iterator[WorkList]:
    """What waits in a workstream, or in all."""
    entries = [
        entry for entry in knowledge.entries.values() if not workstream or entry.workstream == workstream
    ]
    tests = Counter(name for test in knowledge.tests for name in test.expected[:1])

    def rated(entry: Entry) -> EntryFigures:
        return figures.get(entry.id, EntryFigures(entry.id, 0, 0, 0))

    late = sorted((entry for entry in entries if overdue(entry, today)), key=due)
    yield WorkList("overdue", "Overdue for review", "Read the sources again.", tuple(late))
    cross = [entry for entry in entries if _unhelpful(rated(entry))]
    cross.sort(key=lambda entry: -rated(entry).not_helped)
    yield WorkList("unhelpful", "Did not help", "More families said no than yes.", tuple(cross))
    unchecked = sorted(
        (entry for entry in entries if entry.checked is None), key=lambda entry: -rated(entry).shown
    )
    yield WorkList(
        "unchecked", "Not checked by the council", "Those shown most come first.", tuple(unchecked)
    )
    few = [entry for entry in entries if tests[entry.id] < FEWEST_TESTS]
    few.sort(key=lambda entry: tests[entry.id])
    yield WorkList("untested", "Too few tests", f"Write {FEWEST_TESTS} or more in questions/.", tuple(few))
    unused = [entry for entry in entries if rated(entry).shown == 0]
    yield WorkList("unused", "Never shown", "Do its questions say what families say?", tuple(unused))


def contacts_waiting(knowledge: Knowledge, today: date) -> list[Contact]:
    """Contacts that are overdue, those due first at the top."""
    return sorted(
        (contact for contact in knowledge.contacts.values() if overdue(contact, today)),
        key=lambda contact: (due(contact), contact.id),
    )


def _unhelpful(figures: EntryFigures) -> bool:
    rated = figures.helped + figures.not_helped
    return rated >= _ENOUGH_RATINGS and figures.not_helped > figures.helped

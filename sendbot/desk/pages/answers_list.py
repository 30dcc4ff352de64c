"""Knowledge at the desk: every entry with its dates and whether it helped, as a family reads it, and what it
answered."""

from __future__ import annotations

from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from sendbot.desk.downloads import download
from sendbot.desk.pages.queue import queue_subjects
from sendbot.desk.request import Visit
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.knowledge.freshness import due, overdue
from sendbot.review.metrics import EntryFigures
from sendbot.review.states import sees
from sendbot.store.review.figures import entry_figures
from sendbot.store.review.queries import answered_groups

_HEADS = (
    "id",
    "title",
    "workstream",
    "sources read",
    "checked",
    "checked by",
    "review by",
    "overdue",
    "times shown",
    "helped",
    "did not help",
)
_SORTS = {"title": "title", "review": "next review", "shown": "most shown", "unhelpful": "did not help"}


async def show(visit: Visit) -> Response:
    """The list of entries."""
    knowledge = await visit.context.answers.refresh()
    today = visit.now.date()
    found, fields = await _wanted(visit, knowledge)
    return visit.draw(
        "knowledge.html",
        rows=found,
        fields=fields,
        today=today,
        knowledge=knowledge,
        overdue=sum(overdue(entry, today) for entry in knowledge.entries.values()),
        unchecked=sum(entry.checked is None for entry in knowledge.entries.values()),
        old_contacts=[contact for contact in knowledge.contacts.values() if overdue(contact, today)],
        sorts=_SORTS,
        workstream_options=list(queue_subjects(knowledge).items()),
    )


async def _wanted(
    visit: Visit, knowledge: Knowledge
) -> tuple[list[tuple[Entry, EntryFigures]], dict[str, str]]:
    """The entries that the address asks for with their figures."""
    fields = {name: visit.query[name][:100] for name in ("q", "workstream", "overdue", "unchecked", "sort")}
    figures = await entry_figures(visit.context.store)
    search, today = fields["q"].strip().casefold(), visit.now.date()
    rows = [
        (entry, figures.get(entry.id, EntryFigures(entry.id, 0, 0, 0)))
        for entry in knowledge.entries.values()
        if (
            not search
            or search in f"{entry.id} {entry.title} {entry.answer} {' '.join(entry.questions)}".casefold()
        )
        and (not fields["workstream"] or entry.workstream == fields["workstream"])
        and (not fields["overdue"] or overdue(entry, today))
        and (not fields["unchecked"] or entry.checked is None)
    ]
    orders = {
        "review": lambda row: (row[0].review_by, row[0].id),
        "shown": lambda row: (-row[1].shown, row[0].id),
        "unhelpful": lambda row: (-row[1].not_helped, row[0].id),
    }
    return sorted(
        rows, key=orders.get(fields["sort"], lambda row: (row[0].title.casefold(), row[0].id))
    ), fields


async def export(visit: Visit) -> Response:
    """The list as CSV or XLSX."""
    found, _ = await _wanted(visit, await visit.context.answers.refresh())
    return await download(
        visit, "knowledge", _HEADS, [_row(entry, figures, visit.now.date()) for entry, figures in found]
    )


def _row(entry: Entry, figures: EntryFigures, today: date) -> list[str | int | float]:
    checked = [entry.checked.on.isoformat(), entry.checked.by] if entry.checked else ["", ""]
    late = "yes" if overdue(entry, today) else "no"
    dates = [entry.read.isoformat(), *checked, entry.review_by.isoformat(), late]
    return [
        entry.id,
        entry.title,
        entry.workstream,
        *dates,
        figures.shown,
        figures.helped,
        figures.not_helped,
    ]


async def show_entry(visit: Visit) -> Response:
    """One entry as a family reads it."""
    knowledge = await visit.context.answers.refresh()
    entry = knowledge.entry(visit.path("name"))
    if entry is None:
        raise HTTPException(404)
    easy_read = bool(visit.query["easy-read"]) and entry.easy_read is not None
    figures = (await entry_figures(visit.context.store)).get(entry.id, EntryFigures(entry.id, 0, 0, 0))
    answered = [
        found
        for found in await answered_groups(visit.context.store, entry.id)
        if sees(visit.person.role, visit.person.workstreams, found.workstream)
    ]
    place = knowledge.place("entries", entry.id)
    return visit.draw(
        "entry.html",
        entry=entry,
        blocks=visit.context.answers.shown(entry.id, easy_read),
        easy_read=easy_read,
        figures=figures,
        answered=answered,
        place=place,
        people=[
            (contact, due(contact), overdue(contact, visit.now.date()))
            for name in entry.contacts
            if (contact := knowledge.contacts.get(name)) is not None
        ],
        knowledge=knowledge,
        queue_words=queue_subjects(knowledge),
        today=visit.now.date(),
    )

"""The queue: groups with filters, search, order and pages, and the same list as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import cast, get_args

from starlette.responses import Response

from sendbot.desk.downloads import download
from sendbot.desk.request import Visit
from sendbot.pages.forms import Form
from sendbot.review.export import Cell
from sendbot.review.group_shapes import GroupRow
from sendbot.review.ranking import pressing
from sendbot.review.states import State
from sendbot.store.review.queries import PAGE, Filter, Sort, languages, queue

_MOST_EXPORTED = 20_000
"""Rows: what a spreadsheet opens without waiting."""
_HEADS = (
    "id",
    "newest wording",
    "state",
    "workstream",
    "owner",
    "asked",
    "unanswered",
    "pressing",
    "first asked",
    "last asked",
    "languages",
)
_HEADS_MORE = ("nearest entry", "answered by", "reason")
SORTS: Mapping[str, str] = {
    "pressing": "most pressing",
    "newest": "asked most recently",
    "asked": "asked most often",
    "oldest": "waiting longest",
}


def wanted(visit: Visit) -> tuple[Filter, dict[str, str], list[tuple[str, str]]]:
    """The filter that the address asks for, its fields as they came, and what is wrong with them."""
    query, errors = visit.query, list[tuple[str, str]]()
    fields = {
        name: query[name][:100]
        for name in ("q", "workstream", "state", "language", "from", "to", "mine", "sort")
    }
    state = fields["state"] or "open"
    sort = fields["sort"] if fields["sort"] in get_args(Sort) else "pressing"
    chosen = Filter(
        visible=visit.person.visible,
        workstream=None
        if not fields["workstream"]
        else ""
        if fields["workstream"] == "none"
        else fields["workstream"],
        state=State(state) if state in set(State) else "all" if state == "all" else "open",
        language=fields["language"] or None,
        since=_moment(query, "from", errors),
        until=_moment(query, "to", errors, timedelta(days=1)),
        search=fields["q"],
        owner=visit.person.id if fields["mine"] else None,
        sort=cast(Sort, sort),
    )
    return chosen, fields, errors


def _moment(
    query: Form, name: str, errors: list[tuple[str, str]], more: timedelta = timedelta()
) -> datetime | None:
    text = query[name].strip()
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        errors.append((name, f'"{text[:20]}" is not a date. Write it as year-month-day, as in 2026-11-23.'))
        return None
    return (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + more
        if day is not None and day.year < 9999
        else None
    )


async def show(visit: Visit) -> Response:
    """A page of the queue."""
    chosen, fields, errors = wanted(visit)
    await visit.context.grouper.catch_up(visit.now)
    number = max(1, visit.query.number("page") or 1)
    rows, total = await queue(visit.context.store, chosen, number)
    knowledge = await visit.context.answers.refresh()
    return visit.draw(
        "queue.html",
        rows=rows,
        total=total,
        number=number,
        pages=max(1, -(-total // PAGE)),
        fields=fields,
        errors=errors,
        now=visit.now,
        knowledge=knowledge,
        workstreams=[
            (name, item.name)
            for name, item in knowledge.workstreams.items()
            if visit.person.visible is None or name in visit.person.visible
        ],
        language_options=[(code, code) for code in await languages(visit.context.store)],
        state_options=[(state.value, state.value) for state in State],
        sorts=SORTS,
    )


async def export(visit: Visit) -> Response:
    """The filtered list as CSV or XLSX."""
    chosen, _, _ = wanted(visit)
    rows, _ = await queue(visit.context.store, chosen, 1, _MOST_EXPORTED)
    return await download(visit, "queue", (*_HEADS, *_HEADS_MORE), table(rows, visit.now))


def table(rows: Sequence[GroupRow], now: datetime) -> list[list[Cell]]:
    """Groups as rows of a file."""
    return [
        [
            row.id,
            row.sample,
            row.state.value,
            row.workstream or "",
            row.owner or "",
            row.asked,
            row.unanswered,
            round(pressing(row.heat, now), 2),
            row.first_at.strftime("%Y-%m-%d %H:%M"),
            row.last_at.strftime("%Y-%m-%d %H:%M"),
            " ".join(row.languages),
            row.nearest or "",
            row.entry or "",
            row.reason,
        ]
        for row in rows
    ]

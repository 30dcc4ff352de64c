"""The queue: groups with filters, search, order and pages, and the same list as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast, get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response

from sendbot.desk.downloads import download
from sendbot.desk.request import FILTERS, Visit
from sendbot.errors import ConflictError, ReviewError
from sendbot.knowledge.entries import Knowledge
from sendbot.review.export import Cell
from sendbot.review.group_shapes import GroupRow, workstream_words
from sendbot.review.ranking import pressing
from sendbot.review.states import State, may_close
from sendbot.store.accounts import Person
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import PAGE, Filter, Sort, counts, languages, queue
from sendbot.store.review.saved_views import note_use, views_of
from sendbot.words.days import LONDON, read_day

_MOST_EXPORTED = 20_000
"""Rows: what a spreadsheet opens without waiting."""
_HEADS = (
    "id",
    "name",
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
_HEADS_MORE = ("nearest entry", "answered by", "reason", "families waiting")


@dataclass(frozen=True)
class Tab:
    """One state above the queue: its groups, and the address that shows them."""

    label: str
    number: int
    fields: Mapping[str, str]
    here: bool


SORTS: Mapping[str, str] = {
    "pressing": "most pressing",
    "newest": "asked most recently",
    "asked": "asked most often",
    "oldest": "waiting longest",
}


def wanted(visit: Visit) -> tuple[Filter, dict[str, str], list[tuple[str, str]]]:
    """The filter that the address asks for, its fields as they came, and what is wrong with them."""
    errors = list[tuple[str, str]]()
    fields = {name: visit.filter.get(name, "") for name in FILTERS}
    return filter_of(visit.person, fields, errors), fields, errors


def set_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that make this queue another one than everybody's."""
    usual = {"state": "open", "sort": "pressing"}
    return {name: text for name in FILTERS if (text := fields.get(name, "")) and text != usual.get(name)}


def filter_of(
    person: Person, fields: Mapping[str, str], errors: list[tuple[str, str]] | None = None
) -> Filter:
    """Which groups the fields of the queue's form ask for; `errors` collects what is wrong with them."""
    said = errors if errors is not None else []
    told = {name: fields.get(name, "") for name in FILTERS}
    state, workstream = told["state"] or "open", told["workstream"]
    sort = told["sort"] if told["sort"] in get_args(Sort) else "pressing"
    return Filter(
        visible=person.visible,
        workstream=None if not workstream else "" if workstream == "none" else workstream,
        state=_state(state),
        junk=_junk(state),
        language=told["language"] or None,
        since=_moment(told["from"], "from", said),
        until=_moment(told["to"], "to", said, timedelta(days=1)),
        search=told["q"],
        owner=person.id if told["mine"] else None,
        sort=cast(Sort, sort),
    )


def _state(name: str) -> State | Literal["open", "all"]:
    if name in set(State):
        return State(name)
    return "all" if name == "all" else "open"


def _junk(state: str) -> bool | None:
    """Only what looks like junk, everything, or what does not look like it."""
    if state == "junk?":
        return True
    return None if state in {"all", *set(State)} else False


def _moment(
    text: str, name: str, errors: list[tuple[str, str]], more: timedelta = timedelta()
) -> datetime | None:
    """The beginning of a day in London."""
    if not text.strip():
        return None
    day = read_day(text)
    if day is None or not 2000 <= day.year < 9999:
        errors.append((name, f'"{text[:20]}" is not a date. Write it as 23/11/2026.'))
        return None
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC) + more


async def show(visit: Visit) -> Response:
    """A page of the queue."""
    return await draw_queue(visit)


async def draw_queue(visit: Visit, status: int = 200, more: Sequence[tuple[str, str]] = ()) -> Response:
    """The queue as it is filtered, with what is wrong at its field."""
    chosen, fields, errors = wanted(visit)
    store = visit.context.store
    await visit.context.grouper.catch_up(visit.now)
    number = max(1, visit.query.number("page") or 1)
    rows, total = await queue(store, chosen, number)
    pages = max(1, -(-total // PAGE))
    if number > pages:  # what was done with the ticked groups may have emptied the last page
        number = pages
        rows, total = await queue(store, chosen, number)
    tabs = await counts(store, replace(chosen, owner=None))
    mine = (await counts(store, replace(chosen, owner=visit.person.id)))["open"]
    return visit.draw(
        "queue.html",
        status,
        rows=rows,
        total=total,
        number=number,
        pages=pages,
        fields=fields,
        errors=[*errors, *more],
        now=visit.now,
        tabs=_tabs(tabs, mine, fields),
        may_close=may_close(visit.person.role),
        sorts=SORTS,
        typed=visit.form,
        **await _views(visit, fields),
        **await _options(visit),
    )


async def _views(visit: Visit, fields: Mapping[str, str]) -> dict[str, Any]:
    """The person's own views, which of them is on, and whether the filter is one that could be kept."""
    views = await views_of(visit.context.store, visit.person.id)
    now = set_fields(fields)
    on = next((view for view in views if view.fields == now), None)
    if on is not None:
        await note_use(visit.context.store, on, visit.now)
    return {"views": views, "view_on": on, "may_keep": bool(now) and on is None}


async def _options(visit: Visit) -> dict[str, Any]:
    """What the filter can be set to, in words."""
    knowledge = await visit.context.answers.refresh()
    subjects, tongues = queue_subjects(knowledge), language_names(knowledge)
    seen = await languages(visit.context.store, visit.person.visible)
    return {
        "queue_words": subjects,
        "tongues": tongues,
        "workstreams": [
            (name, words)
            for name, words in subjects.items()
            if visit.person.visible is None or name in visit.person.visible
        ],
        "language_options": [(code, tongues.get(code, code)) for code in seen],
    }


def _tabs(found: Mapping[str, int], mine: int, fields: Mapping[str, str]) -> list[Tab]:
    """The states as tabs with how many groups each holds, and one for what is mine."""
    now = "mine" if fields["mine"] else fields["state"] or "open"
    rows = [("open", "Open", found["open"]), ("mine", "Mine", mine)]
    rows += [(state.value, state.value.capitalize(), found[state]) for state in State]
    rows += [("junk?", "Looks like junk", found["junk?"]), ("all", "All", found["all"])]
    return [
        Tab(
            label,
            number,
            {**fields, "state": "" if key in {"open", "mine"} else key, "mine": "1" if key == "mine" else ""},
            key == now,
        )
        for key, label, number in rows
        if number or key in {"open", "mine", now}
    ]


def queue_subjects(knowledge: Knowledge) -> dict[str, str]:
    """Every workstream by words that tell somebody what it is about."""
    return {
        name: workstream_words(item.name, item.about, item.placeholder)
        for name, item in knowledge.workstreams.items()
    }


def language_names(knowledge: Knowledge) -> dict[str, str]:
    """Languages by their own names, since a code of two letters tells a reader little."""
    return {"en": "English"} | {code: item.name for code, item in knowledge.languages.items()}


async def empty_junk(visit: Visit) -> Response:
    """Put aside everything that looks like junk and that nobody has taken: one press, and no family is
    told anything."""
    if not may_close(visit.person.role):
        await visit.note_refusal(f"not for a {visit.person.role}")
        raise HTTPException(403, "A lead or an admin has to do this.")
    chosen = Filter(visible=visit.person.visible, state="open", junk=True)
    rows, _ = await queue(visit.context.store, chosen, 1, _MOST_EXPORTED)
    context = visit.context
    changes = Changes(context.store, context.grouper, visit.person.actor, visit.now, context.answers.redacted)
    for row in rows:
        with suppress(ConflictError, ReviewError):
            await changes.set_state(row.id, row.version, State.JUNK)
    return Visit.go("/queue", done="emptied")


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
            row.name,
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
            row.waiting,
        ]
        for row in rows
    ]

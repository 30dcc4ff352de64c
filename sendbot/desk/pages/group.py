"""One group: everything about it, in the order of the work. What may be done to it is in `group_changes`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from sendbot.desk.downloads import download
from sendbot.desk.pages.queue import filter_of, language_names, queue_subjects
from sendbot.desk.request import Visit
from sendbot.review.group_shapes import GroupRow, Member
from sendbot.review.ranking import trend
from sendbot.review.states import State, may_close, sees
from sendbot.review.wordings import shared_words
from sendbot.store.accounts import people
from sendbot.store.audit import note_down
from sendbot.store.review.changes import UNDONE_WITHIN
from sendbot.store.review.kept_answers import kept_answer
from sendbot.store.review.queries import (
    PAGE,
    beside,
    group,
    groups,
    history,
    members,
    moments,
    near_entries,
    notes,
    reasons,
    wordings,
)

_HEADS = (
    "id",
    "asked",
    "wording",
    "language",
    "outcome",
    "reason",
    "chosen",
    "nearest entry",
    "score",
    "likeness",
)
WEEKS = 12
"""A school term."""


def may_see(visit: Visit, found: GroupRow | None) -> bool:
    """May this person read the group's words?"""
    return found is not None and sees(visit.person.role, visit.person.workstreams, found.workstream)


async def visible_group(visit: Visit) -> GroupRow:
    """The group of the address; 404 for one that this person may not see, as for one that is not there."""
    found = await group(visit.context.store, visit.path("name"))
    if found is None or not await looked_for(visit, found):
        raise HTTPException(404)
    return found


async def looked_for(visit: Visit, found: GroupRow) -> bool:
    """May this person read the group that they ask for? Where not, the audit log says that they tried."""
    if may_see(visit, found):
        return True
    await visit.note_refusal(f"{found.id} is of another workstream")
    return False


async def show(visit: Visit) -> Response:
    """The page of a group."""
    return await draw_group(visit, await visible_group(visit))


async def note_reading(visit: Visit, found: GroupRow) -> None:
    """That somebody read a group's wordings stands in the audit log, once a day: whatever page shows them."""
    read: dict[tuple[int, str], str] = visit.request.app.state.read
    today = visit.now.date().isoformat()
    if read.get((visit.person.id, found.id)) != today:
        read[visit.person.id, found.id] = today
        await note_down(visit.context.store, visit.now, visit.person.actor, "read a group", found.id)


async def draw_group(
    visit: Visit, found: GroupRow, status: int = 200, errors: tuple[tuple[str, str], ...] = ()
) -> Response:
    """The page, with what is wrong at its field and what was typed still there."""
    store = visit.context.store
    await note_reading(visit, found)
    number = max(1, visit.query.number("page") or 1)
    asked = await members(store, found.id, number)
    log, _ = await history(store, found.id, 1, 50)
    log = [line for line in log if line.action != "read a group"]
    back = visit.filter
    around = await beside(store, filter_of(visit.person, back), found.id)
    return visit.draw(
        "group.html",
        status,
        group=found,
        members=asked,
        number=number,
        pages=max(1, -(-found.asked // PAGE)),
        near=await near_entries(store, found.id),
        reasons=await reasons(store, found.id),
        notes=await notes(store, found.id),
        history=log,
        kept=await kept_answer(store, found.id),
        before=around.before,
        after=around.after,
        queue_page=around.page,
        back=back,
        errors=errors,
        typed=visit.form,
        now=visit.now,
        **await _told(visit, found, asked),
        **await _choices(visit, found),
    )


async def _told(visit: Visit, found: GroupRow, asked: list[Member]) -> dict[str, Any]:
    """What the page says about the wordings: why they are together, what is alike, and how it went week
    by week."""
    store, now = visit.context.store, visit.now
    first = next(iter((await wordings(store, found.id, 1)).values()), "")
    weeks = trend(await moments(store, found.id, now - timedelta(weeks=WEEKS)), now, WEEKS)
    starts = [(now - timedelta(weeks=WEEKS - place)).strftime("%d %b") for place in range(WEEKS)]
    return {
        "alike": await _alike(visit, found, first),
        "shared": [", ".join(shared_words(item.text, first)) for item in asked],
        "trend": weeks,
        "weeks": starts,
    }


async def _choices(visit: Visit, found: GroupRow) -> dict[str, Any]:
    """Whom and where a group may be given to, and what this person may do."""
    knowledge = await visit.context.answers.refresh()
    everybody = [
        someone
        for someone in await people(visit.context.store)
        if someone.active and sees(someone.role, someone.workstreams, found.workstream)
    ]
    undone = (
        found.state is State.DUPLICATE
        and found.merged_at is not None
        and visit.now - found.merged_at <= UNDONE_WITHIN
    )
    return {
        "knowledge": knowledge,
        "owner_options": [(someone.id, someone.name) for someone in everybody],
        "workstream_options": [("", "not sorted yet")] * (found.workstream is None)
        + list(queue_subjects(knowledge).items()),
        "queue_words": queue_subjects(knowledge),
        "tongues": language_names(knowledge),
        "may_close": may_close(visit.person.role),
        "may_undo": undone and may_close(visit.person.role),
        "mine": found.owner_id == visit.person.id,
    }


async def _alike(visit: Visit, found: GroupRow, wording: str) -> list[tuple[GroupRow, float]]:
    """Groups that may be about the same, as far as this person may see them."""
    near = (
        await visit.context.grouper.near(wording, found.id, 6)
        if wording and found.state is not State.DUPLICATE
        else []
    )
    rows = await groups(visit.context.store, [name for name, _ in near])
    shown = [(rows[name], likeness) for name, likeness in near if name in rows]
    return [(row, likeness) for row, likeness in shown if may_see(visit, row) and row.asked]


async def export(visit: Visit) -> Response:
    """The group's questions as CSV or XLSX."""
    found = await visible_group(visit)
    asked = await members(visit.context.store, found.id, 1, 20_000)
    rows = [
        [
            item.id,
            item.at.strftime("%Y-%m-%d %H:%M"),
            item.text,
            item.language,
            item.outcome,
            item.reason,
            "none of these" if item.none_chosen else item.chosen or "",
            item.candidates[0][0] if item.candidates else "",
            round(item.candidates[0][1], 3) if item.candidates else "",
            item.similarity,
        ]
        for item in asked
    ]
    return await download(visit, "questions", _HEADS, rows, about=found.id)

"""One group: everything about it, and every change that a person may make to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from sendbot.desk.downloads import download
from sendbot.desk.rendering import moment_words
from sendbot.desk.request import Visit
from sendbot.errors import ConflictError, ReviewError
from sendbot.review.drafts import Draft, missing_content, missing_wording, wordings_in_order
from sendbot.review.group_shapes import GroupRow
from sendbot.review.ranking import trend
from sendbot.review.states import State, may_close, sees
from sendbot.review.wordings import shared_words
from sendbot.store.accounts import people, person_by_id
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import (
    PAGE,
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


async def visible_group(visit: Visit) -> GroupRow:
    """The group of the address; 404 for one that this person may not see, as for one that is not there."""
    found = await group(visit.context.store, visit.path("name"))
    if found is None or not sees(visit.person.role, visit.person.workstreams, found.workstream):
        raise HTTPException(404)
    return found


async def show(visit: Visit) -> Response:
    """The page of a group."""
    return await _draw(visit, await visible_group(visit))


async def _draw(
    visit: Visit, found: GroupRow, status: int = 200, errors: tuple[tuple[str, str], ...] = ()
) -> Response:
    store = visit.context.store
    number = max(1, visit.query.number("page") or 1)
    asked = await members(store, found.id, number)
    first = next(iter((await wordings(store, found.id, 1)).values()), "")
    knowledge = await visit.context.answers.refresh()
    weeks = trend(await moments(store, found.id, visit.now - timedelta(weeks=WEEKS)), visit.now, WEEKS)
    starts = [(visit.now - timedelta(weeks=WEEKS - place)).strftime("%d %b") for place in range(WEEKS)]
    everybody = [
        someone
        for someone in await people(store)
        if someone.active and sees(someone.role, someone.workstreams, found.workstream)
    ]
    log, _ = await history(store, found.id, 1, 50)
    return visit.draw(
        "group.html",
        status,
        group=found,
        members=asked,
        shared=[", ".join(shared_words(item.text, first)) for item in asked],
        number=number,
        pages=max(1, -(-found.asked // PAGE)),
        near=await near_entries(store, found.id),
        alike=await _alike(visit, found, first),
        reasons=await reasons(store, found.id),
        notes=await notes(store, found.id),
        history=log,
        trend=weeks,
        weeks=starts,
        knowledge=knowledge,
        owner_options=[(someone.id, someone.name) for someone in everybody],
        workstream_options=[("", "none yet")] * (found.workstream is None)
        + [(name, item.name) for name, item in knowledge.workstreams.items()],
        may_close=may_close(visit.person.role),
        may_move=may_close(visit.person.role),
        state_options=_state_options(found.state),
        now=visit.now,
        errors=errors,
        typed=visit.form,
    )


async def _alike(visit: Visit, found: GroupRow, wording: str) -> list[tuple[GroupRow, float]]:
    """Groups that may be about the same, as far as this person may see them."""
    near = (
        await visit.context.grouper.near(wording, found.id)
        if wording and found.state is not State.DUPLICATE
        else []
    )
    rows = await groups(visit.context.store, [name for name, _ in near])
    shown = [(rows[name], likeness) for name, likeness in near if name in rows]
    return [
        (row, likeness)
        for row, likeness in shown
        if sees(visit.person.role, visit.person.workstreams, row.workstream) and row.asked
    ]


def _state_options(now: State) -> list[tuple[str, str]]:
    """The states that a person may choose, and the one that the group is in."""
    by_hand = (State.NEW, State.ASSIGNED, State.DRAFTED, State.WONT_ANSWER)
    return [(state.value, state.value) for state in dict.fromkeys((now, *by_hand))]


Change = Callable[[Visit, Changes, GroupRow, int], Awaitable[Response]]


def changing(change: Change) -> Callable[[Visit], Awaitable[Response]]:
    """A change as an endpoint: whoever was too late, or asked for what cannot be, sees the page with the
    reason."""

    async def handler(visit: Visit) -> Response:
        found = await visible_group(visit)
        who = Changes(
            visit.context.store,
            visit.context.grouper,
            visit.person.name,
            visit.now,
            visit.context.answers.redacted,
        )
        try:
            return await change(visit, who, found, visit.form.number("version") or 0)
        except ConflictError as problem:
            return await _draw(
                visit,
                problem.now,
                409,
                (("top", str(problem)), *await _last_change(visit, found)),
            )
        except ReviewError as problem:
            fresh = await group(visit.context.store, found.id)
            return await _draw(visit, fresh or found, 422, ((visit.form["field"] or "top", str(problem)),))

    return handler


async def _last_change(visit: Visit, found: GroupRow) -> tuple[tuple[str, str], ...]:
    """What the faster colleague did."""
    lines, _ = await history(visit.context.store, found.id, 1, 1)
    return tuple(
        (
            "top",
            f"{line.who}: {line.action}{f' ({line.detail})' if line.detail else ''}, {moment_words(line.at)}",
        )
        for line in lines
    )


def _back(found: GroupRow, done: str) -> Response:
    return Visit.go(f"/groups/{found.id}", done=done)


@changing
async def assign(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Give the group to somebody who may see it, or to nobody."""
    number = visit.form.number("owner")
    owner = await person_by_id(visit.context.store, number) if number is not None else None
    if number is not None and (
        owner is None or not owner.active or not sees(owner.role, owner.workstreams, found.workstream)
    ):
        raise ReviewError("This person may not see the group. Choose somebody from the list.")
    await changes.assign(found.id, version, owner.id if owner else None, owner.name if owner else "nobody")
    return _back(found, "assigned")


@changing
async def route(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Give the group to another workstream."""
    _only_closers(visit)
    knowledge = await visit.context.answers.refresh()
    wanted = visit.form["workstream"]
    if wanted not in knowledge.workstreams:
        raise ReviewError("Choose a workstream from the list.")
    await changes.route(found.id, version, wanted)
    if not sees(visit.person.role, visit.person.workstreams, wanted):
        return Visit.go("/queue", done="moved")
    return _back(found, "moved")


@changing
async def set_state(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Put the group into another state."""
    wanted = visit.form["state"]
    if wanted not in set(State):
        raise ReviewError("Choose a state from the list.")
    if State(wanted) is State.WONT_ANSWER:
        _only_closers(visit)
    await changes.set_state(found.id, version, State(wanted), visit.form["reason"])
    return _back(found, "state")


@changing
async def add_note(visit: Visit, changes: Changes, found: GroupRow, _version: int) -> Response:
    """Write a note."""
    await changes.note(found.id, visit.form["note"])
    return _back(found, "noted")


@changing
async def split(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Move the ticked questions into a group of their own."""
    fresh = await changes.split(found.id, version, visit.form.all("question"))
    return Visit.go(f"/groups/{fresh}", done="split")


@changing
async def merge(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Merge the group into another one that this person may see."""
    into = visit.form["into"].strip().casefold()
    target = await group(visit.context.store, into)
    if target is None or not sees(visit.person.role, visit.person.workstreams, target.workstream):
        raise ReviewError("There is no such group. Give the id of another group, such as g-7f3k2m9x.")
    await changes.merge(found.id, version, into)
    return Visit.go(f"/groups/{into}", done="merged")


@changing
async def change_question(visit: Visit, changes: Changes, found: GroupRow, _version: int) -> Response:
    """Delete one question, or take words out of it: for a lead of the group, or an admin."""
    _only_closers(visit)
    if visit.form["delete"]:
        await changes.delete_question(found.id, visit.form["delete"])
        return _back(found, "deleted")
    question = visit.form["redact"]
    await changes.redact_question(found.id, question, visit.form[f"hide-{question}"])
    return _back(found, "redacted")


def _only_closers(visit: Visit) -> None:
    if not may_close(visit.person.role):
        raise ReviewError("A lead or an admin has to do this.")


async def draft(visit: Visit) -> Response:
    """The wordings as YAML: for an entry that is there, or for a new one."""
    found = await visible_group(visit)
    knowledge = await visit.context.answers.refresh()
    texts = wordings_in_order(await wordings(visit.context.store, found.id))
    near = [name for name, _, _ in await near_entries(visit.context.store, found.id)]
    choices = [entry for name in near if (entry := knowledge.entry(name)) is not None]
    wanted = knowledge.entry(visit.query["entry"]) if visit.query["entry"] else None
    made: Draft
    if wanted is not None:
        made = missing_wording(found.id, texts, wanted)
    else:
        made = missing_content(
            found.id, texts, knowledge, found.workstream, found.owner or "", visit.now.date()
        )
    return visit.draw(
        "draft.html",
        group=found,
        draft=made,
        choices=choices,
        entry=wanted.id if wanted else "",
        knowledge=knowledge,
    )


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
    return await download(visit, "questions", _HEADS, rows)

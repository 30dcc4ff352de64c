"""Every change that a person may make to a group: taking it, naming it, moving it, taking it apart,
merging it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.responses import Response

from sendbot.desk.pages.group import draw_group, looked_for, may_see, note_reading, visible_group
from sendbot.desk.pages.queue import queue_subjects
from sendbot.desk.request import Visit
from sendbot.errors import ConflictError, ReviewError
from sendbot.review.group_shapes import GroupRow
from sendbot.review.states import OPEN, State, may_close, sees
from sendbot.store.accounts import person_by_id
from sendbot.store.review.changes import Changes
from sendbot.store.review.queries import group, history, wordings
from sendbot.words.days import moment_words

MOST_MERGED = 10
"""Groups at once: as many as somebody reads side by side before saying that they are the same."""

Change = Callable[[Visit, Changes, GroupRow, int], Awaitable[Response]]


def changes_of(visit: Visit) -> Changes:
    """What this person does at this moment."""
    context = visit.context
    return Changes(context.store, context.grouper, visit.person.actor, visit.now, context.answers.redacted)


def changing(change: Change) -> Callable[[Visit], Awaitable[Response]]:
    """A change as an endpoint: whoever was too late, or asked for what cannot be, sees the page with the
    reason. A group that a colleague moved out of sight in the meantime is not shown."""

    async def handler(visit: Visit) -> Response:
        found = await visible_group(visit)
        try:
            return await change(visit, changes_of(visit), found, visit.form.number("version") or 0)
        except (ConflictError, ReviewError) as problem:
            fresh = await group(visit.context.store, found.id)
            if fresh is None or not may_see(visit, fresh):
                return Visit.go("/queue", done="moved")
            if isinstance(problem, ConflictError):
                said = (("top", str(problem)), *await _last_change(visit, fresh))
                return await draw_group(visit, fresh, 409, said)
            at = problem.field or visit.form["field"] or "top"
            return await draw_group(visit, fresh, 422, ((at, str(problem)),))

    return handler


async def _last_change(visit: Visit, found: GroupRow) -> tuple[tuple[str, str], ...]:
    """What the faster colleague did."""
    lines, _ = await history(visit.context.store, found.id, 1, 20)
    done = [line for line in lines if line.action != "read a group"][:1]
    return tuple(
        (
            "top",
            f"{line.who}: {line.action}{f' ({line.detail})' if line.detail else ''}, {moment_words(line.at)}",
        )
        for line in done
    )


def back_to(visit: Visit, name: str, done: str) -> Response:
    """The page of a group, with the queue's filter kept."""
    return Visit.go(f"/groups/{name}", **visit.filter, done=done)


async def _onward(visit: Visit, found: GroupRow, done: str) -> Response:
    """The group, if it can still be seen; otherwise the queue as it was filtered."""
    if may_see(visit, await group(visit.context.store, found.id)):
        return back_to(visit, found.id, done)
    return Visit.go("/queue", **visit.filter, done=done)


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
    return back_to(visit, found.id, "assigned")


@changing
async def route(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Give the group to another workstream; an owner who may not see it there loses it."""
    await only_closers(visit)
    knowledge = await visit.context.answers.refresh()
    wanted = visit.form["workstream"]
    if wanted not in knowledge.workstreams:
        raise ReviewError("Choose a workstream from the list.")
    await route_one(visit, changes, found, version, wanted)
    return await _onward(visit, found, "moved")


async def route_one(visit: Visit, changes: Changes, found: GroupRow, version: int, wanted: str) -> None:
    """Move one group to a workstream."""
    owner = await person_by_id(visit.context.store, found.owner_id) if found.owner_id is not None else None
    keeps = owner is None or sees(owner.role, owner.workstreams, wanted)
    await changes.route(found.id, version, wanted, keeps)


@changing
async def set_state(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Put the group into another state."""
    wanted = visit.form["state"]
    if wanted not in set(State):
        raise ReviewError("Choose a state from the list.")
    if State(wanted) not in OPEN or found.state not in OPEN:
        await only_closers(visit)
    await changes.set_state(found.id, version, State(wanted), visit.form["reason"])
    return back_to(visit, found.id, "state")


@changing
async def rename(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Give the group a name."""
    await changes.rename(found.id, version, visit.form["name"])
    return back_to(visit, found.id, "named")


@changing
async def add_note(visit: Visit, changes: Changes, found: GroupRow, _version: int) -> Response:
    """Write a note."""
    await changes.note(found.id, visit.form["note"])
    return back_to(visit, found.id, "noted")


@changing
async def split(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Move the ticked questions into a group of their own, or into another one; or take a single one out."""
    single = visit.form["take-out"]
    ticked = [single] if single else visit.form.all("question")
    into = "" if single else visit.form["to"].strip().casefold()
    if not into:
        fresh = await changes.split(found.id, version, ticked)
        return back_to(visit, fresh, "split")
    target = await _target(visit, into, "to")
    if target.workstream != found.workstream:
        await only_closers(visit)
    await changes.move(found.id, version, ticked, into)
    return back_to(visit, found.id, "moved-questions")


async def _target(visit: Visit, into: str, field: str) -> GroupRow:
    target = await group(visit.context.store, into)
    if target is None or not await looked_for(visit, target):
        raise ReviewError("There is no such group. Give the id of another group, such as g-7f3k2m9x.", field)
    return target


async def _check_merge(visit: Visit, one: GroupRow, into: GroupRow) -> None:
    """A merge closes one group, and may move its questions to another queue: it needs the rights of both."""
    if one.id == into.id:
        raise ReviewError("A group cannot be merged into itself. Give the id of another group.")
    elsewhere = one.workstream != into.workstream
    closed = into.state not in OPEN or one.state not in OPEN
    if (elsewhere or closed) and not may_close(visit.person.role):
        await visit.note_refusal(f"{one.id} into {into.id}: not for a {visit.person.role}")
        raise ReviewError(
            "One of these groups is closed, or they belong to two workstreams. A lead or an admin has to "
            "merge them."
        )


@changing
async def merge(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Merge this group into another one, or the ticked ones into this one, once the person has seen both."""
    others = list(dict.fromkeys(visit.form.all("other")))[:MOST_MERGED]
    if others:
        pairs = [(await _target(visit, name, "other"), found) for name in others]
    else:
        into = visit.form["into"].strip().casefold()
        pairs = [(found, await _target(visit, into, "into"))]
    for one, target in pairs:
        await _check_merge(visit, one, target)
    if not visit.form["sure"]:
        return await _ask(visit, found, pairs)
    for one, target in pairs:
        await changes.merge(one.id, version if one.id == found.id else one.version, target.id)
    return back_to(visit, pairs[0][1].id, "merged")


async def _ask(visit: Visit, found: GroupRow, pairs: list[tuple[GroupRow, GroupRow]]) -> Response:
    """Both groups side by side, before they become one."""
    store = visit.context.store
    target = pairs[0][1]
    for shown_here in (target, *(one for one, _ in pairs)):
        await note_reading(visit, shown_here)
    shown = [(one, list((await wordings(store, one.id, 5)).values())) for one, _ in pairs]
    knowledge = await visit.context.answers.refresh()
    return visit.draw(
        "merge.html",
        group=found,
        target=target,
        target_wordings=list((await wordings(store, target.id, 5)).values()),
        others=shown,
        into_this=target.id == found.id,
        back=visit.filter,
        queue_words=queue_subjects(knowledge),
    )


@changing
async def unmerge(visit: Visit, changes: Changes, found: GroupRow, version: int) -> Response:
    """Undo a merge."""
    await only_closers(visit)
    await changes.unmerge(found.id, version)
    return back_to(visit, found.id, "unmerged")


@changing
async def change_question(visit: Visit, changes: Changes, found: GroupRow, _version: int) -> Response:
    """Delete one question, or take words out of it: for a lead of the group, or an admin."""
    await only_closers(visit)
    if visit.form["delete"]:
        await changes.delete_question(found.id, visit.form["delete"])
        return back_to(visit, found.id, "deleted")
    question = visit.form["redact"]
    await changes.redact_question(found.id, question, visit.form[f"hide-{question}"])
    return back_to(visit, found.id, "redacted")


async def only_closers(visit: Visit) -> None:
    """Raises ReviewError for a curator, and writes it down."""
    if not may_close(visit.person.role):
        await visit.note_refusal(f"not for a {visit.person.role}")
        raise ReviewError("A lead or an admin has to do this.")


async def several(visit: Visit) -> Response:
    """One thing done to every ticked group of the queue; each that cannot be is told, and the others are
    done. Groups that are to be merged are shown first."""
    names = list(dict.fromkeys(visit.form.all("group")))[:100]
    seen, done = list[GroupRow](), 0
    for found in [await group(visit.context.store, name) for name in names]:
        if found is not None and await looked_for(visit, found):
            seen.append(found)
    refused = len(names) - len(seen)
    if visit.form["do"] == "merge" and seen:
        return await _merge_ticked(visit, seen)
    if visit.form["do"] == "move" and not visit.form["workstream"]:
        return Visit.go("/queue", **visit.filter, done="no-workstream", page=visit.form["page"][:6])
    for found in seen:
        try:
            await _one_of_several(visit, found)
            done += 1
        except (ReviewError, ConflictError):
            refused += 1
    told = {"done": "several", "changed": str(done), "refused": str(refused), "page": visit.form["page"][:6]}
    return Visit.go("/queue", **visit.filter | told)


async def _merge_ticked(visit: Visit, seen: list[GroupRow]) -> Response:
    """Ask before the ticked groups become one, the first; those that this person may not merge stay out."""
    target, pairs = seen[0], list[tuple[GroupRow, GroupRow]]()
    for found in seen[1:MOST_MERGED]:
        with suppress(ReviewError):
            await _check_merge(visit, found, target)
            pairs.append((found, target))
    if pairs:
        return await _ask(visit, target, pairs)
    return Visit.go("/queue", **visit.filter, done="one-alone")


async def _one_of_several(visit: Visit, found: GroupRow) -> None:
    changes, form = changes_of(visit), visit.form
    match form["do"]:
        case "take":
            await changes.assign(found.id, found.version, visit.person.id, visit.person.name)
        case "move":
            await only_closers(visit)
            if form["workstream"] not in (await visit.context.answers.refresh()).workstreams:
                raise ReviewError("Choose a workstream from the list.")
            await route_one(visit, changes, found, found.version, form["workstream"])
        case "wont":
            await only_closers(visit)
            await changes.set_state(found.id, found.version, State.WONT_ANSWER, form["reason"])
        case "junk":
            await only_closers(visit)
            await changes.set_state(found.id, found.version, State.JUNK)
        case _:
            raise ReviewError("Choose what to do with the ticked groups.")

"""Reading groups: the queue with its filters, one group with everything about it, and the audit log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.review.group_shapes import GroupRow, Happened, Member, Note
from sendbot.review.states import OPEN, State
from sendbot.store.review.group_rows import group_columns, read_group, read_happened, read_member, read_note
from sendbot.store.review.words import holding
from sendbot.store.store import Store
from sendbot.store.tables import (
    audit,
    candidates,
    logged_questions,
    review_groups,
    review_members,
    review_notes,
)

Sort = Literal["pressing", "newest", "asked", "oldest"]
PAGE = 25
"""Groups on a page of the queue: two screens."""
_MOST_BESIDE = 5_000
"""Groups through which one goes by Previous and Next."""


@dataclass(frozen=True)
class Filter:
    """Which groups are wanted. `visible` limits to workstreams (and groups without one); None is
    everything."""

    visible: tuple[str, ...] | None = None
    workstream: str | None = None
    state: State | Literal["open", "all"] = "open"
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""
    owner: int | None = None
    junk: bool | None = False
    """Those that look like junk: left out, alone (True), or both (None)."""
    sort: Sort = "pressing"


async def _conditions(connection: AsyncConnection, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    found = [review_groups.c.asked > 0, *_whose(wanted), *_which(wanted)]
    if wanted.search.strip():
        text = wanted.search.strip()
        asked = await holding(connection, text)
        named = _named(text)
        found.append(sa.or_(sa.and_(*asked), named) if asked else named)
    return found


def _whose(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    workstream = review_groups.c.workstream
    if wanted.visible is not None:
        yield visible_to(wanted.visible)
    if wanted.workstream is not None:
        yield workstream == wanted.workstream if wanted.workstream else workstream.is_(None)


def _which(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    table = review_groups.c
    if wanted.state == "open":
        yield table.state.in_([state.value for state in OPEN])
    elif wanted.state != "all":
        yield table.state == State(wanted.state).value
    if wanted.language:
        padded = sa.literal(" ").concat(table.languages).concat(" ")
        yield padded.contains(f" {wanted.language} ", autoescape=True)
    if wanted.since is not None:
        yield table.last_at >= wanted.since
    if wanted.until is not None:
        yield table.first_at < wanted.until
    if wanted.owner is not None:
        yield table.owner == wanted.owner
    if wanted.junk is not None and wanted.state == "open":
        yield table.looks_junk == sa.literal(wanted.junk)


def visible_to(workstreams: Sequence[str]) -> sa.ColumnElement[bool]:
    """Groups of these workstreams and of none."""
    return sa.or_(review_groups.c.workstream.in_(workstreams), review_groups.c.workstream.is_(None))


_ORDER: dict[Sort, tuple[sa.ColumnElement[Any], ...]] = {
    "pressing": (review_groups.c.heat.desc(), review_groups.c.id),
    "newest": (review_groups.c.last_at.desc(), review_groups.c.id),
    "asked": (review_groups.c.asked.desc(), review_groups.c.id),
    "oldest": (review_groups.c.first_at, review_groups.c.id),
}


def _named(text: str) -> sa.ColumnElement[bool]:
    """Groups with this id, or whose given name holds the text."""
    name = review_groups.c.name.icontains(text[:100], autoescape=True)
    return sa.or_(review_groups.c.id == text.casefold(), name)


async def queue(
    store: Store, wanted: Filter, page: int = 1, size: int | None = PAGE
) -> tuple[list[GroupRow], int]:
    """A page of groups, and how many there are in all. `size` None is every group."""
    async with store.reading() as connection:
        conditions = await _conditions(connection, wanted)
        query = group_columns().where(*conditions).order_by(*_ORDER[wanted.sort])
        if size is not None:
            query = query.limit(size).offset((max(1, page) - 1) * size)
        total = (
            await connection.execute(sa.select(sa.func.count()).select_from(review_groups).where(*conditions))
        ).scalar_one()
        rows = (await connection.execute(query)).all()
    return [read_group(row) for row in rows], total


async def counts(store: Store, wanted: Filter) -> dict[str, int]:
    """How many groups the filter finds in each state, and as "open", "junk?" and "all"."""
    table = review_groups.c
    async with store.reading() as connection:
        conditions = await _conditions(connection, replace(wanted, state="all"))
        query = sa.select(table.state, table.looks_junk, sa.func.count()).where(*conditions)
        rows = (await connection.execute(query.group_by(table.state, table.looks_junk))).all()
    found = dict.fromkeys(["open", "junk?", "all", *State], 0)
    for state, looks_junk, number in rows:
        suspected = looks_junk and State(state) in OPEN
        found["all"] += number
        for key in ("junk?",) if suspected else ("open", state) if State(state) in OPEN else (state,):
            found[key] += number
    return found


@dataclass(frozen=True)
class Neighbours:
    """The groups before and after one in a filtered queue, and the page of it that the group stands on."""

    before: str | None
    after: str | None
    page: int


async def beside(store: Store, wanted: Filter, name: str) -> Neighbours:
    """What stands beside a group. One that has left the filtered queue, because it was closed for instance,
    is looked for where it stood: whoever works through the queue goes on from there."""
    async with store.reading() as connection:
        conditions = await _conditions(connection, wanted)
        found = sa.or_(sa.and_(*conditions), review_groups.c.id == name)
        query = sa.select(review_groups.c.id).where(found).order_by(*_ORDER[wanted.sort])
        names = (await connection.execute(query.limit(_MOST_BESIDE))).scalars().all()
    if name not in names:
        return Neighbours(None, names[0] if names else None, 1)
    place = names.index(name)
    return Neighbours(
        names[place - 1] if place else None,
        names[place + 1] if place + 1 < len(names) else None,
        place // PAGE + 1,
    )


async def group(store: Store, name: str) -> GroupRow | None:
    """One group by its id."""
    async with store.reading() as connection:
        return await group_on(connection, name)


async def group_on(connection: AsyncConnection, name: str) -> GroupRow | None:
    """The same on a connection that is open already."""
    row = (await connection.execute(group_columns().where(review_groups.c.id == name))).one_or_none()
    return read_group(row) if row is not None else None


async def groups(store: Store, names: Sequence[str]) -> dict[str, GroupRow]:
    """Several groups by their ids."""
    async with store.reading() as connection:
        rows = (await connection.execute(group_columns().where(review_groups.c.id.in_(names)))).all()
    return {row.id: read_group(row) for row in rows}


async def group_of(store: Store, question: str) -> str | None:
    """The group that a question is in."""
    async with store.reading() as connection:
        query = sa.select(review_members.c.group_id).where(review_members.c.question_id == question)
        return (await connection.execute(query)).scalar_one_or_none()


async def members(store: Store, name: str, page: int = 1, size: int = PAGE) -> list[Member]:
    """The questions of a group, newest first."""
    query = (
        sa.select(logged_questions, review_members)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == name)
        .order_by(logged_questions.c.at.desc(), logged_questions.c.id)
        .limit(size)
        .offset((max(1, page) - 1) * size)
    )
    async with store.reading() as connection:
        rows = (await connection.execute(query)).all()
        scored: dict[str, list[tuple[str, float]]] = {}
        near = (
            sa.select(candidates)
            .where(candidates.c.question_id.in_([row.id for row in rows]))
            .order_by(candidates.c.position)
        )
        for item in (await connection.execute(near)).all():
            scored.setdefault(item.question_id, []).append((item.entry, item.score))
    return [read_member(row, scored.get(row.id, ())) for row in rows]


async def wordings(store: Store, name: str, limit: int = 200) -> dict[str, str]:
    """Texts of a group's questions by id, oldest first."""
    query = (
        sa.select(logged_questions.c.id, logged_questions.c.text)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == name)
        .order_by(logged_questions.c.at, logged_questions.c.id)
        .limit(limit)
    )
    async with store.reading() as connection:
        return {row.id: row.text for row in (await connection.execute(query)).all()}


async def moments(store: Store, name: str, since: datetime) -> list[datetime]:
    """When a group's questions were asked, since a moment."""
    query = (
        sa.select(logged_questions.c.at)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == name, logged_questions.c.at >= since)
    )
    async with store.reading() as connection:
        return list((await connection.execute(query)).scalars())


async def near_entries(store: Store, name: str, limit: int = 5) -> list[tuple[str, float, int]]:
    """The entries that a group's questions come nearest to: id, mean score, how often among the
    candidates."""
    mean, times = sa.func.avg(candidates.c.score), sa.func.count()
    query = (
        sa.select(candidates.c.entry, mean, times)
        .join(review_members, review_members.c.question_id == candidates.c.question_id)
        .where(review_members.c.group_id == name)
        .group_by(candidates.c.entry)
        .order_by(sa.func.sum(candidates.c.score).desc(), candidates.c.entry)
        .limit(limit)
    )
    async with store.reading() as connection:
        return [(row[0], float(row[1]), row[2]) for row in (await connection.execute(query)).all()]


async def reasons(store: Store, name: str) -> list[tuple[str, int]]:
    """Why the bot did not answer a group's questions, most frequent first."""
    times = sa.func.count()
    query = (
        sa.select(logged_questions.c.reason, times)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == name)
        .group_by(logged_questions.c.reason)
        .order_by(times.desc(), logged_questions.c.reason)
    )
    async with store.reading() as connection:
        return [(row[0], row[1]) for row in (await connection.execute(query)).all()]


async def notes(store: Store, name: str) -> list[Note]:
    """What colleagues wrote, oldest first."""
    async with store.reading() as connection:
        query = sa.select(review_notes).where(review_notes.c.group_id == name).order_by(review_notes.c.id)
        return [read_note(row) for row in (await connection.execute(query)).all()]


async def history(
    store: Store, about: str | None = None, page: int = 1, size: int = PAGE
) -> tuple[list[Happened], int]:
    """The audit log, newest first: all of it, or what is about one thing; and how many lines there are."""
    where = [audit.c.about == about] if about is not None else []
    query = (
        sa.select(audit)
        .where(*where)
        .order_by(audit.c.id.desc())
        .limit(size)
        .offset((max(1, page) - 1) * size)
    )
    async with store.reading() as connection:
        total = (
            await connection.execute(sa.select(sa.func.count()).select_from(audit).where(*where))
        ).scalar_one()
        return [read_happened(row) for row in (await connection.execute(query)).all()], total


async def languages(store: Store, visible: Sequence[str] | None = None) -> list[str]:
    """Every language that a question was asked in, in these workstreams or none."""
    async with store.reading() as connection:
        query = sa.select(logged_questions.c.language).distinct().order_by(logged_questions.c.language)
        if visible is not None:
            seen = sa.select(review_groups.c.id).where(visible_to(visible))
            query = query.join(review_members, review_members.c.question_id == logged_questions.c.id).where(
                review_members.c.group_id.in_(seen)
            )
        return list((await connection.execute(query)).scalars())


async def answered_groups(store: Store, entry: str) -> list[GroupRow]:
    """Groups that an entry answered."""
    async with store.reading() as connection:
        query = (
            group_columns()
            .where(review_groups.c.entry == entry)
            .order_by(review_groups.c.asked.desc(), review_groups.c.id)
        )
        return [read_group(row) for row in (await connection.execute(query)).all()]

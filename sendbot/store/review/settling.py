"""The way back: when an entry in the knowledge folder names a group, the group is answered and its questions
are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.review.answered_by import Answers
from sendbot.review.states import State
from sendbot.store.audit import written_down
from sendbot.store.consents import resolve
from sendbot.store.review.group_keeper import SYSTEM
from sendbot.store.store import Store
from sendbot.store.tables import consents, review_groups, review_members


async def settle(store: Store, answered: Iterable[Answers], now: datetime) -> list[str]:
    """Mark groups answered and resolve their questions; returns the groups that this call settled.

    A group is settled once for each wording of its entry: one that was opened again stays open until the
    entry is changed. While it is answered, questions that come into it later, by themselves or by a person's
    hand, have the same answer.
    """
    settled: list[str] = []
    todo = [answers for answers in answered if answers.named]
    if not todo:
        return settled
    async with store.changing() as connection:
        for answers in todo:
            names = await _groups(connection, answers.named)
            settled += [name for name in names if await _settle_one(connection, name, answers, now)]
    return settled


async def fall_back(store: Store, answered: Iterable[Answers], now: datetime, since: datetime) -> list[str]:
    """Groups whose answer is gone, the entry itself or its naming of them, are open again; returns them.

    `since` is a moment before the answers were read. What was answered later is left alone: another process
    read a newer folder, of which this one knows nothing yet.
    """
    by_entry = {answers.entry: answers.named for answers in answered}
    async with store.changing() as connection:
        query = sa.select(review_groups).where(
            review_groups.c.state == State.ANSWERED.value, review_groups.c.answered_at < since
        )
        rows = (await connection.execute(query)).all()
        named = {
            entry: set(await _groups(connection, by_entry.get(entry, ())))
            for entry in {row.entry for row in rows if row.entry is not None}
        }
        fallen = [row for row in rows if row.entry is not None and row.id not in named[row.entry]]
        for row in fallen:
            await _fall_back_one(connection, row, now)
    return [row.id for row in fallen]


async def _fall_back_one(connection: AsyncConnection, row: sa.Row[Any], now: datetime) -> None:
    state = State.NEW if row.owner is None else State.ASSIGNED
    gone = {"state": state.value, "entry": None, "answer_mark": None, "answered_at": None}
    where = review_groups.c.id == row.id
    await connection.execute(
        sa.update(review_groups).where(where).values(gone | {"version": row.version + 1})
    )
    told = sa.and_(review_members.c.group_id == row.id, review_members.c.resolved_by == row.entry)
    await connection.execute(sa.update(review_members).where(told).values(resolved_by=None, resolved_at=None))
    await written_down(connection, now, SYSTEM, "opened again", row.id, f"its answer {row.entry} is gone")


async def resolved(store: Store, questions: Sequence[str]) -> dict[str, str]:
    """Of these questions, those that a new answer resolves, each with its entry: what a waiting family may be
    told."""
    found: dict[str, str] = {}
    async with store.reading() as connection:
        for start in range(0, len(questions), 500):
            some = review_members.c.question_id.in_(questions[start : start + 500])
            query = sa.select(review_members.c.question_id, review_members.c.resolved_by).where(
                some, review_members.c.resolved_by.is_not(None)
            )
            found |= {row[0]: row[1] for row in (await connection.execute(query)).all()}
    return found


async def settle_all(store: Store, answered: Sequence[Answers], now: datetime, since: datetime) -> int:
    """Mark what the knowledge answers and resolve the wishes of families that wait for it; how many families
    will be told. `since` is a moment before the answers were read."""
    await fall_back(store, answered, now, since)
    await settle(store, answered, now)
    for answers in answered:
        for name in answers.named:
            if name.startswith("q-"):  # a question may be answered before it was ever grouped
                await resolve(store, name, answers.entry, now)
    async with store.reading() as connection:
        waiting = list(
            (
                await connection.execute(
                    sa.select(consents.c.question_id).where(consents.c.resolved_at.is_(None))
                )
            ).scalars()
        )
    told = [
        await resolve(store, question_id, entry, now)
        for question_id, entry in (await resolved(store, waiting)).items()
    ]
    return sum(told)


async def _groups(connection: AsyncConnection, named: Sequence[str]) -> list[str]:
    """Groups by their own ids or by those of their questions, duplicates replaced by what they were merged
    into."""
    found: dict[str, None] = {}
    for name in named:
        if name.startswith("q-"):
            query = sa.select(review_members.c.group_id).where(review_members.c.question_id == name)
            group = (await connection.execute(query)).scalar_one_or_none()
        else:
            group = name
        for _ in range(20):  # a chain of merges is short; this bounds it
            row = (
                await connection.execute(sa.select(review_groups).where(review_groups.c.id == group))
            ).one_or_none()
            if row is None:
                break
            if row.state != State.DUPLICATE or row.duplicate_of is None:
                found[row.id] = None
                break
            group = row.duplicate_of
    return list(found)


async def _settle_one(connection: AsyncConnection, name: str, answers: Answers, now: datetime) -> bool:
    row = (await connection.execute(sa.select(review_groups).where(review_groups.c.id == name))).one()
    if row.answer_mark == answers.mark:
        if row.state == State.ANSWERED:
            await _resolve_later_ones(connection, name, answers.entry, now)
        return False
    closing = {
        "state": State.ANSWERED.value,
        "entry": answers.entry,
        "answer_mark": answers.mark,
        "answered_at": now,
        "asked_when_closed": row.asked,
        "reason": "",
        "version": row.version + 1,
    }
    await connection.execute(sa.update(review_groups).where(review_groups.c.id == name).values(closing))
    number = await _resolve_members(connection, name, answers.entry, now)
    await written_down(
        connection,
        now,
        SYSTEM,
        "answered",
        name,
        f"by the entry {answers.entry}; {number} questions resolved",
    )
    return True


async def _resolve_later_ones(connection: AsyncConnection, name: str, entry: str, now: datetime) -> None:
    """Questions that came when the group was answered already: the group itself is left as it is."""
    number = await _resolve_members(connection, name, entry, now)
    if number:
        told = f"by the entry {entry}; {number} questions that came later"
        await written_down(connection, now, SYSTEM, "resolved", name, told)


async def _resolve_members(connection: AsyncConnection, name: str, entry: str, now: datetime) -> int:
    waiting = sa.and_(review_members.c.group_id == name, review_members.c.resolved_by.is_(None))
    done = await connection.execute(
        sa.update(review_members).where(waiting).values(resolved_by=entry, resolved_at=now)
    )
    return done.rowcount

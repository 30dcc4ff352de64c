"""The figures behind the page of insights, added up by the database itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.review.metrics import EntryFigures, Insights, every_day
from sendbot.store.review.queries import visible_to
from sendbot.store.store import Store
from sendbot.store.tables import events, logged_questions, review_groups, review_members
from sendbot.words.days import LONDON

_OUTCOMES = ("answered", "clarified", "abstained")


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which a period lies, by London's clock; the second is outside it."""
    end = last + timedelta(days=1)
    start = datetime(first.year, first.month, first.day, tzinfo=LONDON)
    return start.astimezone(UTC), datetime(end.year, end.month, end.day, tzinfo=LONDON).astimezone(UTC)


async def insights(store: Store, first: date, last: date) -> Insights:
    """Everything for a period; both days are in it."""
    start, end = bounds(first, last)
    inside = sa.and_(events.c.at >= start, events.c.at < end)
    concerned = sa.and_(inside, events.c.kind == "concernraised")
    perhaps = sa.and_(inside, events.c.kind == "concernperhaps")
    async with store.reading() as connection:
        asked = await _by_hour(connection, sa.and_(inside, _asked()))
        return Insights(
            first=first,
            last=last,
            days=every_day(first, last, _days(asked)),
            entries=await _entries(connection, inside),
            concerns=await _named(connection, events.c.about, concerned),
            soft_concerns=await _named(connection, events.c.about, perhaps),
            concern_languages=await _named(connection, events.c.language, concerned),
            concern_hours=_hours(await _by_hour(connection, concerned)),
            languages=await _named(connection, events.c.language, sa.and_(inside, _asked())),
            hours=_hours(asked),
            waits=await _waits(connection, start, end),
            unkept=await _unkept(connection, inside),
        )


def _asked() -> sa.ColumnElement[bool]:
    """Events that stand for a family's question: an answer given by a button follows another event."""
    by_words = sa.or_(events.c.by_button.is_(None), events.c.by_button.is_(sa.false()))
    return sa.and_(events.c.kind.in_(_OUTCOMES), by_words)


_Hour = tuple[datetime, str, int]


async def _by_hour(connection: AsyncConnection, where: sa.ColumnElement[bool]) -> list[_Hour]:
    """How much of each kind happened in each hour. The database keeps UTC; the hours here are London's."""
    day, hour = sa.func.date(events.c.at), sa.extract("hour", events.c.at)
    query = sa.select(day, hour, events.c.kind, sa.func.count()).where(where)
    rows = (await connection.execute(query.group_by(day, hour, events.c.kind))).all()
    return [(_here(_day(row[0]), int(row[1])), row[2], row[3]) for row in rows]


def _here(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).astimezone(LONDON)


def _days(hours: Sequence[_Hour]) -> dict[tuple[date, str], int]:
    counted = Counter[tuple[date, str]]()
    for moment, kind, count in hours:
        counted[moment.date(), kind] += count
    return counted


def _hours(hours: Sequence[_Hour]) -> tuple[int, ...]:
    counted = Counter[int]()
    for moment, _, count in hours:
        counted[moment.hour] += count
    return tuple(counted[number] for number in range(24))


def _day(value: Any) -> date:
    """SQLite gives a text, PostgreSQL a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


async def _entries(connection: AsyncConnection, inside: sa.ColumnElement[bool]) -> tuple[EntryFigures, ...]:
    shown = sa.func.sum(sa.case((events.c.kind == "answered", 1), else_=0))
    yes = sa.func.sum(
        sa.case((sa.and_(events.c.kind == "rated", events.c.helped.is_(sa.true())), 1), else_=0)
    )
    no = sa.func.sum(
        sa.case((sa.and_(events.c.kind == "rated", events.c.helped.is_(sa.false())), 1), else_=0)
    )
    query = (
        sa.select(events.c.entry, shown, yes, no)
        .where(inside, events.c.kind.in_(("answered", "rated")), events.c.entry.is_not(None))
        .group_by(events.c.entry)
        .order_by(shown.desc(), events.c.entry)
    )
    return tuple(
        EntryFigures(row[0], int(row[1]), int(row[2]), int(row[3]))
        for row in (await connection.execute(query)).all()
    )


async def _named(
    connection: AsyncConnection, column: sa.Column[Any], where: sa.ColumnElement[bool]
) -> tuple[tuple[str, int], ...]:
    times = sa.func.count()
    query = (
        sa.select(column, times)
        .where(where, column.is_not(None))
        .group_by(column)
        .order_by(times.desc(), column)
    )
    return tuple((row[0], row[1]) for row in (await connection.execute(query)).all())


async def left_unkept(store: Store, start: datetime, end: datetime) -> int:
    """How many questions of a stretch of time were not kept, because danger was noticed in the message."""
    async with store.reading() as connection:
        return await _unkept(connection, sa.and_(events.c.at >= start, events.c.at < end))


async def _unkept(connection: AsyncConnection, inside: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).where(inside, events.c.kind == "leftunkept")
    return int((await connection.execute(query)).scalar_one())


async def _waits(connection: AsyncConnection, start: datetime, end: datetime) -> tuple[float, ...]:
    query = (
        sa.select(logged_questions.c.at, review_members.c.resolved_at)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.resolved_at >= start, review_members.c.resolved_at < end)
    )
    return tuple((row[1] - row[0]) / timedelta(days=1) for row in (await connection.execute(query)).all())


async def headline(store: Store, first: date, last: date) -> Insights:
    """The figures at the top of the page alone, for the period before: no concerns, languages, hours or
    waits."""
    start, end = bounds(first, last)
    inside = sa.and_(events.c.at >= start, events.c.at < end)
    async with store.reading() as connection:
        return Insights(
            first=first,
            last=last,
            days=every_day(first, last, _days(await _by_hour(connection, sa.and_(inside, _asked())))),
            entries=await _entries(connection, inside),
            concerns=(),
            soft_concerns=(),
            concern_languages=(),
            concern_hours=(),
            languages=(),
            hours=(),
            waits=(),
        )


async def asked_by_workstream(
    store: Store, first: date, last: date, visible: Sequence[str] | None = None
) -> dict[str | None, int]:
    """How many unanswered questions each workstream got in a period; None is "not sorted yet"."""
    start, end = bounds(first, last)
    query = (
        sa.select(review_groups.c.workstream, sa.func.count())
        .select_from(review_members)
        .join(logged_questions, logged_questions.c.id == review_members.c.question_id)
        .join(review_groups, review_groups.c.id == review_members.c.group_id)
        .where(
            logged_questions.c.at >= start, logged_questions.c.at < end, logged_questions.c.chosen.is_(None)
        )
        .group_by(review_groups.c.workstream)
    )
    if visible is not None:
        query = query.where(visible_to(visible))
    async with store.reading() as connection:
        return {row[0]: row[1] for row in (await connection.execute(query)).all()}


async def asked_by_group(
    store: Store, first: date, last: date, visible: Sequence[str] | None = None, limit: int | None = None
) -> dict[str, int]:
    """How many unanswered questions each group got in a period, most first."""
    start, end = bounds(first, last)
    times = sa.func.count()
    query = (
        sa.select(review_members.c.group_id, times)
        .join(logged_questions, logged_questions.c.id == review_members.c.question_id)
        .where(
            logged_questions.c.at >= start, logged_questions.c.at < end, logged_questions.c.chosen.is_(None)
        )
        .group_by(review_members.c.group_id)
        .order_by(times.desc(), review_members.c.group_id)
        .limit(limit)
    )
    if visible is not None:
        query = query.join(review_groups, review_groups.c.id == review_members.c.group_id).where(
            visible_to(visible)
        )
    async with store.reading() as connection:
        return {row[0]: row[1] for row in (await connection.execute(query)).all()}


async def entry_figures(store: Store) -> dict[str, EntryFigures]:
    """How often each entry was shown and whether it helped, over all time."""
    async with store.reading() as connection:
        return {figures.entry: figures for figures in await _entries(connection, sa.true())}

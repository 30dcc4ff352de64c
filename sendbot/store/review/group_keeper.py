"""Keeping groups current: new questions join, sums are refreshed, groups asked for too often open again.

grouper = Grouper(store, lambda: Grouping(encoder, rarity), workstream_of_entry)
await grouper.catch_up(now)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.errors import StoreError
from sendbot.review.grouping import Grouping, Joined
from sendbot.review.junk import looks_junk
from sendbot.review.ranking import together
from sendbot.review.states import State, reopens
from sendbot.store.review.group_rows import Row, sums
from sendbot.store.review.words import write_missing, write_words
from sendbot.store.store import Store
from sendbot.store.tables import (
    audit,
    candidates,
    events,
    logged_questions,
    review_exemplars,
    review_groups,
    review_members,
)

_AT_ONCE = 512
"""Questions encoded and compared in one go: a second of work."""
_IN_ONE_STATEMENT = 400
"""Databases bound how many values one statement may hold."""
_STILL_CHANGING = timedelta(days=1)
"""A family that was offered buttons presses one within this time, if it does at all."""

_LOOK_FOR_OLD_ONES = timedelta(minutes=10)
"""Looking through every question that was ever kept takes a tenth of a second for 100,000; new ones are found
by their time."""

SYSTEM = "sendbot"


class Grouper:
    """Puts logged questions into groups. One at a time in a process; other processes may do the same."""

    def __init__(
        self,
        store: Store,
        make: Callable[[], Grouping],
        workstreams: Mapping[str, str],
        places: Callable[[], Sequence[str]] = tuple,
        *,
        sorts_by_words: bool = True,
    ) -> None:
        """`places` gives the names of the area and of its places: who names one asks about here. With
        `sorts_by_words` the nearest entry tells where a new group belongs while nothing better does: only for
        a desk that is set up without an encoder."""
        self._store = store
        self._sorts_by_words = sorts_by_words
        self._places = places
        self._make = make
        self._workstreams = workstreams
        self._grouping: Grouping | None = None
        self._known: tuple[int, ...] = ()
        self._looked: datetime | None = None
        self._lock = asyncio.Lock()

    async def reroute(self, workstreams: Mapping[str, str]) -> None:
        """Knowledge has changed, and with it entries' workstreams (entry -> workstream) and which words are
        rare."""
        async with self._lock:
            self._workstreams = workstreams
            self._grouping = None

    async def start_again(self) -> None:
        """Forget what was read of the groups: something in them was deleted."""
        async with self._lock:
            self._grouping = None

    async def catch_up(self, now: datetime) -> int:
        """Group every question that is in no group yet; how many there were. Old ones are looked for every
        ten minutes."""
        async with self._lock:
            everything = self._looks_for_old_ones(now)
            done = 0
            while True:
                waiting = await self._waiting(None if everything else now - _STILL_CHANGING)
                joined = await self._joined(waiting)
                saved = not joined or await self._save(joined, waiting, now)
                done += len(joined) if saved else 0
                if everything and not done:
                    await self._missing_words()
                if saved and len(waiting) < _AT_ONCE:
                    self._looked = now if everything else self._looked
                    return done

    def _looks_for_old_ones(self, now: datetime) -> bool:
        """Is it time for that again? A clock that was put back makes it time."""
        return self._looked is None or not timedelta() <= now - self._looked < _LOOK_FOR_OLD_ONES

    async def _waiting(self, since: datetime | None) -> Sequence[Any]:
        async with self._store.reading() as connection:
            rows: Sequence[Any] = (await connection.execute(_ungrouped(since))).all()
        return rows

    async def _joined(self, waiting: Sequence[Any]) -> list[Joined]:
        """Where the questions go that wait for a group."""
        if not waiting:
            return []
        grouping = await self._current()
        return await asyncio.to_thread(grouping.add, [(row.id, row.text) for row in waiting])

    async def _missing_words(self) -> None:
        async with self._store.changing() as connection:
            await write_missing(connection)

    async def refresh(self, now: datetime, groups: Iterable[str] | None = None) -> int:
        """Add up again: the groups given, or all whose questions have changed since; how many there were."""
        async with self._store.reading() as connection:
            stale = sorted(set(groups)) if groups is not None else await _stale(connection, now)
            unhelped = await _unhelped(connection)
        for start in range(0, len(stale), _IN_ONE_STATEMENT):
            async with self._store.changing() as connection:
                await self._refresh_some(connection, stale[start : start + _IN_ONE_STATEMENT], unhelped, now)
        return len(stale)

    async def _refresh_some(
        self, connection: AsyncConnection, names: Sequence[str], unhelped: Mapping[str, float], now: datetime
    ) -> None:
        """The sums alone: a group keeps the workstream that it was given when it was founded, or by hand. The
        nearest entry is no judgement, and whoever adds up may have loaded no encoder that has one."""
        by_group: dict[str, list[Any]] = {name: [] for name in names}
        for member in (await connection.execute(_summed(names))).all():
            by_group[member.group_id].append(member)
        rows = (await connection.execute(sa.select(review_groups).where(review_groups.c.id.in_(names)))).all()
        for row in rows:
            values = sums(by_group[row.id], unhelped)
            await connection.execute(
                sa.update(review_groups).where(review_groups.c.id == row.id).values(values)
            )
        await _reopen(connection, names, now)

    async def vectors(self, texts: Mapping[str, str]) -> dict[str, bytes]:
        """The vectors of texts (question -> text) as they are kept."""
        async with self._lock:
            found = await asyncio.to_thread((await self._current()).vectors, list(texts.values()))
        return dict(zip(texts, found, strict=True))

    async def place(self, texts: Mapping[str, str], group: str) -> None:
        """Questions that a person moved speak for their new group; the database knows it already."""
        async with self._lock:
            if self._grouping is not None:
                for question, text in texts.items():
                    await asyncio.to_thread(self._grouping.place, question, text, group)
                self._known = await self._fingerprint()

    async def merge(self, group: str, into: str) -> None:
        """A person merged a group into another: what spoke for it speaks for that one."""
        async with self._lock:
            if self._grouping is not None:
                self._grouping.merge(group, into)
                self._known = await self._fingerprint()

    @property
    def _tells_queues(self) -> bool:
        """Was it learnt when a queue can be told?"""
        return (self._grouping or self._make()).tells_queues

    @property
    def encoder_name(self) -> str:
        """The encoder whose vectors are kept; "" for words alone."""
        return (self._grouping or self._make()).encoder_name

    async def near(self, text: str, group: str, limit: int = 3) -> list[tuple[str, float]]:
        """Other groups that may be about the same, with their likeness, 0 to 1."""
        async with self._lock:
            return await asyncio.to_thread((await self._current()).near, text, group, limit)

    async def why(self, text: str, other: str) -> tuple[float, tuple[str, ...]]:
        """How alike two wordings are, 0 to 1, and the words that they share."""
        async with self._lock:
            why = await asyncio.to_thread((await self._current()).why, text, other)
        return why.similarity, why.words

    async def _current(self) -> Grouping:
        """The grouping, read again when exemplars came or went behind its back."""
        known = await self._fingerprint()
        if self._grouping is None or known != self._known:
            grouping = self._make()
            async with self._store.reading() as connection:
                rows = (await connection.execute(_exemplars())).all()
            name = grouping.encoder_name
            kept = [
                (row.question_id, row.group_id, row.text, row.vector if row.encoder == name else b"")
                for row in rows
            ]
            await asyncio.to_thread(grouping.restore, kept)
            self._grouping, self._known = grouping, known
        return self._grouping

    async def _fingerprint(self) -> tuple[int, ...]:
        """Changes whenever a wording begins or ends to speak for a group, whichever process did it."""
        telling = sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(review_exemplars.c.id), 0))
        merged = (
            sa.select(sa.func.count())
            .select_from(review_groups)
            .where(review_groups.c.state == State.DUPLICATE.value)
        )
        async with self._store.reading() as connection:
            count, last = (await connection.execute(telling)).one()
            return int(count), int(last), int((await connection.execute(merged)).scalar_one())

    async def _save(self, joined: Sequence[Joined], waiting: Sequence[Any], now: datetime) -> bool:
        """Write where questions went; False when another process was faster or a family took its question
        back."""
        rows = {row.id: row for row in waiting}
        try:
            async with self._store.changing() as connection:
                await self._write(connection, joined, rows, now)
        except StoreError as problem:
            self._grouping = None
            if isinstance(problem.__cause__, IntegrityError):
                return False
            raise
        self._known = await self._fingerprint()
        return True

    async def _write(
        self, connection: AsyncConnection, joined: Sequence[Joined], rows: Mapping[str, Any], now: datetime
    ) -> None:
        by_group: dict[str, list[Any]] = {}
        for item in joined:
            by_group.setdefault(item.group, []).append(rows[item.question])
        founded = [item for item in joined if item.like is None]
        names = list(by_group)
        if founded:
            await connection.execute(
                sa.insert(review_groups),
                [self._new_group(item, rows[item.question], now) for item in founded],
            )
        await connection.execute(sa.insert(review_members), [_member_row(item) for item in joined])
        await write_words(connection, {item.question: rows[item.question].text for item in joined})
        telling = [
            {"question_id": item.question, "encoder": self._name_of(), "vector": item.vector}
            for item in joined
            if item.exemplar
        ]
        if telling:
            await connection.execute(sa.insert(review_exemplars), telling)
        await self._add_up(connection, by_group)
        await _reopen(connection, names, now)

    def _name_of(self) -> str:
        return self._grouping.encoder_name if self._grouping is not None else ""

    def _new_group(self, item: Joined, row: sa.Row[Any], now: datetime) -> Row:
        return {
            "id": item.group,
            "workstream": self._queue_of(item, row),
            "looks_junk": looks_junk(row.text, self._places()),
            "routed_by_hand": False,
            "state": State.NEW.value,
            "reason": "",
            "asked_when_closed": 0,
            "made_at": now,
            "version": 1,
            **sums([row], {}),
            "asked": 0,
            "unanswered": 0,
            "heat": -1000.0,
        }

    def _queue_of(self, item: Joined, row: sa.Row[Any]) -> str | None:
        """What was learnt, and often that is: nobody can tell. The nearest entry tells only where there is no
        encoder by choice; one that could not be loaded leaves a group unsorted."""
        if self._tells_queues or not self._sorts_by_words:
            return item.queue
        return self._workstreams.get(row.nearest or "")

    @staticmethod
    async def _add_up(connection: AsyncConnection, by_group: Mapping[str, Sequence[Any]]) -> None:
        """Add new questions to what groups know already, without reading their old ones."""
        names = list(by_group)
        for start in range(0, len(names), _IN_ONE_STATEMENT):
            part = names[start : start + _IN_ONE_STATEMENT]
            for row in (
                await connection.execute(sa.select(review_groups).where(review_groups.c.id.in_(part)))
            ).all():
                fresh = sums(by_group[row.id], {})
                languages = dict.fromkeys([*row.languages.split(), *fresh["languages"].split()])
                values = {
                    "asked": row.asked + fresh["asked"],
                    "unanswered": row.unanswered + fresh["unanswered"],
                    "heat": together(row.heat, fresh["heat"]),
                    "languages": " ".join(languages)[:200],
                    "first_at": min(row.first_at, fresh["first_at"]),
                    "last_at": max(row.last_at, fresh["last_at"]),
                    "sample": row.sample or fresh["sample"],
                }
                await connection.execute(
                    sa.update(review_groups).where(review_groups.c.id == row.id).values(values)
                )


async def _reopen(connection: AsyncConnection, names: Sequence[str], now: datetime) -> None:
    """Groups that were closed and are asked for again and again are new again."""
    closed = review_groups.c.state.in_((State.WONT_ANSWER.value, State.ANSWERED.value))
    for start in range(0, len(names), _IN_ONE_STATEMENT):
        query = sa.select(review_groups).where(
            review_groups.c.id.in_(names[start : start + _IN_ONE_STATEMENT]), closed
        )
        for row in (await connection.execute(query)).all():
            if reopens(State(row.state), row.asked, row.asked_when_closed):
                change = {"state": State.NEW.value, "version": row.version + 1}
                await connection.execute(
                    sa.update(review_groups).where(review_groups.c.id == row.id).values(change)
                )
                detail = f'was "{row.state}" when {row.asked_when_closed} had asked; now {row.asked}'
                await connection.execute(
                    sa.insert(audit).values(
                        at=now, who=SYSTEM, action="opened again", about=row.id, detail=detail
                    )
                )


async def any_ungrouped(store: Store) -> bool:
    """Is there a question that is in no group yet?"""
    async with store.reading() as connection:
        return (await connection.execute(_ungrouped(None).limit(1))).first() is not None


def _member_row(item: Joined) -> Row:
    return {
        "question_id": item.question,
        "group_id": item.group,
        "like": item.like,
        "similarity": item.similarity,
        "by_hand": False,
    }


def _with_nearest() -> sa.Select[Any]:
    first = sa.and_(candidates.c.question_id == logged_questions.c.id, candidates.c.position == 0)
    return sa.select(logged_questions, candidates.c.entry.label("nearest")).outerjoin(candidates, first)


def _ungrouped(since: datetime | None) -> sa.Select[Any]:
    """Questions in no group, oldest first."""
    query = _with_nearest().outerjoin(review_members, review_members.c.question_id == logged_questions.c.id)
    query = query.where(
        review_members.c.question_id.is_(None),
        *([logged_questions.c.at >= since] if since is not None else []),
    )
    return query.order_by(logged_questions.c.at, logged_questions.c.id).limit(_AT_ONCE)


def _summed(names: Sequence[str]) -> sa.Select[Any]:
    return (
        _with_nearest()
        .add_columns(review_members.c.group_id)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id.in_(names))
        .order_by(logged_questions.c.at, logged_questions.c.id)
    )


def _exemplars() -> sa.Select[Any]:
    return (
        sa.select(review_exemplars, review_members.c.group_id, logged_questions.c.text)
        .join(review_members, review_members.c.question_id == review_exemplars.c.question_id)
        .join(logged_questions, logged_questions.c.id == review_exemplars.c.question_id)
        .order_by(review_exemplars.c.id)
    )


async def _stale(connection: AsyncConnection, now: datetime) -> list[str]:
    """Groups whose questions were taken back or purged, or are so fresh that a family may still be
    choosing."""
    counted = (
        sa.select(review_members.c.group_id, sa.func.count().label("held"))
        .group_by(review_members.c.group_id)
        .subquery()
    )
    held = sa.func.coalesce(counted.c.held, 0)
    changed = sa.or_(held != review_groups.c.asked, review_groups.c.last_at >= now - _STILL_CHANGING)
    query = (
        sa.select(review_groups.c.id)
        .outerjoin(counted, counted.c.group_id == review_groups.c.id)
        .where(changed)
        .order_by(review_groups.c.id)
    )
    return list((await connection.execute(query)).scalars())


async def _unhelped(connection: AsyncConnection) -> dict[str, float]:
    """The share of "no, this didn't help" by entry."""
    no = sa.func.sum(sa.case((events.c.helped, 0), else_=1))
    query = (
        sa.select(events.c.entry, no, sa.func.count())
        .where(events.c.kind == "rated", events.c.entry.is_not(None))
        .group_by(events.c.entry)
    )
    return {row[0]: float(row[1]) / row[2] for row in (await connection.execute(query)).all()}

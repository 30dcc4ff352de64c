"""The store: record what happened, list and delete kept questions. SQLite and PostgreSQL with the same code.

async with Store.open("sqlite+aiosqlite:///data/sendbot.db") as store:
    await store.record(turn.events)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from sendbot.conversation.events import Abstained, ChoiceMade, Clarified, Event, Forgotten, Rated
from sendbot.errors import StoreError
from sendbot.store.engine import close_engine, forget_traces, make_engine, migrate, translated
from sendbot.store.file import database_file, identity, log_files, size
from sendbot.store.forgotten_wordings import forget_wordings
from sendbot.store.inserting import insert_new
from sendbot.store.rows import LoggedQuestion, event_row, question_rows, read_questions
from sendbot.store.tables import candidates, events, logged_questions

_BATCH = 500
"""Databases bound how many values one statement may hold."""


class Store:
    """An open, migrated database. Every method is one transaction and raises only StoreError."""

    def __init__(self, engine: AsyncEngine, url: str, wait: float = 5.0) -> None:
        self._engine = engine
        self._url = url
        self._wait = wait
        self._file = database_file(url)
        self._was = identity(self._file)
        self._log: tuple[int, int] | None = None
        self.traces_left = self._file is not None
        """Was something deleted whose text may still stand in the write-ahead log? At the opening nobody
        knows what the process before this one has left."""

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, wait: float = 5.0) -> AsyncIterator[Store]:
        """Open and migrate the database at `url`; `wait` is how many seconds a busy SQLite file is waited
        for."""
        store = cls(await _opened(url, wait), url, wait)
        try:
            yield store
        finally:
            await store.close()

    async def close(self) -> None:
        """Let the database go."""
        with suppress(StoreError):
            await self._take_log_along()
        await close_engine(self._engine)

    def still_there(self) -> None:
        """Raises StoreError when the database's file was moved, deleted or replaced since it was opened: what
        is written from now on would be seen by nobody."""
        if self._file is None:
            return
        if identity(self._file) != self._was:
            raise StoreError(
                f"The database file {self._file} was moved, deleted or replaced while it was in use. The "
                "file under its name is opened in a moment."
            )
        self._log = identity(log_files(self._file)[0])

    async def follow(self) -> bool:
        """Open the file that is under the database's name now, if it is another one than before; whether it
        is. For a process that keeps its store for long: until then nothing is read or written any more.

        Raises StoreError while there is none, or none with anything in it: one that is just being copied
        there must not be begun anew, and an empty one would hide what is missing.
        """
        now = identity(self._file)
        if self._file is None or now == self._was:
            return False
        await self._take_log_along()
        if self._log_is_left():
            raise StoreError(
                f"The database file {self._file} was replaced, and the log beside it is still the old one's, "
                "which is in use. It is tried again in a moment."
            )
        if now is None or not size(self._file):
            raise StoreError(
                f"There is no database file {self._file} any more, and nothing is written. Put it back under "
                "its name, or start again to make a new one."
            )
        fresh = await _opened(self._url, self._wait)
        before, self._engine, self._was, self.traces_left = self._engine, fresh, now, True
        await close_engine(before)
        return True

    def _log_is_left(self) -> bool:
        """Was the file moved without the log beside it? SQLite would take that for the log of whatever comes
        to its name, and spoil both."""
        if self._file is None or self._log is None or identity(self._file) == self._was:
            return False
        return identity(log_files(self._file)[0]) == self._log

    async def _take_log_along(self) -> None:
        """What the log holds goes into the file that was moved, wherever it is, and the log's name is
        free."""
        pool = self._engine.sync_engine.pool
        # a connection that is made only now would open the other file
        if self._file is None or not self._log_is_left() or not isinstance(pool, QueuePool):
            return
        if pool.checkedin() and await self._emptied() and self._log_is_left():
            for path in log_files(self._file):
                path.unlink(missing_ok=True)

    async def _emptied(self) -> bool:
        with translated(self._url, "tidy"):
            return await forget_traces(self._engine)

    async def record(self, happened: Sequence[Event], at: datetime | None = None) -> None:
        """All of the events, or none of them."""
        if not happened:
            return
        async with self._transaction("write to") as connection:
            await self.write(connection, happened, at or datetime.now(UTC))
        await self.tidy(happened)

    async def write(self, connection: AsyncConnection, happened: Sequence[Event], at: datetime) -> None:
        """The events, in a transaction of the caller's; `tidy` belongs after it."""
        if happened:
            await connection.execute(insert(events), [event_row(event, at) for event in happened])
        for event in happened:
            await self._follow(connection, event, at)

    async def tidy(self, happened: Sequence[Event]) -> None:
        """After a question was taken back: nothing of it stays readable in the database's files."""
        if any(isinstance(event, Forgotten) for event in happened):
            await self.forget_traces()

    async def questions(
        self,
        *,
        limit: int | None = None,
        since: datetime | None = None,
        language: str | None = None,
        reason: str | None = None,
        only_unanswered: bool = True,
    ) -> list[LoggedQuestion]:
        """Kept questions, newest first."""
        query = select(logged_questions).order_by(logged_questions.c.at.desc(), logged_questions.c.id)
        if only_unanswered:
            query = query.where(or_(logged_questions.c.chosen.is_(None), logged_questions.c.none_chosen))
        for column, wanted in ((logged_questions.c.language, language), (logged_questions.c.reason, reason)):
            if wanted is not None:
                query = query.where(column == wanted)
        if since is not None:
            query = query.where(logged_questions.c.at >= since)
        async with self._transaction("read") as connection:
            rows = (await connection.execute(query.limit(limit))).all()
            scored: list[Row[Any]] = []
            ids = [row.id for row in rows]
            for start in range(0, len(ids), _BATCH):  # databases bound how many values one statement may hold
                chosen = candidates.c.question_id.in_(ids[start : start + _BATCH])
                scored += (
                    await connection.execute(select(candidates).where(chosen).order_by(candidates.c.position))
                ).all()
        return list(read_questions(rows, scored))

    async def has_question(self, question_id: str) -> bool:
        """Is a question kept under this id?"""
        query = select(logged_questions.c.id).where(logged_questions.c.id == question_id)
        async with self._transaction("read") as connection:
            return (await connection.execute(query)).first() is not None

    async def delete_question(self, question_id: str) -> bool:
        """Forget one question; False when there was none with this id."""
        async with self._transaction("write to") as connection:
            deleted = await self._delete(connection, question_id)
        await self.forget_traces()
        return deleted

    async def purge(self, older_than: datetime) -> int:
        """Delete the questions kept before this moment; how many there were."""
        async with self._transaction("write to") as connection:
            old = logged_questions.c.at < older_than
            await forget_wordings(connection, old)
            done = await connection.execute(delete(logged_questions).where(old))
        await self.forget_traces()
        return done.rowcount

    async def counts(self, since: datetime | None = None) -> dict[str, int]:
        """How often each kind of event happened, and how many questions are kept as "questions"."""
        query = select(events.c.kind, func.count()).group_by(events.c.kind).order_by(events.c.kind)
        kept = select(func.count()).select_from(logged_questions)
        if since is not None:
            query = query.where(events.c.at >= since)
            kept = kept.where(logged_questions.c.at >= since)
        async with self._transaction("read") as connection:
            rows = (await connection.execute(query)).all()
            return {
                **{row[0]: row[1] for row in rows},
                "questions": (await connection.execute(kept)).scalar_one(),
            }

    async def _follow(self, connection: AsyncConnection, event: Event, at: datetime) -> None:
        """What an event changes among the kept questions."""
        if isinstance(event, Abstained | Clarified):
            rows = question_rows(event, at)
            # a form of the web page that is sent again days later brings the same id
            if rows is not None and await insert_new(connection, logged_questions, rows[0]) and rows[1]:
                await connection.execute(insert(candidates), rows[1])
        elif isinstance(event, ChoiceMade) and event.question_id is not None:
            chosen = {"chosen": event.entry, "none_chosen": event.entry is None}
            await connection.execute(
                update(logged_questions).where(logged_questions.c.id == event.question_id).values(chosen)
            )
        elif isinstance(event, Forgotten):
            await self._delete(connection, event.question_id)
        elif isinstance(event, Rated) and event.replaces is not None:
            await self._take_back(connection, event.entry, *event.replaces)

    @staticmethod
    async def _take_back(connection: AsyncConnection, entry: str, helped: bool, why: str | None) -> None:
        """One rating of these goes, the latest: they say no more of who rated than that somebody did."""
        latest = select(func.max(events.c.id)).where(
            events.c.kind == "rated",
            events.c.entry == entry,
            events.c.helped == helped,
            events.c.reason == why,
        )
        found = (await connection.execute(latest)).scalar_one()
        if found is not None:
            await connection.execute(delete(events).where(events.c.id == found))

    @staticmethod
    async def _delete(connection: AsyncConnection, question_id: str) -> bool:
        this = logged_questions.c.id == question_id
        await forget_wordings(connection, this)
        done = await connection.execute(delete(logged_questions).where(this))
        return bool(done.rowcount)

    async def forget_traces(self) -> bool:
        """What was deleted leaves the database's files too; False, and `traces_left`, while somebody keeps
        reading."""
        self.still_there()
        self.traces_left = not await self._emptied()
        return not self.traces_left

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection on which the other modules of this room read."""
        async with self._transaction("read") as connection:
            yield connection

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may read first and write then: no other writer comes between."""
        self.still_there()
        with translated(self._url, "write to"):
            async with self._engine.connect() as connection:
                await connection.execution_options(sqlite_begin="IMMEDIATE")
                async with connection.begin():
                    yield connection

    @asynccontextmanager
    async def _transaction(self, doing: str) -> AsyncIterator[AsyncConnection]:
        self.still_there()
        with translated(self._url, doing):
            async with self._engine.begin() as connection:
                yield connection


async def _opened(url: str, wait: float) -> AsyncEngine:
    """The database, with the tables of this version."""
    with translated(url, "open"):
        engine = make_engine(url, wait)
    try:
        with translated(url, "open"):
            await migrate(engine)
    except BaseException:
        await close_engine(engine)
        raise
    return engine

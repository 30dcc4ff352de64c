"""Opening a database: SQLite or PostgreSQL by its address, migrated, with foreign errors put into sentences.

`_sqlite_engine` and `forget_traces` hold everything that is SQLite's own; one statement in `_migrate` is
PostgreSQL's.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import gaierror
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import asyncpg
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from sendbot.errors import StoreError, StoreRefusedError
from sendbot.store.address import read_address

MIGRATIONS = Path(__file__).parent / "migrations"
_CHECKPOINT_PAUSES = (0.0, 0.05, 0.2, 0.5)
"""Seconds before each try: a page of the desk reads for a few hundredths of a second."""
_CLOSE_SECONDS = 2.0
"""For saying goodbye: a stop has ten seconds for everything."""
_MIGRATION_LOCK = 7_363_001
"""Any number will do: every replica asks PostgreSQL for the same one before it migrates."""

_MIGRATING: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
"""One at a time in a process: Alembic keeps what it is doing in one place for all, also while it waits."""


def make_engine(url: str, wait: float) -> AsyncEngine:
    """An engine that waits up to `wait` seconds for a busy database and never shows a statement's values."""
    address, arguments = read_address(url)
    try:
        if address.get_backend_name() == "sqlite":
            return _sqlite_engine(address, wait)
        return _postgresql_engine(address, wait, arguments)
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise StoreError(
            "The database address cannot be used. Write SENDBOT_DATABASE_URL like "
            "sqlite+aiosqlite:///data/sendbot.db or postgresql+asyncpg://user:password@host/name (which "
            "needs the package asyncpg)."
        ) from problem


def _postgresql_engine(address: URL, wait: float, arguments: dict[str, Any]) -> AsyncEngine:
    """PostgreSQL whose connections are all thrown away as soon as one of them gets no answer in time."""
    engine = create_async_engine(
        address,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=wait,
        connect_args=arguments,
    )

    @event.listens_for(engine.sync_engine, "handle_error")
    def give_up(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, TimeoutError):
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = True

    return engine


async def close_engine(engine: AsyncEngine) -> None:
    """Let every connection go; one whose server says nothing to that is left to itself after a moment."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await engine.dispose()


async def migrate(engine: AsyncEngine) -> None:
    """Bring the tables up to this version's; nothing happens when they are."""
    turn = _MIGRATING.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with turn, engine.connect() as connection:
        await connection.execution_options(sqlite_begin="IMMEDIATE")
        async with connection.begin():
            await connection.run_sync(_migrate)


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    current, known = table_version(connection), versions()
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise StoreError(f"Could not open {_shown(connection.engine.url)}: {_NEWER}")
    from alembic import command  # heavy: only where tables are not up to date
    from alembic.config import Config  # heavy: only where tables are not up to date

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def versions() -> tuple[str, ...]:
    """Every version that tables have had, the oldest first: each migration's file begins with its own."""
    return tuple(sorted(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py")))


def table_version(connection: Connection) -> str | None:
    """The version that a database's tables have; None without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


class _ClosedWhole(sqlite3.Connection):
    """A connection whose lock goes when it is closed.

    A write that is given up in the middle leaves a statement that has not come to its end. SQLite then puts
    the closing off until that is thrown away, and so long, which may be for ever, nobody can write.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any, **named: Any) -> Any:
        """A cursor, as ever; it is closed with the connection."""
        found = super().cursor(*arguments, **named)
        self._cursors.add(found)
        return found

    def close(self) -> None:
        """End its statements and its transaction first."""
        with suppress(sqlite3.Error):  # it is closed already
            for cursor in list(self._cursors):
                cursor.close()
            if self.in_transaction:
                self.rollback()
        super().close()


def _sqlite_engine(address: URL, wait: float) -> AsyncEngine:
    """SQLite with a write-ahead log, so that staff can read while families write, and with foreign keys
    held."""
    if address.database and address.database != ":memory:" and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_async_engine(
        address, hide_parameters=True, connect_args={"timeout": wait, "factory": _ClosedWhole}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = (
            None  # the driver's own BEGIN comes too late for tables to be made in a transaction
        )
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(
            "PRAGMA secure_delete = ON"
        )  # a question that a family takes back is overwritten, not only unlinked
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "")
        if mode is not None:
            connection.exec_driver_sql(f"BEGIN {mode}".strip())

    return engine


async def forget_traces(engine: AsyncEngine) -> bool:
    """Empty SQLite's write-ahead log, where the text of a deleted question would otherwise stay readable.

    False when somebody was reading for all of the tries: then the caller comes back later.
    """
    if engine.dialect.name != "sqlite":
        return True
    for pause in _CHECKPOINT_PAUSES:
        await asyncio.sleep(pause)
        async with engine.connect() as connection:
            await connection.execution_options(sqlite_begin=None)
            before = (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one()
            await connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # records wait behind this
            busy = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(before)}")
        if not busy:
            return True
    return False


@contextmanager
def translated(url: str, doing: str) -> Iterator[None]:
    """Whatever the database, its driver or the disk raises becomes a StoreError that says what could not be
    done."""
    try:
        yield
    except StoreError:
        raise
    except (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        kind = StoreRefusedError if _is_about_the_rows(problem) else StoreError
        raise kind(f"Could not {doing} {_shown(url)}: {_reason(problem)}") from problem


def _is_about_the_rows(problem: BaseException) -> bool:
    """Did these very rows fail, before or at the database, rather than the database itself?"""
    never_sent = isinstance(problem, StatementError) and not isinstance(problem, DBAPIError)
    return never_sent or isinstance(problem, IntegrityError | DataError)


def _shown(url: str | URL) -> str:
    """The database as a person names it, without its password."""
    try:
        address = make_url(url)
    except ArgumentError:
        return "the database"
    if address.get_backend_name() == "sqlite":
        return f"the database file {address.database or 'in memory'}"
    return f"the database {address.database} at {address.host or 'this machine'}"


_REASONS = (
    ("readonly database", "the file may not be written to. Check its permissions and those of its folder."),
    ("unable to open", "the file cannot be opened. Check that its folder exists and may be written to."),
    ("locked", "another program is using it. Close that program, or try again in a moment."),
    (
        "not a database",
        "it is damaged or is not a database. Move it aside (keep it for repair) and start again.",
    ),
    ("malformed", "it is damaged. Move it aside (keep it for repair) and start again."),
    ("disk is full", "the disk is full. Make room and try again."),
    ("disk i/o error", "the disk reported an error. Check the disk and its free space."),
)


_NEWER = "it was made by a newer version of sendbot. Update sendbot, or use another database."
_CHANGED = (
    "a pooler stands before it that changes connections between statements. Let the pooler keep sessions "
    "together (pool_mode = session)."
)
_STATES = {
    "28P01": "the password is not right. Check SENDBOT_DATABASE_URL.",
    "28000": "there is no such user, or it may not come in. Check SENDBOT_DATABASE_URL and the server's "
    "rules.",
    "3D000": "there is no database of that name on the server. Make it, or check SENDBOT_DATABASE_URL.",
    "55P03": "another program holds a lock. Try again in a moment.",
    "57P03": "it is just starting. Try again in a moment.",
    "25006": "it is a standby, which takes no changes. Add target_session_attrs=read-write and the other "
    "host.",
    "26000": _CHANGED,
    "42P05": _CHANGED,
    "53300": "it has no connection left. Allow more connections, or start fewer copies.",
}
"""What PostgreSQL's own codes mean for an operator."""


def _reason(problem: BaseException) -> str:
    origin = getattr(problem, "orig", None) or problem
    state = str(getattr(problem, "sqlstate", None) or getattr(origin, "sqlstate", ""))
    if state in _STATES:
        return _STATES[state]
    if _timed_out(problem):
        return "it does not answer in time. Check that it is running and can be reached."
    if isinstance(problem, gaierror):
        return "there is no host of that name. Check SENDBOT_DATABASE_URL and the network."
    said = str(origin).casefold()
    for sign, reason in _REASONS:
        if sign in said:
            return reason
    if isinstance(problem, ConnectionError | InterfaceError) or "connect" in said:
        return "it does not answer. Check that it is running and that SENDBOT_DATABASE_URL is right."
    return _of_the_disk(problem) or (
        f"the database refused ({type(origin).__name__}). Check that it is sendbot's own database."
    )


def _timed_out(problem: BaseException) -> bool:
    return isinstance(problem, TimeoutError) or isinstance(getattr(problem, "__cause__", None), TimeoutError)


def _of_the_disk(problem: BaseException) -> str | None:
    if not isinstance(problem, OSError):
        return None
    return f"{problem.strerror or type(problem).__name__}. Check the disk and the address."

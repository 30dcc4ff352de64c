"""A copy of the database while it is in use, and the way back. SQLite's own online backup does both, page by
page, so that neither the bot nor the desk has to stop."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sendbot.errors import StoreError
from sendbot.store.file import database_file

_WAIT = 10.0
"""Seconds that a busy file is waited for: a batch of the bot's takes a moment."""
_PAGES = 2_000
"""Pages copied at a time, some eight megabytes: between them the bot writes."""
_SERVER = (
    "This database is a PostgreSQL server, whose own programs copy it. To copy: pg_dump --format=custom "
    "--file=FILE ADDRESS. To bring it back into an empty database: pg_restore --no-owner --dbname=ADDRESS "
    "FILE. ADDRESS is SENDBOT_DATABASE_URL without its +asyncpg."
)


def back_up(url: str, target: Path) -> int:
    """Copy the database into a new file that only its owner may read; how many questions are in it. Raises
    StoreError."""
    source = _file_of(url)
    if not source.is_file():
        raise StoreError(f"There is no database file {source} to copy yet. The first start makes it.")
    if target.exists():
        raise StoreError(f"{target} is there already, and is not written over. Name a new file.")
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, part)
        found = _questions_in(part)
        part.rename(target)
    except (OSError, sqlite3.Error) as problem:
        part.unlink(missing_ok=True)
        raise StoreError(f"{source} could not be copied to {target}: {_why(problem)}") from problem
    return found


def bring_back(url: str, copy: Path, now: datetime | None = None) -> tuple[int, Path | None]:
    """Put a copy in the place of the database, whatever is using it; how many questions are in it, and where
    what was there before is kept. Raises StoreError."""
    target = _file_of(url)
    if not copy.is_file():
        raise StoreError(f"There is no file {copy}. Name a file that `backup` has made.")
    try:
        found = _questions_in(copy)
    except sqlite3.Error as problem:
        raise StoreError(f"{copy} is no copy of sendbot's database: {_why(problem)}") from problem
    before = None
    try:
        if target.is_file():
            before = target.with_name(f"{target.name}.before-{now or datetime.now(UTC):%Y%m%d-%H%M%S}")
            os.close(os.open(before, os.O_CREAT, 0o600))
            _copy(target, before)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(target, os.O_CREAT, 0o600))
        _copy(copy, target)
    except (OSError, sqlite3.Error) as problem:
        raise StoreError(f"{copy} could not be brought back: {_why(problem)}") from problem
    return found, before


def _file_of(url: str) -> Path:
    found = database_file(url)
    if found is None:
        raise StoreError(_SERVER)
    return found


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=_WAIT)) as reading,
        closing(sqlite3.connect(target, timeout=_WAIT)) as writing,
    ):
        reading.backup(writing, pages=_PAGES)
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _questions_in(file: Path) -> int:
    """Also proves that the file is whole, and ours."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        (sound,) = database.execute("PRAGMA quick_check").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError("malformed")
        database.execute("SELECT version_num FROM alembic_version").fetchone()
        (number,) = database.execute("SELECT count(*) FROM logged_questions").fetchone()
    return int(number)


def _why(problem: Exception) -> str:
    said = str(problem).casefold()
    if isinstance(problem, OSError):
        return (
            f"{problem.strerror or type(problem).__name__}. Check the folder, its room and its permissions."
        )
    if "locked" in said or "busy" in said:
        return "another program is using it. Try again in a moment."
    if "full" in said:
        return "the disk is full. Make room and try again."
    if "no such table" in said:
        return "it has not the tables of a sendbot."
    return "it is damaged, or is no SQLite database."

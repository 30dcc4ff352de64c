"""The file of an SQLite database: where it is, and whether it is still the same one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def database_file(url: str) -> Path | None:
    """The file that this address names; None for a server, or for a database in memory."""
    try:
        address = make_url(url)
    except ArgumentError:
        return None
    name = address.database or ""
    if address.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def identity(path: Path | None) -> tuple[int, int] | None:
    """What tells this file from another of its name; None where there is none."""
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def size(path: Path) -> int:
    """Bytes; 0 where there is no file."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def log_files(path: Path) -> tuple[Path, Path]:
    """The write-ahead log that SQLite keeps beside a database, and its index: found by their names alone."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")

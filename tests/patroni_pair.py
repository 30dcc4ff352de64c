"""Two real PostgreSQL servers, each under Patroni, and one etcd that says which of them leads: Debian's
packages.

etcd, because Patroni's other way without a service (raft among its own processes) is deprecated since Patroni
3.0, and of two nodes of it neither could be elected alone. The one etcd stands for the three that a real
house runs.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.ports import free_port
from tests.replicated import NAME, TwoServers, account, programs
from tests.waiting import wait_until

TTL = 20
"""Seconds for which the leader's lock lasts unless it is taken again: the least that Patroni's manual allows;
it comes as 30."""
LOOP_WAIT = 1
"""Seconds between two looks of Patroni at its server; it comes as 10."""
RETRY = 5
"""Seconds for which etcd may be slow before a leader steps down. Two such tries and a look must fit into the
ttl."""
ASKED = 2
"""Seconds for which Patroni waits for the other member's answer before it decides whether to lead
(`ha.py`)."""
NAMES = ("one", "two")


def lacking() -> str | None:
    """Why none of this can be tried here; None where it can."""
    missing = [name for name in ("patroni", "etcd") if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: apt-get install patroni etcd-server)"
    if programs() is None:
        return "no PostgreSQL here whose programs can make a standby"
    return None if account() else "no account here that PostgreSQL would run as"


class PatroniPair(TwoServers):
    """Patroni watches both; whoever holds the lock in etcd takes changes."""

    def __init__(self, place: Path, user: str) -> None:
        super().__init__(place, user)
        self._asked = (free_port(), free_port())
        self._etcd = free_port()
        self._members: list[subprocess.Popen[bytes]] = []
        self._stack = ExitStack()

    def __enter__(self) -> PatroniPair:
        try:
            self._start_etcd()
            self._start_member(0)
            wait_until(lambda: self._takes_changes(0))
            self.psql(0, f"CREATE DATABASE {NAME}", "postgres")
            self._start_member(1)
            # Patroni gives the lock only to whom etcd knows to have everything
            wait_until(lambda: self.roles() == {NAMES[0]: "leader", NAMES[1]: "sync_standby"})
            self._wait_until_followed()
        except BaseException as problem:
            self.__exit__(problem)
            raise
        return self

    def __exit__(self, *problem: object) -> None:
        self._stack.close()  # before the servers, which Patroni would start again
        if any(problem):
            for log in sorted(self._folder.glob("*.log")):
                said = log.read_text(encoding="utf-8", errors="replace").splitlines()
                print(log.name, *said[-40:], sep="\n")
        super().__exit__()

    def take_over(self) -> None:
        """Nobody does anything but Patroni."""
        wait_until(lambda: self.roles().get(NAMES[1]) == "leader" and self._takes_changes(1))

    def roles(self) -> dict[str, str]:
        """What part each member has, as the second one reads it in etcd, or the first while it is alone."""
        answer = self._ask(len(self._members) - 1, "/cluster")
        return {member["name"]: member["role"] for member in answer.get("members", [])}

    def _takes_changes(self, number: int) -> bool:
        """Is this server out of recovery? The name for that is another in later versions."""
        return self._ask(number, "/patroni").get("role") in {"master", "primary"}

    def _ask(self, number: int, path: str) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self._asked[number], timeout=5)
        with suppress(OSError, HTTPException, ValueError), closing(connection):
            connection.request("GET", path)
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
            return answer
        return {}

    def _signal(self, number: int, name: signal.Signals) -> None:
        """The whole host: Patroni first, which would notice otherwise that its server is gone."""
        if number < len(self._members):
            _signal_group(self._members[number], name)
        super()._signal(number, name)

    def _start_etcd(self) -> None:
        self._own(self._folder / "etcd")
        clients, peers = (f"http://127.0.0.1:{port}" for port in (self._etcd, free_port()))
        self._serve(
            "etcd",
            *("--data-dir", str(self._folder / "etcd" / "data"), "--name", "alone"),
            *("--listen-client-urls", clients, "--advertise-client-urls", clients),
            *("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers),
            *("--initial-cluster", f"alone={peers}"),
        )

    def _start_member(self, number: int) -> None:
        self._own(self._home(number))
        file = self._folder / f"{NAMES[number]}.json"  # which is YAML too
        file.write_text(json.dumps(self._settings(number)), encoding="utf-8")
        self._members.append(self._serve("patroni", str(file)))

    def _settings(self, number: int) -> dict[str, Any]:
        listen, asked = f"127.0.0.1:{self.ports[number]}", f"127.0.0.1:{self._asked[number]}"
        shared = {
            "ttl": TTL,
            "loop_wait": LOOP_WAIT,
            "retry_timeout": RETRY,
            "synchronous_mode": True,
            "postgresql": {"parameters": {"max_connections": 40}},
        }
        return {
            "scope": NAME,
            "name": NAMES[number],
            "restapi": {"listen": asked, "connect_address": asked},
            "etcd3": {"host": f"127.0.0.1:{self._etcd}"},
            "bootstrap": {"dcs": shared, "initdb": [{"auth": "trust"}, {"encoding": "UTF8"}, "no-sync"]},
            "postgresql": {
                "listen": listen,
                "connect_address": listen,
                "data_dir": str(self._data(number)),
                "bin_dir": str(self._programs),
                "pgpass": str(self._home(number) / "pgpass"),
                "basebackup": [{"checkpoint": "fast"}],  # it would be spread over minutes
                "authentication": {
                    "superuser": {"username": "postgres"},
                    "replication": {"username": "replicator"},
                },
                "parameters": {
                    "unix_socket_directories": str(self._home(number)),
                    "dynamic_shared_memory_type": "mmap",  # a file of its own, which goes with its folder
                },
                "pg_hba": [f"host {what} all 127.0.0.1/32 trust" for what in ("all", "replication")],
            },
        }

    def _home(self, number: int) -> Path:
        return self._folder / NAMES[number]

    def _data(self, number: int) -> Path:
        return self._home(number) / "data"

    def _serve(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        """A program that runs until everything is left, in a group of its own, with none of our
        environment."""
        log = self._stack.enter_context((self._folder / f"{name}-{len(self._members)}.log").open("wb"))
        own = pwd.getpwnam(self._user)
        who = {"user": own.pw_uid, "group": own.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            [str(shutil.which(name)), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(self._folder)},
            start_new_session=True,
            **who,
        )
        self._stack.callback(process.wait)
        self._stack.callback(_signal_group, process, signal.SIGKILL)
        return process


def _signal_group(process: subprocess.Popen[bytes], name: signal.Signals) -> None:
    if process.returncode is None:  # after that its number may be somebody else's
        with suppress(ProcessLookupError):
            os.killpg(process.pid, name)

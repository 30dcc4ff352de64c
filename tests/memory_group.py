"""Memory that a real process and its children share, and may not exceed: a control group of Linux, of either
version."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.waiting import wait_until

_NUMBERS = itertools.count()
_FILL = """
import sys
held = bytearray(int(sys.argv[1]))
held[::4096] = b"x" * len(held[::4096])
print("held", flush=True)
sys.stdin.read()
"""
"""Takes so many bytes, touches each page of them, and holds them until its input ends."""
_PLACES = (
    (
        Path("/sys/fs/cgroup/memory"),
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "memory.max_usage_in_bytes",
    ),
    (Path("/sys/fs/cgroup"), "memory.max", "memory.current", "memory.peak"),
)
"""Of version 1 and of version 2: where groups are made, and the files of the limit, of what is used, and of
the most that was."""


class MemoryGroup:
    """One group, from entering to leaving. Entering raises OSError where nobody may make one."""

    def __enter__(self) -> MemoryGroup:
        for place, limit, used, most in _PLACES:
            self._folder = place / f"sendbot-{os.getpid()}-{next(_NUMBERS)}"
            self._limit, self._used, self._most = (self._folder / name for name in (limit, used, most))
            with suppress(OSError):
                self._folder.mkdir()
                if self._limit.exists():
                    return self
                self._folder.rmdir()
        raise OSError("No control group for memory can be made here.")

    def __exit__(self, *_: object) -> None:
        wait_until(self._gone)

    def _gone(self) -> bool:
        """A process keeps its group until the system has cleared it away, a moment after its end."""
        with suppress(OSError):
            self._folder.rmdir()
        return not self._folder.exists()

    def limit(self, megabytes: int) -> None:
        """All of its processes together may hold so much."""
        self._limit.write_text(str(megabytes * 1_000_000), encoding="ascii")

    @property
    def used(self) -> int:
        """Megabytes that they hold."""
        return int(self._used.read_text(encoding="ascii")) // 1_000_000

    @property
    def most(self) -> int:
        """The most megabytes that they held."""
        return int(self._most.read_text(encoding="ascii")) // 1_000_000

    @property
    def prefix(self) -> tuple[str, ...]:
        """What stands before a command that is to run in it."""
        return ("sh", "-c", 'echo $$ > "$0" && exec "$@"', str(self._folder / "cgroup.procs"))

    @contextmanager
    def filled(self, megabytes: int) -> Iterator[None]:
        """Another process of the group holds so much that all of them together hold this much."""
        own = 8  # what Python takes for itself
        taken = (megabytes - self.used - own) * 1_000_000
        command = [*self.prefix, sys.executable, "-I", "-S", "-c", _FILL, str(taken)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"held\n"
            yield
            assert other.poll() is None  # it is not the one that had to go
            other.communicate()


def can_be_made() -> bool:
    """May this account make one?"""
    try:
        with MemoryGroup():
            return True
    except OSError:
        return False

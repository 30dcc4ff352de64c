"""Libraries that change what a real process sees of its machine: another clock, other names of hosts."""

from __future__ import annotations

from pathlib import Path

_WHERE = ("/usr/lib/*-linux-gnu", "/usr/lib/*-linux-gnu/faketime", "/usr/lib64", "/usr/lib64/faketime")
"""Where Debian, Ubuntu and Fedora put them."""

CLOCK = "libfaketimeMT.so.1"
"""Of the package libfaketime: the form for programs with threads."""
NAMES = "libnss_wrapper.so"
"""Of the package libnss-wrapper."""


def library(name: str) -> Path | None:
    """Where it is; None where it is not installed."""
    found = (path for place in _WHERE for path in sorted(Path("/").glob(f"{place[1:]}/{name}")))
    return next(found, None)


class Clock:
    """A clock for processes that start with `environment`: right until it is set."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.set("+0")
        self.environment = {
            "LD_PRELOAD": str(library(CLOCK)),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",  # a change is seen at once
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # what measures time goes on, as when an operator sets the clock
            "NO_FAKE_STAT": "1",  # and times of files stay as they were written
        }

    def set(self, away: str) -> None:
        """So far from the right time: "+1d", "-1d", or "+0"."""
        self._file.with_suffix(".new").write_text(away, encoding="ascii")
        self._file.with_suffix(".new").rename(self._file)


class HostNames:
    """The names of hosts for processes that start with `environment`: none but these are known."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "hosts"
        self.know()
        self.environment = {"LD_PRELOAD": str(library(NAMES)), "NSS_WRAPPER_HOSTS": str(self._file)}

    def know(self, *names: str) -> None:
        """From now on these are this machine, and no other name is known."""
        self._file.write_text("".join(f"127.0.0.1 {name}\n" for name in names), encoding="ascii")

"""Stands in for the program where somebody starts it: `client.py ADDRESS PROGRAM ARGUMENTS`.

It runs without the site's packages, so that it takes a fiftieth of a second. Where the program has to be
loaded anew to see what it should (a library put before it, a terminal), it becomes the program itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

HANDED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
SEEN_WHEN_LOADED = (
    "LD_",
    "LC_",
    "LANG",
    "MALLOC",
    "PYTHON",
    "OPENBLAS",
    "OMP_",
    "COVERAGE",
    "FORCE_",
    "TERMINAL_",
)
"""What variables begin with that take effect while Python and its packages load."""
_SEEN_LATER = ("PYTHONUNBUFFERED",)
_STANDARD = (0, 1, 2)


def seen_when_loaded(environment: dict[str, str]) -> dict[str, str]:
    """What of it a fork can no longer be told."""
    return {
        name: value
        for name, value in sorted(environment.items())
        if name.startswith(SEEN_WHEN_LOADED) and name not in _SEEN_LATER
    }


class Start:
    """One start, and the signals that come for it."""

    def __init__(self) -> None:
        self.pid = 0
        self._early: list[int] = []

    def hand_on(self, number: int, _: object) -> None:
        if self.pid:
            os.kill(self.pid, number)
        else:
            self._early.append(number)

    def runs_as(self, pid: int) -> None:
        self.pid = pid
        for number in self._early:
            os.kill(pid, number)


def main() -> None:
    address, program, *arguments = sys.argv[1:]
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        answers = server.makefile("r", encoding="utf-8")
        loaded_with = json.loads(answers.readline())
        if not _can_be_forked(loaded_with):
            os.execv(sys.executable, [sys.executable, program, *arguments])
        start = Start()
        for number in HANDED_ON:
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, start.hand_on)
        _ask(server, program, arguments)
        start.runs_as(int(answers.readline()))
        status = int(answers.readline())
    _end_as(status)


def _can_be_forked(loaded_with: dict[str, object]) -> bool:
    here = {"environment": seen_when_loaded(dict(os.environ)), "session": os.getsid(0)}
    return here == loaded_with and not any(map(os.isatty, _STANDARD))


def _ask(server: socket.socket, program: str, arguments: list[str]) -> None:
    mask = os.umask(0)
    os.umask(mask)
    wanted = {
        "argv": [program, *arguments],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "mask": mask,
        "group": os.getpgid(0),
        "ignored": [number for number in HANDED_ON if signal.getsignal(number) == signal.SIG_IGN],
    }
    data = json.dumps(wanted).encode()
    socket.send_fds(server, [len(data).to_bytes(4, "big")], list(_STANDARD))
    server.sendall(data)


def _end_as(status: int) -> None:
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code not in {signal.SIGKILL, signal.SIGSTOP} else None
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    main()

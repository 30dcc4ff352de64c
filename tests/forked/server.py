"""Loads the program once and forks for each start: `python -m tests.forked.server ADDRESS`.

It ends where its input ends, with all that it has forked.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import signal
import socket
import sys
import time
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

from tests.forked.client import seen_when_loaded

_LATE = (
    "aiosqlite",
    "alembic.command",
    "alembic.ddl.sqlite",
    "scipy.sparse",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.ext.asyncio",
    "telegram.ext",
)
"""What the program loads only when it comes to it."""
_WAITING = 64
"""Starts at once: more than any test makes."""


class Starts:
    """Those who asked for a start, and the programs that run for them."""

    def __init__(self, listener: socket.socket, environment: dict[str, str]) -> None:
        self._listener = listener
        self._loaded_with = {"environment": environment, "session": os.getsid(0)}
        self._selector = selectors.DefaultSelector()
        self._running: dict[socket.socket, tuple[int, int]] = {}
        """For each of them the program's number, and what tells of its end."""

    def serve(self) -> dict[str, Any] | None:
        """What is wanted, in each fork; None in the server itself, once its input has ended."""
        self._selector.register(0, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj == 0:
                    if not os.read(0, 1):
                        self._stop()
                        return None
                elif key.fileobj is self._listener:
                    wanted = self._start()
                    if wanted is not None:
                        return wanted
                elif key.data in self._running:
                    self._ended(key.data, gone=key.fileobj is key.data)

    def _start(self) -> dict[str, Any] | None:
        """What is wanted, in the fork."""
        asking, _ = self._listener.accept()
        asking.sendall(f"{json.dumps(self._loaded_with)}\n".encode())
        size, standard, _, _ = socket.recv_fds(asking, 4, 3)
        if not size:  # it loads the program itself
            asking.close()
            return None
        wanted: dict[str, Any] = json.loads(_read(asking, int.from_bytes(size, "big")))
        pid = os.fork()
        if not pid:
            self._leave(asking)
            return wanted | {"standard": standard}
        for each in standard:
            os.close(each)
        end = os.pidfd_open(pid)
        self._running[asking] = pid, end
        self._selector.register(end, selectors.EVENT_READ, asking)
        self._selector.register(asking, selectors.EVENT_READ, asking)
        asking.sendall(f"{pid}\n".encode())
        return None

    def _ended(self, asking: socket.socket, *, gone: bool) -> None:
        """A program has ended; or who asked for it has `gone`, and it must."""
        pid, end = self._running.pop(asking)
        if gone:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        self._selector.unregister(end)
        self._selector.unregister(asking)
        os.close(end)
        with contextlib.suppress(OSError):
            asking.sendall(f"{status}\n".encode())
        asking.close()

    def _stop(self) -> None:
        for asking in list(self._running):
            self._ended(asking, gone=True)

    def _leave(self, asking: socket.socket) -> None:
        """A fork holds nothing of what the server works with."""
        self._selector.close()
        self._listener.close()
        asking.close()
        for other, (_, end) in self._running.items():
            other.close()
            os.close(end)


def _read(asking: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += asking.recv(size - len(data))
    return data


def _become(wanted: dict[str, Any]) -> None:
    """Be the program that is wanted, as if Python had just been started for it."""
    for number, given in enumerate(wanted["standard"]):
        os.dup2(given, number)
        os.close(given)
    with contextlib.suppress(OSError):  # of a group of another session
        os.setpgid(0, wanted["group"])
    for ignored in wanted["ignored"]:
        signal.signal(ignored, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    os.umask(wanted["mask"])
    time.tzset()
    _open_streams()
    sys.argv = wanted["argv"]
    runpy.run_path(sys.argv[0], run_name="__main__")


def _open_streams() -> None:
    """Anew: those of the server remember what its own files could do."""
    at_once = "PYTHONUNBUFFERED" in os.environ
    put_in, put_out, errors = (
        FileIO(number, mode, closefd=False) for number, mode in enumerate(("r", "w", "w"))
    )
    sys.stdin = _text(BufferedReader(put_in), sys.stdin)
    sys.stdout = _text(put_out if at_once else BufferedWriter(put_out), sys.stdout, write_through=at_once)
    sys.stderr = _text(BufferedWriter(errors), sys.stderr, line_buffering=True)


def _text(stream: Any, like: TextIO, **more: Any) -> TextIOWrapper:
    return TextIOWrapper(stream, like.encoding, like.errors, **more)


def _load() -> None:
    program = importlib.import_module("sendbot")
    for found in pkgutil.walk_packages(program.__path__, "sendbot."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            importlib.import_module(found.name)
    for name in _LATE:
        importlib.import_module(name)
    gc.freeze()  # a fork shares what is never looked at again


def main() -> None:
    """Serve; or, in a fork, be the program."""
    environment = seen_when_loaded(dict(os.environ))  # loading adds to it
    _load()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whatever notes the lines of this process has set another
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(_WAITING)
    sys.stdout.write("loaded\n")
    sys.stdout.flush()
    wanted = Starts(listener, environment).serve()
    if wanted is not None:
        _become(wanted)


if __name__ == "__main__":
    main()

"""A real terminal with the program in it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).parent.parent


def environment(house: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    own = {
        "SENDBOT_KNOWLEDGE_DIR": str(house / "knowledge"),
        "SENDBOT_DATA_DIR": str(house / "data"),
        "SENDBOT_ENCODER": "none",
    }
    return plain | own | {"COLUMNS": "80"} | more


_WITH_TERMINAL = (
    "import fcntl, os, signal, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Whoever starts the tests in the background of a shell gives them a Ctrl-C that does nothing; a person at a
terminal has one that does."""


_LOOKS = 20
_BETWEEN_LOOKS = 0.02
"""Seconds. Whatever is busy is seen awake in one of twenty looks; what waits for keys never is."""


def _sleeps(process: int) -> bool:
    """Does it wait for something, such as keys?"""
    told = Path(f"/proc/{process}/stat")
    if told.exists():
        return told.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] == "S"
    return subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=True
    ).stdout.startswith("S")


class Terminal:
    """A real terminal with the program in it."""

    def __init__(self, house: Path, *arguments: str, **more: str) -> None:
        self.screen, inside = pty.openpty()
        command = [sys.executable, "-c", _WITH_TERMINAL, sys.executable, str(ROOT / "bot.py"), *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment(house, TERM="xterm", **more),
            cwd=house,
        )
        os.close(inside)
        self.seen = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)

    def wait_for(self, wanted: str) -> str:
        """All that was shown since the last wait, up to and with the wanted words."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen and time.monotonic() < end:
            if select.select([self.screen], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.screen, 65536).decode(errors="replace")
                except OSError:
                    break
        before, found, self.seen = self.seen.partition(wanted)
        assert found, f"{wanted} was not shown, but: {before}"
        return before + found

    def wait_until_it_listens(self) -> None:
        """Between showing the prompt and waiting for keys the program is busy, and a signal would be seen
        only at the next key.

        One look is not enough: it also sleeps for a moment on the way there.
        """
        asleep = 0
        while asleep < _LOOKS:
            wait_until(lambda: _sleeps(self.process.pid))
            time.sleep(_BETWEEN_LOOKS)
            asleep = asleep + 1 if _sleeps(self.process.pid) else 0

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.screen, keys)

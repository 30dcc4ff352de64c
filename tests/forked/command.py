"""The command that starts the program."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BOT = str(ROOT / "bot.py")
_MEASURED = "COVERAGE_PROCESS_CONFIG"
"""In the environment, where the lines that a new process runs through are noted."""
CAN_FORK = hasattr(os, "fork") and hasattr(os, "pidfd_open")
"""Linux tells when a process has ended that is not one's own child; elsewhere each start loads everything."""


def program() -> list[str]:
    """What stands before the arguments of `bot.py`, for anything that starts processes.

    The one that is started is a small stand-in: it hands signals on and ends as the program ends, and where
    it is killed, so is the program. What looks at the program by its number wants `loaded_anew`.
    """
    if not CAN_FORK:
        return loaded_anew()
    measured = _MEASURED in os.environ
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("client.py")), _address(measured), BOT]


def loaded_anew() -> list[str]:
    """The same for a start from nothing, as operators start it."""
    return [sys.executable, BOT]


@cache
def _address(measured: bool) -> str:
    """Where the process waits that forks: one that notes lines, one that does not."""
    folder = tempfile.TemporaryDirectory(prefix="forked-")
    address = str(Path(folder.name) / "starts")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forked.server", address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=plain,
    )
    assert measured == (_MEASURED in plain)
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stdout.readline() == b"loaded\n"
    atexit.register(folder.cleanup)
    atexit.register(server.wait)
    atexit.register(server.stdin.close)  # first: it ends where nobody holds its input any more
    return address

"""Long fitting in a process of its own: watched, bounded in memory and time, and its end looked at. When it
goes wrong, the process that answers families goes on with what it has."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from sendbot.errors import FittingError

MOST_MEMORY = 1_800_000_000
"""Bytes. Fitting the county's answers from nothing takes 1,260 million; what takes much more would have the
whole service stopped by the system for want of memory."""
MOST_SECONDS = 1800.0
"""Fitting takes a minute or two on one core, and ten on a slow machine that does other things."""
_LOOK = 0.25
"""Seconds between looks at its memory: it cannot take hundreds of megabytes in less."""
_FIRST_TO_GO = "900"
"""Of 1,000: where memory runs out, the system ends this process and not the one that answers families."""


def run_aside(work: Callable[[], object], memory: int = MOST_MEMORY, seconds: float = MOST_SECONDS) -> None:
    """Do the work in another process and wait for it. Raises FittingError when it does not end well."""
    other = get_context("spawn").Process(target=work, daemon=True)  # it ends with this process
    other.start()
    _first_to_go(other.pid)
    until = time.monotonic() + seconds
    while other.exitcode is None:
        other.join(_LOOK)
        used = _memory(other.pid)
        if other.exitcode is None and (used > memory or time.monotonic() > until):
            other.kill()
            other.join()
            raise FittingError(
                f"Fitting them took more than {memory // 1_000_000} MB of memory, and was ended."
                if used > memory
                else f"Fitting them took more than {seconds / 60:.0f} minutes, and was ended."
            )
    if other.exitcode != 0:
        raise FittingError(_ended(other.exitcode))


def _first_to_go(pid: int | None) -> None:
    """Said from outside, since the child takes a hundred megabytes before it comes to any work of ours."""
    with suppress(OSError):
        Path(f"/proc/{pid}/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")


def _ended(code: int) -> str:
    if code == -9:
        return (
            "The process that fits them was killed, most likely because the memory ran out. Give the machine "
            "or the service more memory, then change any file of the folder to try again."
        )
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"The process that fits them ended with {how}. Its last lines in the log say more."


def _memory(pid: int | None) -> int:
    """Bytes that a process holds; 0 where the system does not say."""
    if sys.platform != "linux" or pid is None:
        return 0
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = next((line for line in status.splitlines() if line.startswith("VmRSS")), "VmRSS: 0")
    return int(found.split()[1]) * 1024

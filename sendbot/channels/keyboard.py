"""What a person types: one line, or all lines of a paste as one message."""

from __future__ import annotations

import select
import sys
from contextlib import suppress

_PASTE_PAUSE = 0.05
"""Seconds: nobody types a second line that fast, and a paste never waits that long."""
_PASTE_LINES = 400
"""Lines: far more than anybody pastes, and little enough to hold."""


def read_typed(prompt: str) -> str:
    """The next message. Raises EOFError at the end of the input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")
    with suppress(ImportError):  # gives arrow keys and lines longer than a terminal driver's 4,096 characters
        import readline  # noqa: F401  # heavy: only at a terminal, and not every system has it
    lines = [input(prompt)]
    while len(lines) < _PASTE_LINES and _more_is_waiting():
        line = sys.stdin.readline()
        if not line:
            break
        lines.append(line.rstrip("\r\n"))
    return "\n".join(lines)


def _more_is_waiting() -> bool:
    try:
        return bool(select.select([sys.stdin], [], [], _PASTE_PAUSE)[0])
    except (
        OSError,
        ValueError,
    ):  # not every system can ask this of a terminal; then each line is its own message
        return False

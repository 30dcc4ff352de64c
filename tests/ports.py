"""Ports of this machine that nobody listens on, each given out once."""

from __future__ import annotations

import os
import random
import socket

_FIRST, _LAST = 20_000, 32_000
"""Below the numbers that systems give to outgoing connections, so that none of those takes the port before it
is used."""
_CHANCE = random.Random(os.getpid())
"""Test runs side by side look in different orders; chance that a test seeds would let them look in the
same."""
_given: set[int] = set()


def free_port() -> int:
    """A port to serve on, or one where nobody answers."""
    while True:
        port = _CHANCE.randrange(_FIRST, _LAST)
        if port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False

"""Foreign libraries that write to their logs what must not stand in ours."""

from __future__ import annotations

import logging

_TALKATIVE = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "authlib",
    "aiosqlite",
    "asyncpg",
    "sqlalchemy",
)
"""Some write addresses with the token, some every statement with the words in it."""


def quieten() -> None:
    """Keep them from it, however much the operator wants to be told of our own work. Every verb does so
    before anything else, and so does whoever serves without one."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)  # its errors say the token

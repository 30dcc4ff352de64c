"""The key that closes conversations: the operator's, or one that is made once and kept in the data folder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sendbot.channels.serving.sealed_chat_ids import new_key
from sendbot.errors import SettingsError

_NAME = "web.key"
_OWNER_ONLY = 0o600
"""Rights of the file: its owner reads and writes, nobody else."""


def kept_key(folder: Path) -> str:
    """The key in the data folder, made when there is none. Only its owner may read it. Raises
    SettingsError."""
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make(path)
        found = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(
            f"The key of the chat page in {path} can be neither read nor made "
            f"({getattr(problem, 'strerror', None) or type(problem).__name__}). "
            "Set SENDBOT_WEB_KEY, or let the process write to that folder."
        ) from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise SettingsError(
            f"Others than its owner may read the key of the chat page in {path}. Run: chmod 600 {path}"
        )
    return found


def _make(path: Path) -> None:
    """Written beside and linked into place, so that of two copies that start together one wins, whole."""
    if path.exists():
        return
    aside = path.with_name(f"{_NAME}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as file:
        file.write(f"{new_key()}\n")
    try:
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink()

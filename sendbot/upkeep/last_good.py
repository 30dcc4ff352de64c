"""The last good answers, kept in the data folder: a bad file and a restart leave families with those, not
with nobody."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sendbot.errors import SendbotError

_PATTERNS = ("*.yaml", "*/*.yaml")
"""What the reader of a folder reads."""


class LastGood:
    """A copy of the folder of the answers as it was when it last went into service."""

    def __init__(self, place: Path) -> None:
        self.folder = place

    @property
    def there(self) -> bool:
        """Is there a copy?"""
        return self.folder.is_dir()

    @property
    def since(self) -> datetime | None:
        """When the copy was made."""
        return datetime.fromtimestamp(self.folder.stat().st_mtime, UTC) if self.there else None

    def keep(self, source: Path, prove: Callable[[Path], object]) -> bool:
        """Copy the folder, if the copy passes the proof; whether what is kept is now as the folder is. A disk
        that is full leaves the copy of before."""
        if self.there and _content(self.folder) == _content(source):
            return True
        fresh = self.folder.with_name(f"{self.folder.name}-{uuid4().hex[:8]}")
        try:
            for pattern in _PATTERNS:
                for path in source.glob(pattern):
                    target = fresh / path.relative_to(source)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
            prove(fresh)  # the copy itself: the folder may have changed since it was read
            self._put(fresh)
        except (OSError, SendbotError):
            return False
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return True

    def _put(self, fresh: Path) -> None:
        """Whenever the power goes, there is a whole copy under its name or beside it."""
        old = self.folder.with_name(f"{self.folder.name}-old")
        shutil.rmtree(old, ignore_errors=True)
        with suppress(FileNotFoundError):
            self.folder.rename(old)
        fresh.rename(self.folder)
        shutil.rmtree(old, ignore_errors=True)

    def mend(self) -> None:
        """A power cut between the two renames of a change left only the copy of before: give it its name
        back."""
        old = self.folder.with_name(f"{self.folder.name}-old")
        if not self.there and old.is_dir():
            old.rename(self.folder)


def _content(folder: Path) -> str:
    """Changes with every byte that the reader would read."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in _PATTERNS for path in folder.glob(pattern)):
        found.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        with suppress(OSError):
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()

"""What the database could not take, on the disk of this machine: the journal as the loop uses it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sendbot.errors import JournalError
from sendbot.store.handled_updates import Handled
from sendbot.store.journal import Journal

_REST = 2.0
"""Seconds until a disk that took nothing is tried again."""


class SetAside:
    """Without a journal nothing can be set aside. `lock` keeps adding and bringing back apart."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal
        self.lock = asyncio.Lock()
        self._numbers: dict[tuple[int, int], datetime] = {}
        self.count = 0
        self.failing = journal is None

    def open(self) -> None:
        """Reserve room, and look at what earlier processes have left."""
        if self._journal is None:
            return
        try:
            self._journal.open()
        except JournalError:
            self.failing = True
            return
        self._count(self._journal.items())

    def adopt(self) -> None:
        """Look once more for what processes that are no more have left."""
        if self._journal is not None:
            self._journal.adopt()

    def items(self) -> list[Handled]:
        """Everything that waits, the oldest first."""
        return [] if self._journal is None or self._journal.empty else self._journal.items()

    def clear(self) -> None:
        """All of it is in the database."""
        if self._journal is not None:
            self._journal.clear()
        self._numbers.clear()
        self.count = 0

    def close(self) -> None:
        """Let the files go."""
        if self._journal is not None:
            self._journal.close()

    async def add(self, items: Sequence[Handled]) -> None:
        """Keep these. Raises JournalError."""
        if self._journal is None:
            raise JournalError("There is no folder for records.")
        try:
            await asyncio.to_thread(self._journal.add, items)
        except JournalError:
            self.failing = True
            raise
        self.failing = False
        self._count(items)

    def known(self, bot: int, updates: Sequence[int]) -> dict[int, datetime]:
        """Which of these updates wait here, and since when."""
        return {number: self._numbers[bot, number] for number in updates if (bot, number) in self._numbers}

    async def rest(self) -> None:
        """Wait before the disk is tried again."""
        await asyncio.sleep(_REST)

    def _count(self, items: Sequence[Handled]) -> None:
        self.count += len(items)
        self._numbers |= {(item.bot, number): item.at for item in items for number in item.updates}

"""What the database could not take, on the disk of this machine: the journal as the loop uses it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from sendbot.conversation.events import Abstained, Clarified, Forgotten
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
        self.deleted_later: set[str] = set()
        """Questions that were taken back and stood nowhere here: what the database has of them goes once it
        is back."""
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
        self.deleted_later.clear()
        self.count = 0

    def close(self) -> None:
        """Let the files go."""
        if self._journal is not None:
            self._journal.close()

    async def add(self, items: Sequence[Handled]) -> None:
        """Keep these. Of a question that is taken back no word is kept. Raises JournalError."""
        if self._journal is None:
            raise JournalError("There is no folder for records.")
        events = [event for item in items for event in item.events]
        taken_back = {event.question_id for event in events if isinstance(event, Forgotten)}
        kept = (event for event in events if isinstance(event, Abstained | Clarified))
        among = {event.question_id for event in kept}
        try:
            here = await asyncio.to_thread(self._journal.forget, taken_back)
            await asyncio.to_thread(self._journal.add, [_without(item, taken_back) for item in items])
        except JournalError:
            self.failing = True
            raise
        self.failing = False
        self.deleted_later |= taken_back - among - here
        self._count(items)

    def known(self, bot: int, updates: Sequence[int]) -> dict[int, datetime]:
        """Which of these updates wait here, and since when."""
        return {number: self._numbers[bot, number] for number in updates if (bot, number) in self._numbers}

    async def rest(self) -> None:
        """Wait before the disk is tried again."""
        await asyncio.sleep(_REST)

    def _count(self, items: Sequence[Handled]) -> None:
        self.count += len(items)
        self._numbers |= {(item.bot, number): item.known_since for item in items for number in item.updates}


def _without(item: Handled, questions: AbstractSet[str]) -> Handled:
    events = (
        replace(event, question=None)
        if isinstance(event, Abstained | Clarified) and event.question_id in questions
        else event
        for event in item.events
    )
    return replace(item, events=tuple(events))

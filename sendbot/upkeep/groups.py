"""Keeping the review desk's groups current: new questions join, changed knowledge routes them and closes what
it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from sendbot.encoding.centred import CentredEncoder
from sendbot.encoding.encoder import Encoder
from sendbot.knowledge.entries import Knowledge
from sendbot.review.answered_by import answers_in
from sendbot.review.group_shapes import workstreams_in
from sendbot.review.grouping import Grouping
from sendbot.review.wordings import Rarity
from sendbot.store.review.group_keeper import Grouper, any_ungrouped
from sendbot.store.review.settling import settle_all
from sendbot.store.store import Store


def grouper_of(store: Store, knowledge: Callable[[], Knowledge], encoder: Encoder | None) -> Grouper:
    """What puts questions into groups. `knowledge` gives what is in service whenever rare words are counted
    anew."""

    centred: list[CentredEncoder] = []

    def grouping() -> Grouping:
        questions = [question for entry in knowledge().entries.values() for question in entry.questions]
        if encoder is not None and questions and not centred:
            centred.append(CentredEncoder(encoder, questions))  # once: another centre parts old and new
        return Grouping(centred[0] if centred else encoder, Rarity.of(questions))

    return Grouper(store, grouping, workstreams_in(knowledge()))


async def bring_up_to_date(
    open_encoder: Callable[[], Encoder | None], store: Store, knowledge: Knowledge, now: datetime
) -> None:
    """Once. The encoder is only loaded when a question waits for its group."""
    waiting = await any_ungrouped(store)
    encoder = await asyncio.to_thread(open_encoder) if waiting else None
    grouper = grouper_of(store, lambda: knowledge, encoder)
    if waiting:
        await grouper.catch_up(now)
    await grouper.refresh(now)


class GroupUpkeep:
    """The same for a process that goes on: remembers which knowledge it saw last. `refresh` gives what is in
    service."""

    def __init__(self, store: Store, grouper: Grouper, refresh: Callable[[], Awaitable[Knowledge]]) -> None:
        self._store = store
        self._grouper = grouper
        self._refresh = refresh
        self._seen: Knowledge | None = None

    async def run_once(self, now: datetime) -> None:
        """Questions come into groups first, so that an entry may name a group that was made a moment ago."""
        knowledge = await self._refresh()
        if self._seen is not None and knowledge is not self._seen:
            await self._grouper.reroute(workstreams_in(knowledge))
        self._seen = knowledge
        await self._grouper.catch_up(now)
        await self._grouper.refresh(now)
        await settle_all(self._store, answers_in(knowledge), now)

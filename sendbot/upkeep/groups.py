"""Keeping the review desk's groups current: new questions join, changed knowledge routes them and closes what
it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.knowledge.entries import Knowledge
from sendbot.review.answered_by import answers_in
from sendbot.review.group_shapes import workstreams_in
from sendbot.review.grouping import Grouping
from sendbot.review.subject_space import Queues
from sendbot.review.wordings import Rarity
from sendbot.store.review.group_keeper import Grouper, any_ungrouped
from sendbot.store.review.settling import settle_all
from sendbot.store.store import Store


def grouper_of(
    store: Store,
    knowledge: Callable[[], Knowledge],
    encoder: Encoder | None,
    cache: Path | None = None,
    *,
    sorts_by_words: bool = False,
) -> Grouper:
    """What puts questions into groups. `knowledge` gives what is in service whenever rare words are
    counted anew and
    subjects are learnt anew; vectors of its wordings are remembered in the folder `cache`. `sorts_by_words`
    is for whoever chose to have no encoder; without it, and without an encoder, no new group is sorted."""
    learnt: dict[str, object] = {}

    def grouping() -> Grouping:
        now = knowledge()
        questions = [(question, entry.id) for entry in now.entries.values() for question in entry.questions]
        if learnt.get("of") is not now:
            learnt["queues"] = _learnt(encoder, questions, workstreams_in(now), cache)
            learnt["of"] = now
        queues = learnt["queues"]
        rarity = Rarity.of(question for question, _ in questions)
        return Grouping(encoder, rarity, queues if isinstance(queues, Queues) else None)

    def places() -> tuple[str, ...]:
        return knowledge().area.own_places()  # of what is in service now

    return Grouper(store, grouping, workstreams_in(knowledge()), places, sorts_by_words=sorts_by_words)


def _learnt(
    encoder: Encoder | None,
    questions: Sequence[tuple[str, str]],
    workstreams: Mapping[str, str],
    cache: Path | None,
) -> Queues | None:
    if encoder is None or not questions:
        return None
    remembering = Remembering(encoder, cache)
    vectors = remembering.vectors([question for question, _ in questions])
    remembering.save()
    return Queues.learn(vectors, [entry for _, entry in questions], workstreams)


async def bring_up_to_date(
    open_encoder: Callable[[], Encoder | None],
    cache: Path | None,
    store: Store,
    knowledge: Knowledge,
    now: datetime,
    *,
    sorts_by_words: bool = False,
) -> None:
    """Once. The encoder is only loaded when a question waits for its group; no group that is there already
    comes to another workstream by it."""
    waiting = await any_ungrouped(store)
    encoder = await asyncio.to_thread(open_encoder) if waiting else None
    grouper = grouper_of(store, lambda: knowledge, encoder, cache, sorts_by_words=sorts_by_words)
    if waiting:
        await grouper.catch_up(now)
    await grouper.refresh(now)


class KnowledgeInService(Protocol):
    """What is in service, read again when it changes."""

    @property
    def since(self) -> datetime:
        """A moment before it was read."""
        ...

    async def refresh(self) -> Knowledge:
        """What is in service now."""
        ...


class GroupUpkeep:
    """The same for a process that goes on: remembers which knowledge it saw last."""

    def __init__(self, store: Store, grouper: Grouper, answers: KnowledgeInService) -> None:
        self._store = store
        self._grouper = grouper
        self._answers = answers
        self._seen: Knowledge | None = None

    async def run_once(self, now: datetime) -> None:
        """Questions come into groups first, so that an entry may name a group that was made a moment ago."""
        knowledge = await self._answers.refresh()
        since = self._answers.since
        if self._seen is not None and knowledge is not self._seen:
            await self._grouper.reroute(workstreams_in(knowledge))
        self._seen = knowledge
        await self._grouper.catch_up(now)
        await self._grouper.refresh(now)
        await settle_all(self._store, answers_in(knowledge), now, since)

"""What the desk does by the clock: group new questions, read changed knowledge, and close what the knowledge now answers."""

from __future__ import annotations

from sendbot.desk.bench import Bench
from sendbot.knowledge.entries import Knowledge
from sendbot.review.answers import answers_in
from sendbot.review.groups import workstreams_in
from sendbot.store.consents import settle_all


class Keeper:
    """Remembers which knowledge it saw last."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._seen: Knowledge | None = None

    async def look(self) -> None:
        """Once. Questions come into groups first, so that an entry may name a group that was made a moment ago."""
        bench = self._bench
        now, knowledge = bench.now(), await bench.shelf.look()
        if self._seen is not None and knowledge is not self._seen:
            await bench.grouper.reroute(workstreams_in(knowledge))
        self._seen = knowledge
        await bench.grouper.catch_up(now)
        await bench.grouper.refresh(now)
        await settle_all(bench.store, answers_in(knowledge), now)

"""Previews under way: one at a time for the whole desk, one a person. A person who asks anew, or leaves,
gives theirs up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from sendbot.evaluation.compare import Impact

Say = Callable[[str], None]
Work = Callable[[Say], Awaitable[Impact]]
"""What works a preview out, saying now and then how far it is."""

SIGN_OF_LIFE = 3.0
"""Seconds. Proxies wait a minute for a first byte, and people less."""


@dataclass
class _Job:
    task: asyncio.Task[Impact]
    said: list[str] = field(default_factory=list)


class PreviewJobs:
    """Runs them."""

    def __init__(self) -> None:
        self._jobs: dict[int, _Job] = {}
        self._one = asyncio.Lock()

    async def run(self, person: int, work: Work) -> AsyncIterator[str | Impact]:
        """What there is to say while it is worked out ("" as a sign of life), and the impact at the end.

        Whoever stops listening, or is cancelled, takes the work down with them.
        """
        await self.give_up(person)
        said: list[str] = []
        task = asyncio.create_task(self._in_turn(work, said))
        self._jobs[person] = _Job(task, said)
        told = 0
        try:
            while not (await asyncio.wait([task], timeout=SIGN_OF_LIFE))[0]:
                news, told = said[told:], len(said)
                yield " ".join(news)
            yield task.result()
        finally:
            if self._jobs.get(person) is not None and self._jobs[person].task is task:
                del self._jobs[person]
            task.cancel()

    async def give_up(self, person: int) -> None:
        """End what this person asked for before."""
        before = self._jobs.pop(person, None)
        if before is not None:
            before.task.cancel()
            await asyncio.wait([before.task])

    @property
    def under_way(self) -> int:
        """How many are worked out, or wait for their turn."""
        return len(self._jobs)

    async def _in_turn(self, work: Work, said: list[str]) -> Impact:
        if self._one.locked():
            said.append("A colleague's preview is being worked out. Yours comes next.")
        async with self._one:
            return await work(said.append)

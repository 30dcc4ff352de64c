from __future__ import annotations

import asyncio

from sendbot.desk.preview_jobs import PreviewJobs, Say
from sendbot.evaluation.compare import Impact

NOTHING = Impact((), 3)


class Held:
    """Work that goes on until it is let go; knows whether it was cancelled."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.cancelled = asyncio.Event(), asyncio.Event(), False

    async def __call__(self, say: Say) -> Impact:
        self.begun.set()
        say("half way")
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return NOTHING


async def heard(jobs: PreviewJobs, person: int, work: Held) -> list[str | Impact]:
    return [news async for news in jobs.run(person, work)]


async def test_the_impact_comes_last_and_the_job_is_forgotten() -> None:
    jobs, work = PreviewJobs(), Held()
    work.let_go.set()
    assert (await heard(jobs, 1, work))[-1] == NOTHING
    assert jobs.under_way == 0


async def test_whoever_asks_anew_gives_up_what_was_asked_before() -> None:
    jobs, first, second = PreviewJobs(), Held(), Held()
    listening = asyncio.create_task(heard(jobs, 1, first))
    await first.begun.wait()
    second.let_go.set()
    assert (await heard(jobs, 1, second))[-1] == NOTHING
    assert first.cancelled
    await asyncio.gather(listening, return_exceptions=True)


async def test_whoever_leaves_takes_the_work_down() -> None:
    jobs, work = PreviewJobs(), Held()
    listening = asyncio.create_task(heard(jobs, 1, work))
    await work.begun.wait()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await asyncio.sleep(0)
    assert work.cancelled
    assert jobs.under_way == 0


async def test_a_colleague_s_comes_next() -> None:
    jobs, first, second = PreviewJobs(), Held(), Held()
    one = asyncio.create_task(heard(jobs, 1, first))
    await first.begun.wait()
    other = asyncio.create_task(heard(jobs, 2, second))
    await asyncio.sleep(0)
    assert not second.begun.is_set()
    first.let_go.set()
    second.let_go.set()
    assert (await one)[-1] == (await other)[-1] == NOTHING

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sendbot.channels.serving.recorder import Recorder
from sendbot.conversation.events import Chatted
from sendbot.errors import StoreError
from sendbot.store.handled_updates import Handled
from sendbot.store.store import Store
from tests.waiting import PATIENCE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def item(number: int, *events: Chatted) -> Handled:
    return Handled(1, (number,), NOON, events or (Chatted("test"),))


async def test_the_ledger_writes_what_it_is_given(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    recorder = Recorder(lambda: Store.open(url))
    running = asyncio.create_task(recorder.run())
    await asyncio.gather(*(recorder.put(item(number)) for number in range(500)))
    assert set(await recorder.known(1, [1, 2, 999])) == {1, 2}
    recorder.close()
    await running
    async with Store.open(url) as store:
        assert (await store.counts())["chatted"] == 500


async def test_one_record_that_is_refused_keeps_no_other_out(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    recorder = Recorder(lambda: Store.open(url))
    without_zone = Handled(1, (2,), datetime(2026, 11, 23), (Chatted("test"),))
    written = [recorder.put(item(1)), recorder.put(without_zone), recorder.put(item(3))]
    recorder.close()
    await recorder.run()
    assert all(future.done() for future in written)
    assert recorder.lost == 1
    async with Store.open(url) as store:
        assert (await store.counts())["chatted"] == 2


async def test_while_the_database_is_away_nobody_waits_for_ever_and_staff_are_told_once() -> None:
    told: list[str] = []

    @asynccontextmanager
    async def away() -> AsyncIterator[Store]:
        raise StoreError("The database is away.")
        yield

    recorder = Recorder(away, told.append, patience=0.05, most=3)
    running = asyncio.create_task(recorder.run())
    await asyncio.wait_for(asyncio.gather(*(recorder.put(item(number)) for number in range(5))), PATIENCE)
    assert await recorder.known(1, [1]) == {}
    assert (recorder.waiting, recorder.lost, len(told)) == (3, 2, 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.channels.serving import looking_up
from sendbot.channels.serving.recorder import Recorder
from sendbot.conversation.events import Chatted
from sendbot.errors import StoreError
from sendbot.store.handled_updates import Handled
from sendbot.store.journal import Journal
from sendbot.store.store import Store
from tests.waiting import PATIENCE, until

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


@asynccontextmanager
async def away() -> AsyncIterator[Store]:
    raise StoreError("The database is away.")
    yield


async def test_while_the_database_is_away_records_go_to_the_disk_and_staff_are_told_once(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    recorder = Recorder(away, told.append, Journal(tmp_path / "unwritten"))
    running = asyncio.create_task(recorder.run())
    await asyncio.wait_for(asyncio.gather(*(recorder.put(item(number)) for number in range(5))), PATIENCE)
    assert set(await recorder.known(1, [1, 77])) == {1}
    assert (recorder.waiting, recorder.on_disk, recorder.lost, len(told)) == (5, 5, 0, 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    # as a process that was killed leaves it, another one finds it
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    await recorder.finish()
    following = Recorder(lambda: Store.open(url), told.append, Journal(tmp_path / "unwritten"))
    following.close()
    await following.run()
    await following.finish()
    async with Store.open(url) as store:
        assert (await store.counts())["chatted"] == 5
    assert not list((tmp_path / "unwritten").iterdir())


async def test_where_neither_database_nor_disk_takes_records_nothing_is_acknowledged(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "unwritten").write_text("a file where a folder should be", encoding="utf-8")
    recorder = Recorder(away, told.append, Journal(tmp_path / "unwritten"))
    running = asyncio.create_task(recorder.run())
    written = recorder.put(item(1))
    await until(lambda: len(told) == 2)
    assert recorder.nowhere
    assert not written.done()
    assert "nothing is acknowledged" in told[1]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await recorder.finish() == 1


async def test_a_database_that_hangs_slows_no_look_up_beyond_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object) -> dict[int, datetime]:
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(looking_up, "handled", hang)
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    recorder = Recorder(lambda: Store.open(url))
    running = asyncio.create_task(recorder.run())
    await recorder.open_store()
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(20):
        assert await recorder.known(1, [1]) == {}
    assert recorder.errors == 1  # asked once; the nineteen after it did not wait at all
    assert loop.time() - began >= looking_up.LONGEST
    recorder.close()
    await running

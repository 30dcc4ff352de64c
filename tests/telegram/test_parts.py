"""The small parts of the channel, each by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sendbot.channels.telegram.chat_memory import ChatMemory, Verdict
from sendbot.channels.telegram.delivery.chat_queues import ChatQueues, Lane
from sendbot.channels.telegram.delivery.pieces import PieceGatherer
from sendbot.channels.telegram.delivery.recorder import Recorder
from sendbot.channels.telegram.delivery.unconfirmed import Unconfirmed
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.sealing import Seal, new_key
from sendbot.conversation.events import Chatted
from sendbot.errors import SettingsError, StoreError
from sendbot.store.handled_updates import Handled
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def text(
    words: str, number: int = 1, sent: datetime | None = None, sender: int = 7, forwarded: bool = False
) -> Incoming:
    return Incoming(number, What.TEXT, sender, words, sender, sent or datetime.now(UTC), forwarded=forwarded)


def test_the_offset_never_passes_an_update_in_hand() -> None:
    hand = Unconfirmed()
    assert hand.offset is None
    assert hand.take([5, 3, 4, 3]) == [3, 4, 5]
    assert hand.offset == 3
    hand.finish([4, 5])
    assert hand.offset == 3
    assert hand.take([3, 4, 5, 6]) == [6]
    hand.finish([3])
    assert hand.offset == 6
    hand.finish([6])
    assert hand.offset == 7
    assert hand.take([6]) == []
    hand.start_over()
    assert hand.offset is None


async def test_waiting_for_one_update_ends_with_it() -> None:
    hand = Unconfirmed()
    hand.take([1, 2])
    waiting = asyncio.create_task(hand.finished(1, 60))
    await asyncio.sleep(0)
    hand.finish([1])
    assert await waiting
    assert not await hand.finished(2, 0.01)


async def test_lanes_keep_the_order_of_each_and_bound_how_many_work_at_once() -> None:
    done: list[tuple[str, int]] = []
    at_once, most = 0, 0

    async def take_one(lane: Lane[tuple[str, int]]) -> list[tuple[str, int]]:
        return [lane.waiting.popleft()]

    async def work(items: list[tuple[str, int]]) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1
        done.extend(items)

    queues = ChatQueues(take_one, work, most=3)
    for number in range(50):
        for key in "abcdefgh":
            queues.put(key, (key, number))
    assert await queues.stop(10)
    assert most == 3
    for key in "abcdefgh":
        assert [number for name, number in done if name == key] == list(range(50))


def test_twenty_messages_a_minute_then_one_notice_then_silence() -> None:
    memory = ChatMemory()
    verdicts = [memory.count(7, NOON, NOON) for _ in range(23)]
    assert verdicts == [Verdict.WELCOME] * 20 + [Verdict.TOO_MANY, Verdict.QUIET, Verdict.QUIET]
    later = NOON + timedelta(seconds=61)
    assert memory.count(7, later, later) is Verdict.WELCOME
    assert memory.count(8, NOON, NOON) is Verdict.WELCOME


def test_messages_that_waited_for_an_hour_are_not_too_many() -> None:
    memory = ChatMemory()
    assert {memory.count(7, NOON - timedelta(minutes=2 * number), NOON) for number in range(40, 0, -1)} == {
        Verdict.WELCOME
    }


def test_forgetting_does_not_lift_the_limit() -> None:
    memory = ChatMemory()
    for _ in range(21):
        memory.count(7, NOON, NOON)
    memory.of(7).easy_read = True
    memory.forget(7)
    assert not memory.of(7).easy_read
    assert memory.count(7, NOON, NOON) is Verdict.QUIET


def test_the_chat_that_was_silent_for_longest_is_forgotten_first() -> None:
    memory = ChatMemory(most=2)
    for chat in (1, 2, 1, 3):
        memory.of(chat).easy_read = True
    assert memory.of(1).easy_read
    assert memory.of(3).easy_read
    assert not memory.of(2).easy_read


def lane_of(*items: Incoming) -> Lane[Incoming]:
    lane: Lane[Incoming] = Lane()
    for item in items:
        lane.put(item)
    return lane


async def never_alone(_pieces: Sequence[Incoming]) -> bool:
    return False


async def test_pieces_are_gathered_until_one_is_whole() -> None:
    lane = lane_of(
        text("my son"),
        text("he is 7", 2),
        text("school will not let him in, what can I do?", 3),
        text("another", 4),
    )
    assert [item.update for item in await PieceGatherer(never_alone)(lane)] == [1, 2, 3]
    assert len(lane.waiting) == 1


@pytest.mark.parametrize(
    "second",
    [
        text("/help", 2),
        text("he is 7", 2, sender=8),
        text("he is 7", 2, forwarded=True),
        text("he is 7", 2, datetime.now(UTC) + timedelta(seconds=30)),
        Incoming(2, What.PRESS, 7, "1:e:x", 7),
    ],
)
async def test_what_does_not_belong_is_read_by_itself(second: Incoming) -> None:
    lane = lane_of(text("my son"), second)
    assert len(await PieceGatherer(never_alone)(lane)) == 1


async def test_a_piece_waits_for_the_next_and_no_longer_than_it_must() -> None:
    lane = lane_of(text("my son"))
    gathering = asyncio.create_task(PieceGatherer(never_alone, hold=0.5)(lane))
    await asyncio.sleep(0.01)
    lane.put(text("keeps being sent home from school", 2))
    assert len(await asyncio.wait_for(gathering, 0.4)) == 2


async def test_an_old_piece_waits_for_nothing() -> None:
    lane = lane_of(text("my son", sent=datetime.now(UTC) - timedelta(minutes=5)))
    async with asyncio.timeout(0.5):
        assert len(await PieceGatherer(never_alone, hold=60)(lane)) == 1


async def test_what_stands_alone_does_not_wait() -> None:
    async def always(_pieces: Sequence[Incoming]) -> bool:
        return True

    async with asyncio.timeout(0.5):
        assert len(await PieceGatherer(always, hold=60)(lane_of(text("opening hours")))) == 1


def item(number: int, *events: Chatted) -> Handled:
    return Handled(1, (number,), NOON, events or (Chatted("test"),))


async def test_the_ledger_writes_what_it_is_given(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    recorder = Recorder(lambda: Store.open(url))
    running = asyncio.create_task(recorder.run())
    await asyncio.gather(*(recorder.put(item(number)) for number in range(500)))
    assert await recorder.known(1, [1, 2, 999]) == {1, 2}
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
    await asyncio.wait_for(asyncio.gather(*(recorder.put(item(number)) for number in range(5))), 1)
    assert await recorder.known(1, [1]) == frozenset()
    assert (recorder.waiting, recorder.lost, len(told)) == (3, 2, 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_seal_opens_only_with_a_key_of_its_own() -> None:
    old, new = new_key(), new_key()
    sealed = Seal(old).seal(-100_123)
    assert "100123" not in sealed
    assert Seal(f"{new},{old}").open(sealed) == -100_123
    assert Seal(new).open(sealed) is None
    assert Seal(new).open("nonsense") is None
    with pytest.raises(SettingsError, match=r"bot\.py doctor"):
        Seal("short")

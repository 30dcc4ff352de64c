"""Two copies of the bot, two PostgreSQL servers: the primary is killed or frozen while families write, the
standby promoted."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.replicated import Pair, TwoServers, account, programs
from tests.telegram.chaos import Plan, script
from tests.telegram.deliveries import Deliveries
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.waiting import until

PUBLIC = "https://bot.example.org/telegram"
RATE = 20
SECONDS = 12
CALM = 4
"""Seconds for which families write before the primary goes."""
PLACE, USER = programs(), account()


@dataclass
class Outcome:
    """What came of it."""

    messages: int
    not_once: int
    worst: float
    without: float
    drained: float

    def __str__(self) -> str:
        return (
            f"{self.messages} messages, {self.not_once} not recorded exactly once; worst reply "
            f"{self.worst:.1f} s, "
            f"{self.without:.1f} s without a primary, "
            f"everything recorded {self.drained:.1f} s after the standby was promoted"
        )


async def run(telegram: Emulator, house: Path, pair: TwoServers, way: str, seconds: int = SECONDS) -> Outcome:
    """Families write at a steady rate for some seconds; after `CALM` the primary goes, and the standby takes
    over."""
    said = script(Plan(messages=RATE * seconds, chats=RATE * seconds, kills=0, outages=0, rate=RATE))
    listens = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    came: dict[int, float] = {}
    async with AsyncExitStack() as stack:
        for listen in listens:
            await stack.enter_async_context(
                BotProcess(
                    telegram,
                    house,
                    database_url=pair.address,
                    telegram_webhook_url=PUBLIC,
                    telegram_listen=listen,
                )
            )
        deliveries = await stack.enter_async_context(
            Deliveries(telegram, [f"http://{listen}/telegram" for listen in listens])
        )
        fault = asyncio.create_task(_fail(pair, way))
        for chat, text in said:
            came[chat] = time.monotonic()
            telegram.says(chat, text)
            await asyncio.sleep(1 / RATE)
        gone, promoted = await fault
        await until(lambda: deliveries.done)

        def stored() -> list[str]:
            return pair.psql(1, "SELECT text FROM logged_questions").splitlines()

        wanted = sorted(text for _, text in said)
        while (found := await asyncio.to_thread(stored)) and len(found) < len(wanted):
            assert time.monotonic() - promoted < 120
            await asyncio.sleep(0.2)
        drained = time.monotonic() - promoted
    worst = max(telegram.got(chat)[0].at - at for chat, at in came.items())
    once = sum(found.count(text) == 1 for text in wanted)
    return Outcome(len(said), len(wanted) - once, worst, promoted - gone, drained)


async def _fail(pair: TwoServers, way: str) -> tuple[float, float]:
    """When the primary went, and when the standby took changes."""
    await asyncio.sleep(CALM)
    gone = time.monotonic()
    (pair.kill_primary if way == "killed" else pair.freeze_primary)()
    await asyncio.to_thread(pair.take_over)
    return gone, time.monotonic()


@pytest.mark.skipif(PLACE is None, reason="no PostgreSQL here whose programs can make a standby")
@pytest.mark.skipif(USER is None, reason="no account here that PostgreSQL would run as")
@pytest.mark.parametrize("way", ["killed", "frozen"])
async def test_every_acknowledged_message_is_recorded_once_when_the_primary_goes(
    telegram: Emulator, house: Path, way: str
) -> None:
    assert PLACE is not None
    assert USER is not None
    with Pair(PLACE, USER) as pair:
        outcome = await run(telegram, house, pair, way)
    print(f"{way}: {outcome}")
    assert outcome.not_once == 0
    assert len({sent.chat for sent in telegram.sent}) == outcome.messages

"""One visitor with much to ask, and every other family beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sendbot.conversation import turn as turns
from tests.channels.web.house import Family, site_in
from tests.waiting import until


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A question with "borrow" in it takes until this is set."""
    held, ordinary = threading.Event(), turns.ordinary_turn

    def holding(message: Any, *more: Any) -> Any:
        if "borrow" in message.text:
            held.wait(60)
        return ordinary(message, *more)

    monkeypatch.setattr("sendbot.assistant.ordinary_turn", holding)
    yield held
    held.set()


async def opened(site: Any, address: str) -> Family:
    family = Family(site, address=address)
    await family.opens()
    return family


async def test_an_address_that_asks_much_makes_no_other_family_wait(
    tmp_path: Path, slow: threading.Event
) -> None:
    async with site_in(tmp_path) as site:
        greedy = [await opened(site, "198.51.100.77") for _ in range(12)]
        asking = [asyncio.create_task(one.asks("borrow book")) for one in greedy]
        await until(lambda: site.turns.callers == 1 and site.worker.waiting == 1)
        family = await opened(site, "203.0.113.9")
        assert "Every day but Sunday" in await family.asks("opening hours")
        assert not any(task.done() for task in asking)
        slow.set()
        assert all("Show your card" in said for said in await asyncio.gather(*asking))


async def test_help_in_danger_waits_for_no_turn_and_is_there_when_others_are_told_to_wait(
    tmp_path: Path, slow: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with site_in(tmp_path) as site:
        crowd = [await opened(site, f"198.51.100.{number}") for number in range(4)]
        asking = [asyncio.create_task(one.asks("borrow book")) for one in crowd]
        await until(lambda: site.worker.delay > 0)
        assert "Leave the building now." in await (await opened(site, "203.0.113.9")).asks("we are drowning")
        monkeypatch.setattr("sendbot.channels.web.site._LONGEST_DELAY", 0.0)
        late = await opened(site, "203.0.113.10")
        assert "call 999" in await late.asks("opening hours"), "so few wait, and so long"
        assert late.page.status_code == 503
        monkeypatch.setattr(type(site), "overrun", property(lambda _: False))
        assert "Leave the building now." in await late.asks("we are drowning")
        slow.set()
        await asyncio.gather(*asking)

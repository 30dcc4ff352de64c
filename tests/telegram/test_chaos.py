from __future__ import annotations

from pathlib import Path

from tests.telegram.chaos import SHORT, run
from tests.telegram.emulator import Emulator


async def test_kills_and_an_outage_lose_nothing_and_store_nothing_twice(
    telegram: Emulator, house: Path
) -> None:
    outcome = await run(telegram, SHORT, house)
    assert outcome.kills == 2
    assert not outcome.unanswered
    assert not outcome.not_once
    assert not outcome.out_of_order

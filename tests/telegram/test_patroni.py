"""As tests/telegram/test_failover.py, but nobody promotes by hand: Patroni notices that the primary is gone,
and decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.patroni_pair import ASKED, LOOP_WAIT, NAMES, TTL, PatroniPair, lacking
from tests.replicated import account, programs
from tests.telegram.emulator import Emulator
from tests.telegram.test_failover import CALM, run

LACKING = lacking()
PROMOTION = 10
"""Seconds, generously, from the lock to a server that takes changes: a second on a machine with little to
do."""
LONGEST_WITHOUT = TTL + LOOP_WAIT + ASKED + PROMOTION
"""Seconds: the lock of a leader that took it again just before its end lasts for the ttl; the other member
looks within
`LOOP_WAIT`, waits `ASKED` for an answer of the lost one, and is promoted."""
WORST = TTL - 2 * LOOP_WAIT
"""Seconds: a leader takes its lock again in each look, so that the next one comes no sooner than this after
its end. A reply that waited for the next one from the start would take longer; no reply may."""
SECONDS = CALM + TTL + LOOP_WAIT + ASKED + 5
"""Families write before, all through the time without a primary, and some moments after it."""
DRAINED = 30


@pytest.mark.skipif(LACKING is not None, reason=LACKING or "")
@pytest.mark.parametrize("way", ["killed", "frozen"])
async def test_every_acknowledged_message_is_recorded_once_when_patroni_promotes(
    telegram: Emulator, house: Path, way: str
) -> None:
    place, user = programs(), account()
    assert place is not None
    assert user is not None
    with PatroniPair(place, user) as pair:
        assert pair.roles()[NAMES[0]] == "leader"
        outcome = await run(telegram, house, pair, way, SECONDS)
        assert pair.roles()[NAMES[1]] == "leader"
    print(f"{way}: {outcome}")
    assert outcome.not_once == 0
    assert len({sent.chat for sent in telegram.sent}) == outcome.messages
    assert outcome.without < LONGEST_WITHOUT
    assert outcome.worst < WORST
    assert outcome.drained < DRAINED

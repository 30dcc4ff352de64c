from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained
from sendbot.store.consents import Consent, claim_due, resolve
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.sent_digests import Due, claim
from sendbot.store.store import Store
from sendbot.store.upkeep_runs import claim_run

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASKED = Abstained((), "nothing close", "en", "q-00000001", redact("when are the bins collected").text)
WISH = Consent("q-00000001", "sealed", NOON, "z")


async def work(store: Store, now: datetime) -> object:
    return await claim_run(store, "retention", now)


async def letter(store: Store, now: datetime) -> object:
    return await claim(store, [Due("2026-W48", "voice", "email", 1)], now)


async def family(store: Store, now: datetime) -> object:
    return await claim_due(store, now)


@pytest.mark.parametrize("ask", [work, letter, family])
async def test_a_claim_of_a_clock_that_ran_a_day_ahead_keeps_nobody_out_once_the_clock_is_right(
    store: Store, ask: Callable[[Store, datetime], Awaitable[object]]
) -> None:
    await record_handled(store, [Handled(1, (1,), NOON, (ASKED,), (WISH,))])
    await resolve(store, WISH.question_id, "entry", NOON)
    assert await ask(store, NOON + timedelta(days=1))
    assert not await ask(
        store, NOON + timedelta(days=1, seconds=-3)
    )  # another copy's clock, three seconds slow
    assert await ask(store, NOON)
    assert not await ask(store, NOON)

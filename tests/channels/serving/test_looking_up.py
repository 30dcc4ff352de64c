from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.channels.serving import looking_up
from sendbot.channels.serving.looking_up import LookUp
from sendbot.conversation.events import Abstained, Chatted
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store
from tests.waiting import until

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_it_says_what_was_recorded(tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        await record_handled(store, [Handled(1, (7,), NOON, (Chatted("test"),))])
        found = await LookUp().ask(store, 1, [7, 8])
        assert found in ({7: NOON}, None)  # None only where this machine is very busy


async def test_a_slow_database_is_left_alone_for_a_moment_and_its_late_answer_is_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    async def stubborn(*_: object) -> dict[int, datetime]:
        asked.append(1)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise OSError from None  # as a driver may end that was cut short
        return {}

    monkeypatch.setattr(looking_up, "handled", stubborn)
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        look_up = LookUp()
        assert await look_up.ask(store, 1, [7]) is None
        assert await look_up.ask(store, 1, [7]) == {}
        assert len(asked) == 1
        await until(lambda: not look_up._left)


async def test_a_question_is_gone_only_where_the_database_says_so_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        kept = Abstained((), "nothing close", "en", "q-abcd1234", redact("purple elephants").text)
        await store.record([kept])
        look_up = LookUp()
        assert not await look_up.gone(store, "q-abcd1234")
        monkeypatch.setattr(looking_up, "LONGEST", 60.0)
        assert await look_up.gone(store, "q-abcd0000")

        async def never(*_: object) -> bool:
            await asyncio.Event().wait()
            return False

        monkeypatch.setattr(looking_up, "LONGEST", 0.01)
        monkeypatch.setattr(store, "has_question", never)
        assert not await look_up.gone(store, "q-abcd0000")

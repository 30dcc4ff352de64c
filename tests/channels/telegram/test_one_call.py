from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sendbot.channels.telegram import one_call
from sendbot.channels.telegram.one_call import bot_name, tell_staff
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.errors import TelegramError
from tests.ports import free_port
from tests.telegram.emulator import TOKEN, Emulator


def options(address: str, token: str = TOKEN) -> TelegramOptions:
    return TelegramOptions(token, _no_store, lambda: datetime.now(UTC), address, staff_chat=-500)


def _no_store() -> Any:
    raise AssertionError("One call needs no database.")


async def test_the_bots_name_is_asked_with_its_token(telegram: Emulator) -> None:
    assert await bot_name(options(telegram.url)) == "library_bot"


async def test_a_token_that_telegram_does_not_know_is_said_without_it(telegram: Emulator) -> None:
    with pytest.raises(TelegramError) as said:
        await bot_name(options(telegram.url, "1:wrong"))
    assert "1:wrong" not in str(said.value)


async def test_the_chat_of_staff_gets_a_text(telegram: Emulator) -> None:
    await tell_staff(options(telegram.url), "The week.")
    assert [sent.text for sent in telegram.got(-500)] == ["The week."]


async def test_nobody_waits_long_for_a_telegram_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_call, "_REACH_TELEGRAM", 0.2)
    with pytest.raises(TelegramError, match="Telegram cannot be reached"):
        await bot_name(options(f"http://127.0.0.1:{free_port()}"))

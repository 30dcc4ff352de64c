"""Telegram and the way to it misbehave; families still get their answers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault, Kind
from tests.telegram.kept import QUESTION, UNKNOWN, kept
from tests.telegram.process import BotProcess
from tests.waiting import until


async def test_a_limit_is_honoured(telegram: Emulator, house: Path) -> None:
    telegram.faults.append(Fault("sendMessage", "429", seconds=2))
    async with BotProcess(telegram, house):
        telegram.says(7, QUESTION)
        began = time.monotonic()
        (reply,) = await telegram.replies(7, 1)
        assert reply.at - began >= 2


async def test_no_more_messages_go_out_than_the_rate_allows(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house, telegram_rate="5"):
        began = time.monotonic()
        for chat in range(100, 115):
            telegram.says(chat, QUESTION)
        await until(lambda: len(telegram.sent) == 15)
    assert telegram.sent[-1].at - began > 1.9


@pytest.mark.parametrize("kind", ["500", "502", "dropped", "half"])
async def test_a_fault_is_tried_again_until_the_reply_is_through(
    telegram: Emulator, house: Path, kind: Kind
) -> None:
    telegram.faults += [
        Fault("sendMessage", kind, times=3),
        Fault("getUpdates", kind, times=2),
        Fault("setMyCommands", kind, times=9),
    ]
    async with BotProcess(telegram, house) as bot:
        telegram.says(7, QUESTION)
        (reply,) = await telegram.replies(7, 1)
        assert "Show your card" in reply.text
        telegram.says(7, QUESTION)
        await telegram.replies(7, 2)
        assert await bot.stop() == 0
    assert len(telegram.got(7)) == 2


async def test_a_reply_whose_receipt_is_lost_may_be_doubled_but_never_missed(
    telegram: Emulator, house: Path
) -> None:
    telegram.faults.append(Fault("sendMessage", "lost"))
    async with BotProcess(telegram, house):
        number = telegram.says(7, UNKNOWN)
        await telegram.replies(7, 2)
        await until(lambda: telegram.offset > number)
    assert len(kept(house)) == 1

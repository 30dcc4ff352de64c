"""Servers of the Bot API other than Telegram's give short answers, and odd ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sendbot.channels.telegram.transport.receipts import completed_receipt, completed_update, update_number
from tests.telegram.emulator import Emulator
from tests.telegram.kept import QUESTION
from tests.telegram.process import BotProcess
from tests.waiting import until

STAFF = 900_000_900


@pytest.mark.parametrize("result", [{"username": "library_bot"}, {"id": "x", "username": 5}, None, []])
def test_whoever_the_bot_is_it_has_what_the_library_insists_on(result: object) -> None:
    me = completed_receipt("getMe", result, {}, "4242:x")
    assert (me["id"], me["is_bot"], type(me["username"])) == (4242, True, str)


@pytest.mark.parametrize("result", [{"message_id": 3}, {"message_id": "x", "text": 5}, None, True])
def test_a_message_that_was_taken_has_a_receipt(result: object) -> None:
    receipt = completed_receipt("sendMessage", result, {"chat_id": 7}, "")
    assert receipt["chat"]["id"] == 7
    assert isinstance(receipt["message_id"], int)


def test_a_pressed_button_without_its_details_can_be_read() -> None:
    read = completed_update({"update_id": 5, "callback_query": {"data": "x", "message": {"chat": {"id": 7}}}})
    assert read["callback_query"]["id"] == "5"
    assert read["callback_query"]["message"]["message_id"] == 0
    assert completed_update({"message": {}}) == {"message": {}}


@pytest.mark.parametrize(
    ("written", "number"), [(5, 5), ("5", 5), (None, None), (True, None), ("x", None), (1.5, None)]
)
def test_an_update_without_a_number_cannot_be_confirmed(written: object, number: int | None) -> None:
    assert update_number({"update_id": written}) == number


async def test_odd_updates_are_set_aside_counted_told_and_confirmed(telegram: Emulator, house: Path) -> None:
    telegram.odd_me = {"username": "library_bot", "id": 4242}
    telegram.terse = True
    async with BotProcess(telegram, house, staff_chat=str(STAFF)) as bot:
        for odd in (
            _said(5),
            _said(["x"]),
            _said({"a": 1}),
            _said(None) | {"chat": {"id": "seven"}},
            {"surprise": True},
        ):
            telegram.update("message", odd)
        telegram.update("a_kind_of_tomorrow", {"x": 1})
        telegram.update("callback_query", {"id": 5, "data": 7, "from": 3})
        number = telegram.says(7, QUESTION)
        (reply,) = await telegram.replies(7, 1)
        assert "Show your card" in reply.text
        await until(lambda: telegram.offset > number)
        (told,) = await telegram.replies(STAFF, 1)
        assert "set aside" in told.text
        assert await bot.stop() == 0


def _said(text: Any) -> dict[str, Any]:
    return {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 9, "type": "private"},
        "from": {"id": 9, "first_name": "P"},
        "text": text,
    }

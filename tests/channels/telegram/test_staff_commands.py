from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.staff_commands import staff_text, tell_staff_chat
from sendbot.errors import ChatGoneError, TelegramError
from sendbot.knowledge.entries import Workstream
from sendbot.store.store import Store
from tests.conversation.small_house import KNOWLEDGE, MIND
from tests.store.desk_house import NOON, asked, fill

STAFF = 900_000_900
WORKSTREAMS = {"voice": Workstream(id="voice", name="Voice", about="All.")}
STAFFED = replace(MIND, knowledge=replace(KNOWLEDGE, staff=(STAFF,), workstreams=WORKSTREAMS))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as opened:
        yield opened


def command(text: str, sender: int = STAFF, group: bool = False) -> Incoming:
    return Incoming(1, What.TEXT, sender, text, sender, group=group)


async def test_staff_read_the_open_questions_of_today_newest_first(store: Store) -> None:
    await store.record([asked(90, "yesterday's zebra")], NOON - timedelta(days=1))
    await fill(store)
    said = await staff_text(command("/review"), STAFFED, store, NOON + timedelta(hours=3))
    assert said is not None
    assert said.index("wheelchair repair") < said.index("blue badge application")
    assert "zebra" not in said
    assert "(nothing close; q-00000005)" in said


async def test_a_day_without_questions_is_said(store: Store) -> None:
    assert await staff_text(command("/review"), STAFFED, store, NOON) == "No open question has come in today."


async def test_many_questions_are_cut_and_that_is_said(store: Store) -> None:
    await fill(store, tuple(f"zebra stall {number}" for number in range(45)), NOON)
    said = await staff_text(command("/review"), STAFFED, store, NOON + timedelta(hours=9))
    assert said is not None
    assert "These are the latest 40." in said
    assert said.count("q-000") == 40


async def test_the_digest_is_written_for_each_workstream(store: Store) -> None:
    said = await staff_text(command("/digest"), STAFFED, store, NOON)
    assert said is not None
    assert said.startswith("Voice: week to 23 November 2026")


@pytest.mark.parametrize(
    "incoming",
    [command("/review", sender=7), command("/review", group=True), command("/help"), command("review")],
)
async def test_nobody_else_and_nothing_else_is_answered(store: Store, incoming: Incoming) -> None:
    assert await staff_text(incoming, STAFFED, store, NOON) is None


async def test_a_database_that_is_away_is_said() -> None:
    assert "does not answer" in (await staff_text(command("/review"), STAFFED, None, NOON) or "")


class Line:
    """A sender that does what it is told to."""

    def __init__(self, answer: bool | Exception) -> None:
        self.answer, self.sent = answer, list[tuple[Address, str]]()

    async def text(self, to: Address, text: str) -> bool:
        self.sent.append((to, text))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def told(answer: Any) -> Line:
    line = Line(answer)
    await tell_staff_chat(cast(Sender, line), -500, "The week.")
    return line


async def test_the_chat_of_staff_is_told_all_of_it_or_the_operator_is() -> None:
    assert (await told(True)).sent == [(Address(-500), "The week.")]
    with pytest.raises(TelegramError, match="did not take the message"):
        await told(False)
    with pytest.raises(TelegramError, match="a chat that the bot cannot write to"):
        await told(ChatGoneError("gone"))

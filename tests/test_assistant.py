from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.assistant import Assistant, new_question_id
from sendbot.conversation.messages import Message
from sendbot.conversation.replies import Kind, Reply, plain
from sendbot.errors import StoreError
from sendbot.matching.decision import Ranking
from sendbot.store.store import Store
from tests.conversation.small_house import MIND, TODAY


class Phone:
    """A family's end of the line."""

    def __init__(self) -> None:
        self.got: list[Reply] = []

    async def __call__(self, reply: Reply) -> None:
        self.got.append(reply)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}", wait=0.1) as opened:
        yield opened


async def test_an_unanswered_question_is_sent_its_reply_and_kept(store: Store) -> None:
    phone = Phone()
    turn = await Assistant(MIND, store).answer(Message("when are the bins collected", TODAY), phone)
    assert tuple(phone.got) == turn.replies
    (question,) = await store.questions()
    assert question.text == "when are the bins collected"
    assert phone.got[0].buttons[0].data == f"1:k:{question.id}"


async def test_it_can_be_taken_back_with_the_button(store: Store) -> None:
    phone = Phone()
    assistant = Assistant(MIND, store)
    await assistant.answer(Message("when are the bins collected", TODAY), phone)
    await assistant.press(phone.got[0].buttons[0].data, TODAY, phone)
    assert await store.questions() == []


async def test_without_a_store_nothing_is_kept_and_nothing_else_is_said() -> None:
    phone = Phone()
    await Assistant(MIND).answer(Message("when are the bins collected", TODAY), phone)
    assert "kept" not in plain(phone.got[0])


async def test_what_danger_shows_is_counted_without_a_word_of_it(store: Store, tmp_path: Path) -> None:
    await Assistant(MIND, store).answer(Message("we are drowning said zebedee", TODAY), Phone())
    assert await store.counts() == {"chatted": 1, "concernraised": 1, "questions": 0}
    assert not any(b"zebedee" in path.read_bytes() for path in tmp_path.iterdir())


async def test_the_reply_goes_out_although_the_database_is_down(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "sendbot.db"
    async with Store.open(f"sqlite+aiosqlite:///{path}", wait=0.1) as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("begin immediate")
        phone = Phone()
        with pytest.raises(StoreError):
            await Assistant(MIND, store).answer(Message("when are the bins collected", TODAY), phone)
        holder.close()
        assert phone.got[0].kind is Kind.FALLBACK


class Torn:
    """A matcher whose index is torn."""

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        raise MemoryError(message[:limit], language)

    def language(self, message: str) -> str:
        return "en" if message else "pl"


async def test_help_in_danger_is_out_before_anything_can_break(store: Store) -> None:
    phone = Phone()
    with pytest.raises(MemoryError):
        await Assistant(replace(MIND, matcher=Torn()), store).answer(Message("we are drowning", TODAY), phone)
    assert phone.got[0].kind is Kind.CRISIS
    assert "something went wrong on my side" in plain(phone.got[1])
    assert (await store.counts())["concernraised"] == 1


async def test_whoever_meets_a_fault_is_given_people_to_turn_to() -> None:
    phone = Phone()
    with pytest.raises(MemoryError):
        await Assistant(replace(MIND, matcher=Torn())).answer(Message("borrow book", TODAY), phone)
    assert plain(phone.got[0]).startswith("I am sorry, something went wrong on my side")
    assert "The desk" in plain(phone.got[0])


async def test_a_reload_is_a_swap() -> None:
    assistant = Assistant(MIND)
    assistant.reload(replace(MIND, thresholds=replace(MIND.thresholds, answer=1.1)))
    phone = Phone()
    turn = await assistant.answer(Message("borrow book", TODAY), phone)
    assert turn.outcome != "answer" or turn.reason != ""
    assert assistant.mind.thresholds.answer == 1.1


def test_question_ids_are_short_random_and_fit_a_button() -> None:
    ids = {new_question_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(re.fullmatch(r"q-[a-z0-9]{8}", name) for name in ids)


async def test_none_of_these_says_nothing_of_a_question_that_was_taken_back(store: Store) -> None:
    phone, assistant = Phone(), Assistant(MIND, store)
    await assistant.answer(Message("borrow loan", TODAY), phone)
    (menu,) = phone.got
    for kept in (True, False):
        await assistant.press(menu.buttons[-1].data, TODAY, phone)
        assert ("goes to the staff" in plain(phone.got[-1])) is kept
        if kept:
            await assistant.press(phone.got[-1].buttons[0].data, TODAY, phone)
            assert await store.questions() == []

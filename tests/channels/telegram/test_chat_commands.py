"""What only Telegram has, each command and button by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.channels.telegram.chat_commands import ChatCommands, Wish
from sendbot.channels.telegram.chat_memory import ChatMemory
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.conversation import buttons
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Forgotten
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import plain
from sendbot.store.consents import Consent
from sendbot.store.handled_updates import Handled, record_handled
from sendbot.store.store import Store
from tests.conversation.hearing import say
from tests.conversation.small_house import MIND
from tests.store.desk_house import asked

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as opened:
        yield opened


def typed(text: str, chat: int = 7) -> Incoming:
    return Incoming(1, What.TEXT, chat, text, chat)


def pressed(data: str, chat: int = 7, group: bool = False) -> Incoming:
    return Incoming(1, What.PRESS, chat, data, chat, group=group)


def heard(turn: Turn) -> str:
    return "\n".join(plain(reply) for reply in turn.replies)


async def test_easy_read_stays_until_it_is_asked_for_again() -> None:
    memory = ChatMemory()
    own = ChatCommands(memory, None)
    on = await own.command(typed("/easyread"), MIND, None)
    assert memory.of(7).easy_read
    off = await own.command(typed("/easyread"), MIND, None)
    assert not memory.of(7).easy_read
    assert on is not None
    assert off is not None
    assert heard(on) != heard(off)


async def test_other_commands_and_foreign_buttons_are_not_ours() -> None:
    own = ChatCommands(ChatMemory(), None)
    assert await own.command(typed("/help"), MIND, None) is None
    assert await own.command(typed("easyread"), MIND, None) is None
    assert own.press(pressed("1:e:borrow"), MIND) is None
    assert own.press(pressed("nonsense"), MIND) is None


async def test_a_language_is_offered_chosen_and_given_back() -> None:
    memory = ChatMemory()
    own = ChatCommands(memory, None)
    offer = await own.command(typed("/language"), MIND, None)
    assert offer is not None
    found = {button.label: button.data for button in offer.replies[0].buttons}
    assert list(found) == ["English", "Polski"]
    chosen = own.press(pressed(found["Polski"]), MIND)
    assert chosen is not None
    assert memory.of(7).language == "pl"
    assert "Poproś o tłumacza." in heard(chosen[0])
    own.press(pressed(found["English"]), MIND)
    assert memory.of(7).language is None


def test_a_language_that_there_is_none_of_changes_nothing() -> None:
    memory = ChatMemory()
    found = ChatCommands(memory, None).press(pressed(buttons.write("l", "xx")), MIND)
    assert found is not None
    assert memory.of(7).language is None


def test_to_be_told_is_offered_where_a_question_was_kept_and_never_in_a_group() -> None:
    memory = ChatMemory()
    memory.of(7).easy_read = True
    reply = say("zebras gnus yaks").replies[0]
    with_seal, without = ChatCommands(memory, Seal(new_key())), ChatCommands(memory, None)
    (offered,) = set(with_seal.with_tell(reply, memory.of(7), False, MIND)) - set(reply.buttons)
    wished = with_seal.press(pressed(offered.data), MIND)
    assert wished is not None
    assert wished[1] == Wish("q-abcd1234", View(True, "en").token())
    assert with_seal.with_tell(reply, memory.of(7), True, MIND) == reply.buttons
    assert without.with_tell(reply, memory.of(7), False, MIND) == reply.buttons
    answered = say("how do I borrow a book").replies[0]
    assert with_seal.with_tell(answered, memory.of(7), False, MIND) == answered.buttons


@pytest.mark.parametrize("question", ["", "q-", "q-abcd1234; drop table", "x" * 40])
def test_a_wish_for_what_is_no_question_is_none(question: str) -> None:
    own = ChatCommands(ChatMemory(), Seal(new_key()))
    found = own.press(pressed(f"1:t:{question}:"), MIND)
    assert found is None or found[1] is None


def test_whoever_took_a_question_back_is_not_promised_an_answer_to_it() -> None:
    memory = ChatMemory()
    own = ChatCommands(memory, Seal(new_key()))
    memory.of(7).dropped.append("q-abcd1234")
    found = own.press(pressed("1:t:q-abcd1234:e"), MIND)
    assert found is not None
    assert found[1] is None
    other = own.press(pressed("1:t:q-abcd1235:e"), MIND)
    assert other is not None
    assert other[1] is not None


async def test_forgetting_takes_back_what_is_remembered_and_what_is_sealed(store: Store) -> None:
    seal, memory = Seal(new_key()), ChatMemory()
    memory.of(7).questions.extend(["q-00000001", "q-00000002"])
    for number, chat in ((2, 7), (3, 7), (4, 8)):
        wish = Consent(f"q-{number:08d}", seal.seal(chat), NOON)
        await record_handled(
            store, [Handled(1, (number,), NOON, (asked(number, "zebra crossing"),), (wish,))]
        )
    turn = await ChatCommands(memory, seal).command(typed("/forget"), MIND, store)
    assert turn is not None
    assert {event.question_id for event in turn.events if isinstance(event, Forgotten)} == {
        "q-00000001",
        "q-00000002",
        "q-00000003",
    }
    assert not memory.of(7).questions
    assert set(memory.of(7).dropped) == {"q-00000001", "q-00000002", "q-00000003"}


async def test_forgetting_without_a_database_promises_nothing() -> None:
    memory = ChatMemory()
    memory.of(7).questions.append("q-00000001")
    turn = await ChatCommands(memory, Seal(new_key())).command(typed("/forget"), MIND, None)
    assert turn is not None
    assert turn.events == ()
    assert list(memory.of(7).questions) == ["q-00000001"]

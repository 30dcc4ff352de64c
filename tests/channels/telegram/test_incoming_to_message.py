from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sendbot.assistant import Assistant, Worker
from sendbot.care.concerns import Concerns, Opinion, Strength
from sendbot.channels.telegram.chat_memory import ChatMemory
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.incoming_to_message import MessageMaker
from sendbot.conversation.replies import Reply
from sendbot.conversation.turn import take_turn
from tests.conversation.counting import Counted
from tests.conversation.small_house import MIND

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def maker(memory: ChatMemory | None = None, secret: str = "secret") -> MessageMaker:
    return MessageMaker(memory or ChatMemory(), Assistant(MIND), Worker(), lambda: NOON, secret)


def typed(text: str, update: int = 1) -> Incoming:
    return Incoming(update, What.TEXT, 7, text, 7)


async def test_what_the_chat_likes_is_in_the_message_and_who_wrote_is_not() -> None:
    memory = ChatMemory()
    chat = memory.of(7)
    chat.easy_read, chat.language, chat.date_for = True, "pl", "return-book"
    message = await maker(memory).best([typed("borrow a book")])
    assert (message.text, message.easy_read, message.language, message.date_for) == (
        "borrow a book",
        True,
        "pl",
        "return-book",
    )
    assert message.now == NOON.date()
    assert "7" not in repr(
        replace(message, question_id=None, now=NOON.date().replace(year=1999, month=1, day=1))
    )


async def test_a_question_has_the_same_id_when_it_is_delivered_again_and_nobody_can_guess_it() -> None:
    first = (await maker().best([typed("zebras")])).question_id
    assert first == (await maker().best([typed("zebras")])).question_id
    assert first != (await maker().best([typed("zebras", 2)])).question_id
    assert first != (await maker(secret="another").best([typed("zebras")])).question_id


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("how do I borrow a book?", 0),
        ("we are drowning", 0),
        ("opening hours", 0),
        ("when are the bins collected in our street", 0),
        ("my son", 0.9),
        ("hello", 0.8),
        ("they want me to borrow a book", 0.4),
    ],
)
async def test_what_asks_has_an_answer_or_needs_help_does_not_wait_for_long(text: str, waits: float) -> None:
    share = await maker().likely_more([typed(text)])
    assert share >= waits if waits else share == 0


async def test_what_has_an_answer_waits_half_as_long_at_most() -> None:
    assert await maker().likely_more([typed("my borrow book")]) <= 0.5


async def test_a_date_that_was_asked_for_does_not_wait() -> None:
    memory = ChatMemory()
    memory.of(7).date_for = "return-book"
    assert await maker(memory).likely_more([typed("my son")]) == 0


async def test_danger_in_any_piece_is_seen() -> None:
    assert await maker().in_danger([typed("my son"), typed("we are drowning")])
    assert not await maker().in_danger([typed("my son"), typed("borrow a book")])


async def test_three_pieces_are_thought_three_times_at_most() -> None:
    for texts in (
        ("my son", "and he", "opening hours"),
        ("my son", "so they", "zebras gnus"),
        ("we are drowning", "and my son", "borrow a book"),
        ("my borrow book", "and my son", "is and"),
        ("książkę", "my son", "and he"),
    ):
        counted = Counted()
        assistant = Assistant(counted.mind())
        reader = MessageMaker(ChatMemory(), assistant, Worker(), lambda: NOON, "secret")
        pieces = [typed(text, place) for place, text in enumerate(texts)]
        for place in range(len(pieces)):
            await reader.likely_more(pieces[: place + 1])
        await assistant.answer(await reader.best(pieces), nobody)
        # In danger each part is looked at once more: does anything stand beside it that is answered?
        most = 3 + (len(texts) if "drowning" in texts[0] else 0)
        assert all(1 <= count <= most for count in counted.counts()), (texts, counted.counts())


async def nobody(_reply: Reply) -> None:
    """Nobody reads the replies."""


async def test_danger_in_the_first_piece_is_known_when_only_the_last_has_an_answer() -> None:
    look = replace(MIND, classifier=Wary())
    reader = MessageMaker(ChatMemory(), Assistant(look), Worker(), lambda: NOON, "secret")
    message = await reader.best([typed("zebras gnus yaks camels otters"), typed("opening hours")])
    assert message.text == "opening hours"
    assert message.noticed == Concerns(perhaps=("safety-flood",))
    assert take_turn(message, look).soft_concerns == ("safety-flood",)


class Wary:
    """A trained look that is afraid of zebras."""

    def opinion(self, message: str, language: str) -> Opinion:
        assert language
        perhaps = Strength.PERHAPS if "zebras" in message else Strength.NONE
        return Opinion(perhaps, ("safety-flood",), agrees=False)


async def test_pieces_are_one_message_unless_only_the_last_has_an_answer() -> None:
    together = await maker().best([typed("how do I"), typed("borrow a book")])
    assert together.text.split() == ["how", "do", "I", "borrow", "a", "book"]
    last = await maker().best([typed("zebras gnus yaks camels otters"), typed("opening hours")])
    assert last.text == "opening hours"


@pytest.mark.parametrize(
    ("typed_text", "read"), [("/strat", "/help"), ("/ask opening hours", "opening hours"), ("/help", "/help")]
)
async def test_a_slip_in_a_command_gets_help_and_words_behind_one_are_a_question(
    typed_text: str, read: str
) -> None:
    assert (await maker().best([typed(typed_text)])).text == read

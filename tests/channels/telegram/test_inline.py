from __future__ import annotations

from dataclasses import replace

from telegram import InputTextMessageContent

from sendbot.channels.telegram.inline import offers
from sendbot.knowledge.entries import Knowledge
from tests.conversation.small_house import KNOWLEDGE, MIND


def titles(text: str) -> list[str]:
    return [offer.title for offer in offers(text, MIND, "library_bot")]


def test_a_few_words_offer_the_entries_that_they_may_mean_the_likeliest_first() -> None:
    assert titles("borrow book")[0] == "How do I borrow a book?"
    assert "How much is a fine?" in titles("late fine")


def test_nothing_is_offered_for_nothing_or_for_the_unknown() -> None:
    assert titles("") == titles("   ") == titles("zebras gnus yaks") == []


def test_an_offer_is_the_answer_with_a_way_to_the_bot() -> None:
    (offer, *_) = offers("borrow book", MIND, "library_bot")
    assert isinstance(offer.input_message_content, InputTextMessageContent)
    assert "<b>Show your card</b> at the desk." in offer.input_message_content.message_text
    assert offer.reply_markup is not None
    assert offer.reply_markup.inline_keyboard[0][0].url == "https://t.me/library_bot?start=borrow"
    assert offer.description == "Show your card at the desk. The OPAC tells you where it is."
    assert offers("borrow book", MIND, "")[0].reply_markup is None


def test_a_long_answer_is_described_in_whole_words() -> None:
    long = KNOWLEDGE.entries["borrow"].model_copy(update={"answer": "wonderful " * 60})
    knowledge: Knowledge = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "borrow": long})
    (offer, *_) = offers("borrow book", replace(MIND, knowledge=knowledge), "library_bot")
    assert offer.description is not None
    assert offer.description.endswith("wonderful …")
    assert len(offer.description) <= 122

from __future__ import annotations

import pytest

from sendbot.conversation.choices_in_words import chosen, corrected
from sendbot.conversation.messages import Before
from sendbot.matching.decision import Answer
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import MIND

OFFERED = Before(question="loan", offered=("borrow", "renew", "hours"))


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("1", "borrow"), ("the first one", "borrow"), ("2nd one please", "renew"), ("the last one", "hours"),
        ("option 2", "renew"), ("number three", "hours"),
        ("Yes, the second", "renew"), ("erm the first one i think", "borrow"),
        ("the one about opening hours", "hours"), ("the renew one", "renew"),
    ],
)  # fmt: skip
def test_words_choose_what_was_offered(text: str, entry: str) -> None:
    found = chosen(text, OFFERED, MIND)
    assert isinstance(found, Answer)
    assert found.entry == entry


@pytest.mark.parametrize(
    "text", ["żadne", "Zadne z tych!", "nici una", "ninguno", "egyik sem", "жодне", "都不是"]
)
def test_none_of_them_is_understood_in_other_languages(text: str) -> None:
    found = corrected(text, OFFERED, MIND)
    assert found is not None
    assert found.decision is None
    assert corrected(text, Before(entry="borrow"), MIND) is None


@pytest.mark.parametrize(
    "text",
    [
        "the fifth one",
        "9",
        "how do I pay a fine",
        "second hand books are cheap",
        "",
        "one of my children is late with a book again today",
    ],
)
def test_other_words_choose_nothing(text: str) -> None:
    assert chosen(text, OFFERED, MIND) is None
    assert chosen("the first one", Before(), MIND) is None


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("no i meant renew a loan", "renew"), ("not that, opening hours", "hours"),
        ("no not the hours, a late fine", "fines"),
        ("I don't mean the fine, I mean renew a loan", "renew"),
        ("sorry no i meant the opening hours not the fine", "hours"),
    ],
)  # fmt: skip
def test_a_correction_leaves_the_last_answer_out(text: str, entry: str) -> None:
    turn = say(text, before=Before(entry="borrow", question="borrow a book"))
    assert turn.entry == entry


def test_not_that_alone_offers_the_others_and_asks_for_more_words() -> None:
    turn = say("not that", before=Before(entry="borrow", question="book", offered=("borrow", "renew")))
    assert labels(turn) == ["How do I renew a loan?"]
    assert "not what you meant" in heard(turn)


@pytest.mark.parametrize("text", ["no thanks", "nothing else", "not long now", "notes from the library"])
def test_other_messages_correct_nothing(text: str) -> None:
    found = corrected(text, Before(entry="borrow"), MIND)
    assert found is None
    assert corrected("no i meant fines", Before(), MIND) is None


@pytest.mark.parametrize("text", ["none of these", "None of those.", "no, none of them", "neither"])
def test_nothing_of_what_was_offered_is_not_small_talk(text: str) -> None:
    found = corrected(text, OFFERED, MIND)
    assert found is not None
    assert found.decision is None
    assert "That sounds hard" not in heard(say(text, before=OFFERED))

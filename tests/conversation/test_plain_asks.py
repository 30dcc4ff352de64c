from __future__ import annotations

import pytest

from sendbot.conversation.plain_asks import plain_ask, says


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Is it free?", "cost"),
        ("and do we pay for that", "cost"),
        ("how long have we got", "time"),
        ("How soon must it be in?", "time"),
        ("what is the deadline", "time"),
        ("how long does the free one take", None),
        ("and if they say no?", "refusal"),
        ("can they refuse it", "refusal"),
        ("what if they turn us down", "refusal"),
        ("how long do we have if it is refused", None),
        ("no I meant the bus", None),
        ("who do I ring", None),
        ("", None),
    ],
)
def test_what_is_asked_of_any_answer(text: str, ask: str | None) -> None:
    assert plain_ask(text) == ask


def test_a_sentence_says_it_or_not() -> None:
    assert says("Use form SEND35a. It is free.", "cost")
    assert says("If the council says no, you can appeal.", "refusal")
    assert says("Has it refused? Ask it to look again.", "refusal")
    assert not says("You can ask the council yourself. You need no school.", "refusal")
    assert says("A day pass is £4.", "cost")
    assert not says("You do not need a diagnosis.", "cost")
    assert says("It must arrive within two months.", "time")
    assert says("You have 15 school days.", "time")
    assert not says("Two years behind is no test.", "time")
    assert not says("A child of 5 years old may come.", "time")

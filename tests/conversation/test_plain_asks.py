from __future__ import annotations

import pytest

from sendbot.conversation.plain_asks import in_shape, names_no_subject, outright, plain_ask, says, telling


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Is it free?", "cost"),
        ("and do we pay for that", "cost"),
        ("whats the price", "cost"),
        ("do we pay towards it", "cost"),
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


def test_free_advice_is_no_price_of_what_it_is_about() -> None:
    beside = [
        "You can appeal.",
        "CEIAS gives free local advice.",
        "It is free and independent.",
        "It has free letters.",
    ]
    assert telling(beside, "cost") == []
    assert telling(["CEIAS gives free, independent advice.", "Write to it."], "cost") == [0]
    assert telling(["You can appeal.", "It is free."], "cost") == [1]


def test_what_is_said_of_something_else_is_not_told() -> None:
    assert telling(["DLA is something else, with a limit of one month."], "time") == []


def test_a_no_of_the_familys_own_is_no_refusal() -> None:
    assert not says("You can say no to it.", "refusal")
    assert says("If the answer is no, appeal.", "refusal")


def test_a_price_and_what_comes_of_a_no_are_said_outright_or_beside() -> None:
    assert outright("There is a small fee.", "cost")
    assert not outright("The helper gets a free ticket.", "cost")
    assert outright("If the answer is no, ask to appeal.", "refusal")
    assert not outright("It may refuse only for a good reason.", "refusal")
    assert outright("Two weeks.", "time")


def test_who_does_it_and_that_something_is_sent_are_no_subject() -> None:
    for bare in (
        "does the school have to",
        "where do I send it",
        "do I need to tell the school",
        "can school refuse",
    ):
        assert names_no_subject(bare), bare
    for named in ("what is SEND", "how do I choose a school", "where is the SEND tribunal"):
        assert not names_no_subject(named), named


def test_an_answer_is_put_as_the_question_asks() -> None:
    assert in_shape("do they have to", "The council must do it.")
    assert not in_shape("do they have to", "A lovely page.")
    assert in_shape("what do I say to them", "Write down what is hard.")
    assert in_shape("can I do it online", "Apply on GOV.UK.")


def test_money_that_comes_in_is_no_price() -> None:
    assert telling(["Paid every 4 weeks.", "It costs £5."], "cost") == [1]

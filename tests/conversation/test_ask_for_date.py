from __future__ import annotations

import pytest

from sendbot.conversation.ask_for_date import ask_for_date
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import DEADLINES, KNOWLEDGE, MIND, TODAY

LETTER = "appeal-fine"


def after(turn: Turn, text: str) -> Turn:
    """The next message of the same family."""
    return say(text, date_for=turn.replies[-1].asks_date_for)


def asked(text: str) -> Turn:
    return say(text, date_for=LETTER)


def test_several_starts_are_named_with_an_example_of_late() -> None:
    reply = ask_for_date(DEADLINES[2], KNOWLEDGE, TODAY).replies[0]
    assert "- the date on the letter\n- the date on the certificate" in plain(reply)
    assert "3 November 2026" in plain(reply)
    assert reply.asks_date_for == LETTER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31 february", "There is no such day"),
        ("this friday", "is still to come"),
        ("last month", "I need the exact day"),
        ("3 november 1926", "more than five years away"),
        ("24 december", "could be more than one day"),
        ("i got the letter on 5 november", "Is that Thursday 5 November 2026?"),
        ("3 november, 20 november", "Which one is the date on the letter?"),
        ("certificate 20 november", "I need the date on the letter too"),
    ],
)
def test_a_day_that_cannot_be_meant_is_asked_about_and_no_date_is_worked_out(text: str, words: str) -> None:
    turn = asked(text)
    assert words in heard(turn)
    assert turn.events == ()
    assert turn.replies[0].asks_date_for is not None


def test_days_that_may_be_meant_are_buttons() -> None:
    turn = asked("3 november, 20 november")
    assert labels(turn) == ["Tuesday 3 November 2026", "Friday 20 November 2026"]
    worked = press(turn.replies[0].buttons[0].data, MIND, TODAY)
    assert "2 months from Tuesday 3 November 2026, the date on the letter" in heard(worked)


def test_what_was_said_of_the_certificate_is_kept_until_the_letter_is_known() -> None:
    turn = after(asked("certificate 20 november"), "3 november")
    assert "1 month from Friday 20 November 2026, the date on the certificate" not in heard(turn)
    assert heard(turn).startswith("Sunday 3 January 2027")
    assert "Friday 20 November 2026, the date on the certificate" in heard(turn)


def test_yes_takes_the_day_that_was_offered_and_the_same_day_again_is_meant() -> None:
    turn = asked("i got the letter on 5 november")
    for answer in ("yes", "Yes it is", "5 november", "i got it 5 november"):
        assert "2 months from Thursday 5 November 2026" in heard(after(turn, answer)), answer
    assert "2 months from Friday 6 November 2026" in heard(after(turn, "no, 6 november"))


def test_the_second_time_people_are_named_and_after_three_messages_nothing_is_waited_for() -> None:
    first = asked("last month")
    assert "these people" not in heard(first)
    second = after(first, "sometime last month")
    assert "these people" in heard(second)
    third = after(second, "last month i think")
    assert third.replies[-1].asks_date_for is None


def test_somebody_who_cannot_tell_the_day_is_given_people() -> None:
    assert "these people" in heard(asked("i cant find the letter"))
    assert "these people" in heard(asked("no idea sorry"))
    assert "these people" not in heard(asked("dont know, how do I borrow a book?"))

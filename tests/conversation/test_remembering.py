from __future__ import annotations

from sendbot.conversation.messages import Before
from sendbot.conversation.press import press
from sendbot.conversation.remembering import before_after_press, before_next
from sendbot.conversation.turn import take_turn
from tests.conversation.small_house import MIND, TODAY, message


def after(text: str, before: Before | None = None) -> Before:
    asked = message(text, before=before or Before())
    return before_next(asked, take_turn(asked, MIND), MIND)


def test_an_answer_is_the_subject_and_its_buttons_are_what_was_offered() -> None:
    known = after("borrow loan")
    assert (known.entry, known.offered, known.question) == (None, ("borrow", "renew"), "borrow loan")
    assert after("renew loan", known).entry == "renew"


def test_what_was_shown_before_choices_is_still_known_until_something_else_is_shown() -> None:
    choices = after("borrow loan", Before(entry="hours", question="when is it open"))
    assert (choices.entry, choices.earlier) == (None, "hours")
    assert after("borrow loan", choices).earlier == "hours"
    assert after("renew loan", choices).earlier is None
    assert before_after_press(choices, press("1:e:renew", MIND, TODAY)).earlier is None


def test_small_talk_changes_no_subject() -> None:
    known = after("borrow book")
    assert after("thanks", known).entry == "borrow"
    assert after("thanks", known).question == "borrow book"


def test_who_was_named_and_what_was_said_is_not_said_again() -> None:
    assert "desk" in after("borrow book").told
    assert "kept" in after("when are the bins collected").told


def test_a_young_person_stays_one() -> None:
    young = after("im 12 and i want to borrow a book")
    assert after("thanks", young).young == young.young
    assert after("thanks", Before(young=True)).young


def test_a_press_makes_its_entry_the_subject() -> None:
    known = before_after_press(Before(entry="borrow"), press("1:e:renew", MIND, TODAY))
    assert known.entry == "renew"
    assert before_after_press(Before(entry="borrow"), press("1:h:borrow", MIND, TODAY)).entry == "borrow"

"""A fact told after an answer belongs to what was asked: it is no new question, and no small talk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.events import Answered
from sendbot.conversation.messages import Before
from sendbot.conversation.told_facts import tells_fact
from sendbot.conversation.turn import take_turn
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import ENTRIES, KNOWLEDGE, MIND, Learned, entry, message

BORROWING = Before(entry="borrow", question="how do I borrow a book")
FINED = Before(entry="fines", question="how much is a fine")


@pytest.mark.parametrize(
    "text",
    [
        "he's 9",
        "btw she is 14",
        "my daughter is nearly 16",
        "I'm seventeen",
        "she's one",
        "year 6",
        "we are at week 22",
        "2 weeks ago",
        "about three months",
        "we live in Crewe",
        "we're near Nantwich",
        "it came on friday",
        "got it on monday",
        "only arrived yesterday",
        "dated 3 November",
        "3rd of nov",
        "the letter came yesterday",
        "yesterday",
        "he goes to a special school",
        "she is at college",
        "it is 6 miles",
    ],
)
def test_a_fact_is_told_from_a_question(text: str) -> None:
    assert tells_fact(text, MIND)


@pytest.mark.parametrize(
    "text",
    [
        "what about for a 19 year old",
        "is he too old at 9",
        "he's 9, can he still get it",
        "he was suspended for three days, what now",
        "how long for a 2 year old?",
        "thank you",
        "no",
        "ok",
        "i need help, he is 9",
        "my son is 8 and autistic and he was sent home from school again today because of his behaviour",
        "the second one",
        "it was one of those days",
        "i cant do one more day",
        "she's the one that asked",
        "",
    ],
)
def test_a_question_small_talk_and_a_story_are_no_facts(text: str) -> None:
    assert not tells_fact(text, MIND)


def test_a_place_of_the_area_by_itself_is_one() -> None:
    places = MIND.knowledge.area.places.model_copy(update={"here": ("crewe",)})
    area = MIND.knowledge.area.model_copy(update={"places": places})
    here = replace(MIND, knowledge=replace(KNOWLEDGE, area=area))
    assert tells_fact("Crewe", here)
    assert tells_fact("mieszkamy w Crewe", here, "pl")
    assert not tells_fact("clubs in Crewe", here), "in English that is a question"
    assert not tells_fact("Paris", MIND)


def test_a_fact_after_an_answer_stays_with_it() -> None:
    turn = say("he's 9", before=BORROWING)
    assert (turn.outcome, turn.entry, turn.follows) == ("answer", "borrow", True)
    assert heard(turn).startswith("Thank you. What I wrote above is what I have on that.")
    assert "The whole answer" in heard(turn)
    assert "Talk to a person" in heard(turn), "it says that a person can tell more"
    assert turn.events == (Answered("borrow", "en"),)


def test_the_line_of_the_answer_that_speaks_of_it_is_said() -> None:
    branches = entry(
        "branches",
        "Branches",
        ("branch",),
        "**We have two.**\n\n- Upton: Mondays.\n- Weston: Fridays, ring first.",
    )
    knowledge = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "branches": branches})
    turn = take_turn(
        message("we live in Weston", before=Before(entry="branches", question="which branch")),
        replace(MIND, knowledge=knowledge),
    )
    assert heard(turn).startswith("Weston: Fridays, ring first.")


def test_the_day_of_the_one_deadline_of_the_answer_is_worked_out() -> None:
    turn = say("i got it 2 days ago", before=BORROWING)
    assert "Last day to bring the book back" in heard(turn)


def test_an_age_is_no_day() -> None:
    assert "Last day" not in heard(say("he's 9", before=BORROWING))


def test_with_two_deadlines_none_is_guessed() -> None:
    turn = say("it came yesterday", before=FINED)
    assert "Work out my date" in heard(turn)
    assert "Last day" not in heard(turn)


def test_without_anything_before_a_fact_gets_a_question_back_as_ever() -> None:
    assert say("he's 9").follows is False


def test_a_fact_answers_what_was_only_offered() -> None:
    offered = Before(question="late fine or renew loan", offered=("fines", "renew"))
    turn = say("it is 2 weeks late", before=offered)
    assert (turn.outcome, turn.follows) == ("clarify", True)
    assert {"fines", "renew"} <= {item.id for item in ENTRIES}
    assert "How much is a fine?" in heard(turn)


def test_who_asks_for_simpler_words_tells_no_age() -> None:
    asked = message("like i'm 5", before=BORROWING)
    told = take_turn(asked, MIND)
    assert heard(told).startswith("Thank you. What I wrote above"), "as a fact it would be taken"
    simpler = take_turn(asked, replace(MIND, small_talk=Learned("confused", 0.99)))
    assert not heard(simpler).startswith("Thank you")
    unsure = take_turn(asked, replace(MIND, small_talk=Learned("confused", 0.3)))
    assert heard(unsure).startswith("Thank you. What I wrote above")

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.care.concerns import Concerns
from sendbot.conversation.buttons import DATA_LIMIT
from sendbot.conversation.events import (
    Abstained,
    Chatted,
    Clarified,
    Explained,
)
from sendbot.conversation.messages import Before, Message
from sendbot.conversation.replies import Kind, plain
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Candidate, Ranking, Thresholds
from sendbot.number_of_buttons import BUTTON_LIMIT
from tests.conversation.counting import Counted
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import MIND, QUESTION_ID, TODAY, Ranked, message


def test_two_close_entries_are_offered_with_none_of_these() -> None:
    turn = say("borrow loan")
    assert labels(turn) == ["How do I borrow a book?", "How do I renew a loan?", "None of these"]
    assert turn.replies[0].kind is Kind.CLARIFY
    assert turn.outcome == "clarify"
    event = turn.events[0]
    assert isinstance(event, Clarified)
    assert (event.question_id, event.question) == (QUESTION_ID, "borrow loan")


def test_what_comes_second_and_near_is_the_first_button_below_an_answer() -> None:
    def offered(second: float) -> list[str]:
        ranking = Ranking([Candidate("borrow", 0.9), Candidate("hours", second)])
        mind = replace(MIND, matcher=Ranked(ranking), thresholds=Thresholds(answer=0.6, clarify=0.1))
        turn = take_turn(message("borrow a book and when is it open"), mind)
        assert turn.entry == "borrow"
        assert len(labels(turn)) <= BUTTON_LIMIT
        return [button.data for button in turn.replies[0].buttons]

    assert offered(0.3)[0] == "1:e:hours"
    assert "1:e:hours" not in offered(0.29)


def test_an_unknown_question_is_declined_kept_and_can_be_forgotten() -> None:
    turn = say("when are the bins collected")
    assert heard(turn).startswith("I am sorry, I do not have an answer")
    assert heard(turn).count("Phone:") == 1
    assert "Your question is kept without personal details" in heard(turn)
    assert [(button.label, button.data) for button in turn.replies[0].buttons] == [
        ("Don't keep my question", f"1:k:{QUESTION_ID}"),
        ("Talk to a person", "1:e:contact-human"),
        ("Another language", "1:l:"),
    ]
    assert turn.events == (Abstained((), "nothing close", "en", QUESTION_ID, turn.events[0].question),)  # type: ignore[union-attr]


def test_what_was_removed_is_named_and_not_kept() -> None:
    turn = say("when are the bins collected, ring me on 07700 900123")
    event = turn.events[0]
    assert isinstance(event, Abstained)
    assert "900123" not in str(event.question)
    assert "phone number" in heard(turn)


def test_nothing_is_said_to_be_kept_when_nothing_is() -> None:
    turn = say("when are the bins collected", question_id=None)
    assert "kept" not in heard(turn)
    assert "Don't keep my question" not in labels(turn)
    assert turn.events == (Abstained((), "nothing close"),)


@pytest.mark.parametrize("text", ["hello", "thanks", "bye", "damn", "ok", "help"])
def test_small_talk_is_answered_kindly_and_is_no_unanswered_question(text: str) -> None:
    turn = say(text)
    assert len(turn.events) == 1
    assert isinstance(turn.events[0], Chatted)
    assert 0 < len(heard(turn)) <= 200
    assert not turn.kept


def test_what_is_kept_is_known_without_a_store() -> None:
    assert say("when are the bins collected", question_id=None).kept
    assert not say("borrow book").kept
    assert not say("xkcdqz").kept


@pytest.mark.parametrize("concerns", [Concerns(sure=("safety-flood",)), Concerns(perhaps=("safety-flood",))])
@pytest.mark.parametrize("text", ["when are the bins collected", "borrow loan"])
def test_no_message_with_a_concern_is_said_to_be_kept(text: str, concerns: Concerns) -> None:
    turn = take_turn(replace(message(text), noticed=concerns), MIND)
    assert not turn.kept
    assert QUESTION_ID not in {getattr(event, "question_id", None) for event in turn.events}
    assert take_turn(message(text), MIND).kept


def test_that_a_question_is_kept_is_said_in_full_once() -> None:
    again = say("when are the bins collected", before=Before(told=frozenset({"kept"})))
    assert "This question is kept too." in heard(again)
    assert "staff" not in heard(again)


def test_a_personal_case_is_sent_to_the_team() -> None:
    turn = say("is mine ready")
    assert heard(turn).startswith("I cannot see anyone's case")
    assert "The desk" in heard(turn)


def test_another_place_is_said_plainly() -> None:
    assert "only know about Cheshire East" in heard(say("what about scotland"))
    assert "The ceias" in heard(say("what about scotland"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("xkcdqz", "I am sorry, I could not read"),
        ("something", "I need a little more"),
    ],
)
def test_what_cannot_be_understood_is_said_and_not_kept(text: str, first: str) -> None:
    turn = say(text)
    assert heard(turn).startswith(first)
    assert len(heard(turn)) <= 200
    assert all(getattr(event, "question", None) is None for event in turn.events)


@pytest.mark.parametrize(
    "text",
    ["what is an OPAC", "whats opac?", "what does OPAC mean", "OPAC meaning", "what does the opac stand for"],
)
def test_a_word_is_explained(text: str) -> None:
    turn = say(text)
    assert heard(turn).startswith("OPAC means Online Public Access Catalogue: a list of all books.")
    assert turn.events == (Explained("OPAC"),)
    assert turn.outcome == "answer"


def test_the_date_that_was_asked_for_may_come_alone() -> None:
    assert "Last day to bring the book back." in heard(say("20 November 2026", date_for="return-book"))
    assert say("opening hours", date_for="return-book").entry == "hours"


@pytest.mark.parametrize(
    "text",
    [
        "borrow book",
        "thanks",
        "zebras and gnus",
        "we are drowning",
        "we are drowning, how do I borrow a book",
        "jak wypożyczyć książkę",
        "what is OPAC",
    ],
)
def test_a_message_is_thought_once(text: str) -> None:
    counted = Counted()
    take_turn(Message(text, TODAY, question_id=QUESTION_ID), counted.mind())
    assert counted.counts() == (1, 1, 1)
    assert len(counted.opinions) == 1


def test_what_was_chosen_as_a_language_costs_no_second_look() -> None:
    counted = Counted()
    take_turn(Message("we are drowning", TODAY, language="pl"), counted.mind())
    assert counted.counts() == (1, 1, 1)


def test_a_message_that_leans_on_the_last_is_ranked_alone_and_with_what_came_before() -> None:
    counted = Counted()
    before = Before(entry="borrow", question="how do I borrow a book")
    take_turn(Message("and if it is late?", TODAY, before=before), counted.mind())
    assert len(counted.ranked) == len(set(counted.ranked)) == 3
    assert counted.counts()[1] == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_reply_within_the_limits(text: str) -> None:
    turn = say(text)
    assert turn.replies
    for reply in turn.replies:
        assert plain(reply).strip()
        assert len(reply.buttons) <= BUTTON_LIMIT
        assert all(len(button.data.encode()) <= DATA_LIMIT for button in reply.buttons)


def test_whoever_tells_a_long_story_reads_first_that_it_was_heard() -> None:
    short = "late loan fine extend book open"
    told = "We moved here in spring and nothing has gone right since then with any of it. " * 3 + short
    ranking = MIND.matcher.rank(short)
    mind = replace(MIND, matcher=Ranked(ranking), thresholds=Thresholds(answer=2.0, clarify=0.0))
    assert heard(take_turn(message(short), mind)).startswith("I may have an answer.")
    assert heard(take_turn(message(told), mind)).startswith("Thank you for telling me all this.")

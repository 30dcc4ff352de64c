from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.conversation.buttons import BUTTON_LIMIT, DATA_LIMIT
from sendbot.conversation.events import (
    Abstained,
    Answered,
    Chatted,
    Clarified,
    ConcernRaised,
    DeadlineWorkedOut,
    Explained,
)
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, plain
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Ranking
from tests.conversation.small_house import MIND, QUESTION_ID, message


def say(text: str, **more: object) -> Turn:
    return take_turn(message(text, **more), MIND)


def heard(turn: Turn) -> str:
    return "\n\n".join(plain(reply) for reply in turn.replies)


def labels(turn: Turn) -> list[str]:
    return [button.label for button in turn.replies[-1].buttons]


def test_a_clear_question_gets_the_entry_with_people_date_and_source() -> None:
    turn = say("how do I borrow a book")
    assert heard(turn).split("\n\n")[:3] == [
        "How do I borrow a book?",
        "Show your card at the desk.",
        "The OPAC tells you where it is.",
    ]
    assert (
        "The desk\nHelp with desk.\nPhone: 0300 123 5012, choose option 3\nWebsite: https://library.example\nOpen: Monday to Friday"
        in heard(turn)
    )
    assert "Checked on 23 November 2026." in heard(turn)
    assert "Where this comes from:\n- Borrowing, dated June 2025: https://library.example/borrow" in heard(
        turn
    )
    assert turn.events == (Answered("borrow"),)
    assert (turn.outcome, turn.entry, turn.reason) == ("answer", "borrow", "clear match")


def test_an_answer_offers_date_easy_read_and_words_and_asks_whether_it_helped() -> None:
    assert labels(say("borrow book")) == [
        "Work out my date",
        "Easy Read",
        "What do these words mean?",
        "Did this help?",
    ]
    assert labels(say("opening hours")) == ["Did this help?"]


def test_easy_read_is_used_when_asked_for_and_sticks_in_the_buttons() -> None:
    turn = say("borrow book", easy_read=True)
    assert heard(turn).startswith("How do I borrow a book?\n\nShow your card.\n")
    assert labels(turn)[1] == "Show the full answer"
    assert any(button.data == "1:e:renew:z" for button in turn.replies[0].buttons)
    assert "do not have an Easy Read version" in heard(say("renew loan", easy_read=True))


def test_two_close_entries_are_offered_with_none_of_these() -> None:
    turn = say("borrow loan")
    assert labels(turn) == ["How do I borrow a book?", "How do I renew a loan?", "None of these"]
    assert turn.replies[0].kind is Kind.CLARIFY
    assert turn.outcome == "clarify"
    event = turn.events[0]
    assert isinstance(event, Clarified)
    assert (event.question_id, event.question) == (QUESTION_ID, "borrow loan")


def test_an_unknown_question_is_declined_kept_and_can_be_forgotten() -> None:
    turn = say("when are the bins collected")
    assert heard(turn).startswith("I am sorry, I do not have a checked answer")
    assert "The helpline" in heard(turn)
    assert "I have kept your question without personal details" in heard(turn)
    assert [(button.label, button.data) for button in turn.replies[0].buttons] == [
        ("Don't keep my question", f"1:k:{QUESTION_ID}")
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
    assert turn.replies[0].buttons == ()
    assert turn.events == (Abstained((), "nothing close"),)


def test_the_closest_entries_lend_their_contacts_when_declining() -> None:
    turn = say("opening overdue bins rubbish fortnight")
    assert turn.outcome == "abstain"
    assert "The post" in heard(turn)
    assert "The desk" in heard(turn)


@pytest.mark.parametrize("text", ["hello", "thanks", "bye", "damn", "ok", "help"])
def test_small_talk_is_answered_kindly_and_is_no_unanswered_question(text: str) -> None:
    turn = say(text)
    assert len(turn.events) == 1
    assert isinstance(turn.events[0], Chatted)
    assert turn.replies


def test_a_personal_case_is_sent_to_the_team() -> None:
    turn = say("is mine ready")
    assert heard(turn).startswith("I cannot see anyone's case")
    assert heard(turn).index("The team") < heard(turn).index("The desk")


def test_another_place_is_said_plainly() -> None:
    assert "only know about Cheshire East" in heard(say("what about scotland"))
    assert "The ceias" in heard(say("what about scotland"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("xkcdqz", "I am sorry, I could not read"),
        ("something", "I need a little more"),
        ("", "I can only read words"),
        (" \n", "I can only"),
    ],
)
def test_what_cannot_be_understood_gets_examples_and_is_not_kept(text: str, first: str) -> None:
    turn = say(text)
    assert heard(turn).startswith(first)
    assert "- How long does an EHC plan take?" in heard(turn)
    assert all(getattr(event, "question", None) is None for event in turn.events)


def test_danger_comes_first_and_an_answer_may_follow() -> None:
    turn = say("we are drowning, borrow book how")
    assert turn.replies[0].kind is Kind.CRISIS
    assert heard(turn).startswith("If the water is rising\n\nLeave the building now.\n\nThe emergency-999")
    assert turn.events[0] == ConcernRaised("safety-flood")
    assert turn.concerns == ("safety-flood",)


def test_after_danger_nothing_of_the_message_is_kept() -> None:
    turn = say("we are drowning and the bins are full")
    assert turn.events == (ConcernRaised("safety-flood"),)
    assert [reply.kind for reply in turn.replies] == [Kind.CRISIS]


def test_a_young_person_reads_other_words_and_numbers() -> None:
    turn = say("im 14 and we are drowning")
    assert "Tell a grown-up" in heard(turn)
    assert "The childline" in heard(turn)
    assert "The samaritans" not in heard(turn)


def test_danger_is_spoken_of_in_the_familys_language_too() -> None:
    turn = say("we are drowning", language="pl")
    assert heard(turn).startswith("Polski\n\nWyjdź natychmiast.\n\nThis translation has not yet been checked")
    assert "Leave the building now." in heard(turn)


def test_a_young_person_reads_words_for_the_young_in_their_own_language() -> None:
    turn = say("im 14 and we are drowning", language="pl")
    assert heard(turn).startswith("Polski\n\nPowiedz dorosłemu i wyjdź.")
    assert "Wyjdź natychmiast." not in heard(turn)


def test_a_young_person_reads_the_words_for_all_where_a_language_has_none_for_the_young() -> None:
    polish = MIND.knowledge.languages["pl"].model_copy(update={"crisis_young": {}})
    mind = replace(MIND, knowledge=replace(MIND.knowledge, languages={"pl": polish}))
    assert heard(take_turn(message("im 14 and we are drowning", language="pl"), mind)).startswith(
        "Polski\n\nWyjdź natychmiast."
    )


class Broken:
    """A matcher and a trained look that fail, as a torn model would."""

    def rank(self, message: str, limit: int = 5) -> Ranking:
        raise MemoryError(message[:limit])

    def language(self, message: str) -> str:
        raise MemoryError(message)

    def concerns_in(self, message: str) -> tuple[str, ...]:
        raise MemoryError(message)

    def ordered(self, concerns: Sequence[str], message: str) -> tuple[str, ...]:
        raise MemoryError(message, *concerns)


class Adding(Broken):
    """A trained look that sees danger everywhere."""

    def concerns_in(self, message: str) -> tuple[str, ...]:
        return ("safety-other",) if message else ()

    def ordered(self, concerns: Sequence[str], message: str) -> tuple[str, ...]:
        return tuple(reversed(concerns)) if message else ()


def test_nothing_that_breaks_stands_before_help() -> None:
    from sendbot.conversation.turn import crisis_turn, notice

    mind = replace(MIND, matcher=Broken(), classifier=Broken())
    spoken = message("we are drowning")
    assert crisis_turn(spoken, mind, notice(spoken, mind)).replies[0].kind is Kind.CRISIS


def test_the_trained_look_only_adds() -> None:
    turn = take_turn(message("we are drowning"), replace(MIND, classifier=Adding()))
    assert turn.concerns == ("safety-flood",)
    added = take_turn(message("what a lovely day"), replace(MIND, classifier=Adding()))
    assert added.concerns == ("safety-other",)
    assert "If anyone is in danger now, call 999." in heard(added)
    assert "Nobody is watching this chat" in heard(added)


def test_another_language_leads_and_uses_its_translation() -> None:
    turn = say("borrow książkę book")
    assert turn.language == "pl"
    assert heard(turn).startswith(
        "Odpowiedź jest poniżej.\n\nPoproś o tłumacza.\n\nJak wypożyczyć książkę?\n\nThis translation"
    )
    assert "Pokaż kartę." in heard(turn)


@pytest.mark.parametrize(
    "text",
    ["what is an OPAC", "whats opac?", "what does OPAC mean", "OPAC meaning", "what does the opac stand for"],
)
def test_a_word_is_explained(text: str) -> None:
    turn = say(text)
    assert heard(turn).startswith("OPAC means Online Public Access Catalogue: a list of all books.")
    assert turn.events == (Explained("OPAC"),)
    assert turn.outcome == "answer"


def test_a_date_is_worked_out_by_command() -> None:
    turn = say("/date return-book 3 March")
    assert heard(turn).startswith(
        "Tuesday 24 March 2026\n\nLast day to bring the book back.\n\nThat date has passed."
    )
    assert turn.events == (DeadlineWorkedOut("return-book"),)
    assert turn.replies[0].attachment is not None


def test_the_date_that_was_asked_for_may_come_alone() -> None:
    assert "Last day to bring the book back." in heard(say("20 November 2026", date_for="return-book"))
    assert say("opening hours", date_for="return-book").entry == "hours"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", "Hello."),
        ("/help", "Hello."),
        ("/start borrow", "How do I borrow a book?"),
        ("/contacts", "Who can help"),
        ("/date", "I can work out these"),
        ("/deadlines", "I can work out these"),
        ("/privacy", "What is kept?"),
        ("/topics", "These are some"),
        ("/date appeal", "Last day to appeal"),
        ("/date@sendbot return-book", "Last day to bring"),
        ("/start nonsense", "Hello."),
        ("/date return-book banana", "I could not read that as a date"),
    ],
)
def test_commands(text: str, expected: str) -> None:
    assert heard(say(text)).startswith(expected)


def test_danger_in_a_command_is_still_noticed() -> None:
    assert say("/date we are drowning").replies[0].kind is Kind.CRISIS


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_reply_within_the_limits(text: str) -> None:
    turn = say(text)
    assert turn.replies
    for reply in turn.replies:
        assert plain(reply).strip()
        assert len(reply.buttons) <= BUTTON_LIMIT
        assert all(len(button.data.encode()) <= DATA_LIMIT for button in reply.buttons)

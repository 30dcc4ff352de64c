from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.buttons import View
from sendbot.conversation.chatting import small_talk_of, topic_buttons
from sendbot.conversation.events import Chatted
from sendbot.conversation.messages import Before
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Abstain, Answer, Candidate, Clarify, Decision, Reason, Signs
from sendbot.matching.small_talk import Talk
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import ENTRIES, KNOWLEDGE, MIND, Learned, message

NOTHING = Abstain(())


@pytest.mark.parametrize(
    "text", ["im worried sick", "merci mult", "❤️", "???", "sorry to bother you", "hang on", "my boy", "cześć"]
)
def test_every_kind_has_a_short_line_and_nothing_is_kept(text: str) -> None:
    mind = replace(MIND, small_talk=Learned("mood", 0.9))
    turn = take_turn(message(text), mind)
    assert isinstance(turn.events[0], Chatted)
    assert len(heard(turn)) <= 200
    assert not turn.kept


def kind(text: str, found: str, score: float, decision: Decision, **more: bool) -> str | None:
    mind = replace(MIND, small_talk=Learned(found, score))
    return small_talk_of(text, Signs(), decision, mind, **more)


def test_who_asks_for_simpler_words_after_an_answer_is_confused_and_asks_nothing_of_it() -> None:
    asked = "can you say that simpler"
    assert kind(asked, "confused", 0.95, NOTHING, in_context=True) == "confused"
    assert kind("do i have to do that", "confused", 0.8, NOTHING, in_context=True) is None
    assert kind(asked, "goodbye", 0.95, NOTHING, in_context=True) is None


def answer(entry: str, score: float) -> Answer:
    return Answer(entry, (Candidate(entry, score),))


def offer(entry: str, score: float) -> Clarify:
    return Clarify((entry, "renew"), (Candidate(entry, score),))


def test_what_an_entry_answers_is_small_talk_only_beyond_doubt() -> None:
    assert kind("a book please", "thanks", 0.9, answer("borrow", 0.9)) is None
    assert kind("a book please", "thanks", 0.9, answer("borrow", 0.5)) == "thanks"
    assert kind("im a young reader", "fragment", 0.95, answer("borrow", 0.9)) is None


def test_a_mood_near_entries_that_would_only_be_offered_is_a_mood() -> None:
    assert kind("so tired of it", "mood", 0.7, offer("borrow", 0.4)) == "mood"
    assert kind("so tired of it", "thanks", 0.7, offer("borrow", 0.4)) is None


def test_few_words_that_no_entry_is_near_are_worth_a_question_back_and_many_must_be_sure() -> None:
    assert kind("doorbell", "wait", 0.4, NOTHING) == "wait"
    assert kind("a doorbell?", "wait", 0.4, NOTHING) is None
    assert kind("so so and so on", "mood", 0.4, NOTHING) is None
    assert kind("so so and so on", "mood", 0.6, NOTHING) == "mood"
    assert kind("she is smashing plates now and comes at me", "sorry", 0.6, NOTHING) is None


def test_whoever_asks_what_the_bot_is_gets_its_line_with_a_way_to_the_entry_and_to_a_person() -> None:
    assert kind("are you real", "robot", 0.8, answer("about-bot", 0.9)) is None
    knowledge = replace(
        KNOWLEDGE,
        entries={
            name: found.model_copy(update={"topic": "about"}) if name.startswith("about-") else found
            for name, found in KNOWLEDGE.entries.items()
        },
    )
    mind = replace(MIND, knowledge=knowledge, small_talk=Learned("robot", 0.9))
    turn = take_turn(message("robot or not"), mind)
    assert turn.events == (Chatted("robot"),)
    assert labels(turn) == ["What is this?", "Talk to a person"]
    later = take_turn(message("is this a person?", before=Before(entry="borrow")), mind)
    assert later.events == (Chatted("robot"),)


def test_after_an_answer_a_question_is_about_it_and_no_small_talk() -> None:
    mind = replace(MIND, small_talk=Learned("affirm", 0.95))
    assert small_talk_of("do I have to?", Signs(), NOTHING, mind, in_context=True) is None
    assert small_talk_of("do I have to?", Signs(), NOTHING, mind) == "affirm"


def test_whoever_is_confused_after_an_answer_is_offered_it_in_shorter_words() -> None:
    turn = say("i dont get it", before=Before(entry="borrow"))
    assert labels(turn) == ["Easy Read", "Talk to a person"]
    assert "Easy Read" not in labels(say("i dont get it"))


def test_a_fragment_is_asked_back_with_topics_to_press() -> None:
    school = ENTRIES[0].model_copy(update={"id": "lesson", "topic": "school"})
    knowledge = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "lesson": school})
    assert [button.data for button in topic_buttons(replace(MIND, knowledge=knowledge), View())] == [
        "1:o:school"
    ]
    turn = say("my boy")
    assert "Is this about school" in heard(turn)
    assert turn.asked_back


def test_an_example_of_small_talk_beats_an_answer_unless_it_names_a_subject() -> None:
    assert kind("salut", "greeting", 0.9, answer("borrow", 0.99)) == "greeting"
    assert kind("autism", "fragment", 0.9, answer("borrow", 0.99)) is None
    assert kind("autism", "fragment", 0.9, offer("borrow", 0.3)) == "fragment"


def test_an_entry_that_asks_the_very_words_of_an_example_answers_them() -> None:
    asked = KNOWLEDGE.entries["borrow"].model_copy(update={"questions": ("Hang on",)})
    knowledge = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "borrow": asked})
    mind = replace(MIND, knowledge=knowledge, small_talk=Learned("wait", 0.9))
    assert small_talk_of("hang on", Signs(), answer("borrow", 0.99), mind) is None


def test_letters_struck_at_random_are_no_mood() -> None:
    mind = replace(MIND, small_talk=Learned("mood", 0.9))
    assert small_talk_of("asdfgh", Signs(Reason.UNREADABLE), NOTHING, mind) is None


def test_after_a_question_without_answer_too_a_question_is_no_small_talk() -> None:
    mind = replace(MIND, small_talk=Learned("mood", 0.95))
    turn = take_turn(message("a ile to trwa?", before=Before(question="Jak dostać plan EHC?")), mind)
    assert turn.events[0] != Chatted("mood")


@pytest.mark.parametrize("text", ["要多久？", "بمن أتصل؟", "whats the price", "how much are the fees"])
def test_what_asks_after_an_answer_is_no_small_talk_in_any_script(text: str) -> None:
    assert kind(text, "wait", 0.9, NOTHING) == "wait"
    assert kind(text, "wait", 0.9, NOTHING, in_context=True) is None


def test_whoever_names_another_council_is_told_so_however_chatty_it_sounds() -> None:
    class Chatty:
        def talk(self, text: str) -> Talk:
            return Talk("robot", 0.99 if text else 0.0)

    mind = replace(MIND, small_talk=Chatty())
    decision = Abstain((), Reason.OTHER_PLACE)
    elsewhere = Signs(Reason.OTHER_PLACE)
    assert small_talk_of("I live in Leeds, is that you", elsewhere, decision, mind) is None
    assert small_talk_of("is that you", Signs(), decision, mind) == "robot"

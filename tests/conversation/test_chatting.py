from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.buttons import View
from sendbot.conversation.chatting import small_talk_of, topic_buttons
from sendbot.conversation.events import Chatted
from sendbot.conversation.messages import Before
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Abstain, Answer, Candidate, Signs
from sendbot.matching.small_talk import Talk
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import ENTRIES, KNOWLEDGE, MIND, message

NOTHING = Abstain(())


class Learned:
    """A look that finds this in every message."""

    def __init__(self, kind: str, score: float) -> None:
        self._found = Talk(kind, score)

    def talk(self, text: str) -> Talk:  # noqa: ARG002 - the protocol's
        return self._found


@pytest.mark.parametrize(
    "text", ["im worried sick", "merci mult", "❤️", "???", "sorry to bother you", "hang on", "my boy", "cześć"]
)
def test_every_kind_has_a_short_line_and_nothing_is_kept(text: str) -> None:
    mind = replace(MIND, small_talk=Learned("mood", 0.9))
    turn = take_turn(message(text), mind)
    assert isinstance(turn.events[0], Chatted)
    assert len(heard(turn)) <= 200
    assert not turn.kept


def test_what_an_entry_answers_is_small_talk_only_beyond_doubt() -> None:
    def kind(found: str, score: float, entry: float) -> str | None:
        answer = Answer("borrow", (Candidate("borrow", entry),))
        return small_talk_of(
            "a book please", Signs(), answer, replace(MIND, small_talk=Learned(found, score))
        )

    assert kind("thanks", 0.9, 0.9) is None
    assert kind("thanks", 0.9, 0.2) == "thanks"
    assert kind("mood", 0.9, 0.9) == "mood"
    nothing = small_talk_of("so so", Signs(), NOTHING, replace(MIND, small_talk=Learned("mood", 0.6)))
    assert nothing == "mood"
    assert small_talk_of("so so", Signs(), NOTHING, replace(MIND, small_talk=Learned("mood", 0.4))) is None


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

"""A conversation is carried as far as there is room, its cards above everything."""

from __future__ import annotations

from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation.buttons import Button
from sendbot.conversation.replies import Kind, Reply, Words


def told(text: str, kind: Kind = Kind.ANSWER, *offered: Button) -> Reply:
    return Reply((Words(text),), offered, kind)


def test_cards_go_above_and_stay_there_while_the_talk_goes_on() -> None:
    talk = CarriedTalk().with_turn("help", [told("Leave now.", Kind.CRISIS), told("Sorry.")])
    talk = talk.with_turn("more", [told("Yes.")])
    assert [reply.kind for reply in talk.danger] == [Kind.CRISIS]
    assert [[str(reply.parts) for reply in one.replies] for one in talk.exchanges] == [
        [str(told("Sorry.").parts)],
        [str(told("Yes.").parts)],
    ]


def test_the_oldest_turns_are_left_out_and_the_page_can_say_so() -> None:
    talk = CarriedTalk()
    for number in range(30):
        talk = talk.with_turn(f"question {number}", [told("Yes.")])
    assert len(talk.exchanges) == 20
    assert talk.exchanges[-1].said == "question 29"
    assert talk.left_out
    long = CarriedTalk().with_turn("one", [told("x" * 30_000)]).with_turn("two", [told("y" * 30_000)])
    assert [one.said for one in long.exchanges] == ["two"]
    huge = CarriedTalk().with_turn("alone", [told("z" * 90_000)])
    assert len(huge.exchanges) == 1, "the newest is always shown"


def test_what_was_chosen_is_named_as_its_button_was() -> None:
    talk = CarriedTalk().with_turn("a", [told("b", Kind.ANSWER, Button("Easy Read", "1:z:hours"))])
    assert talk.label_of("1:z:hours") == "Easy Read"
    assert talk.label_of("1:z:borrow") == ""

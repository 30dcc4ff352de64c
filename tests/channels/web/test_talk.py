"""A conversation is carried as far as there is room, its cards above everything."""

from __future__ import annotations

from sendbot.care.redaction import redact
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.events import Abstained, Clarified, Forgotten, Rated
from sendbot.conversation.messages import Before
from sendbot.conversation.replies import Kind, Reply, Words


def told(text: str, kind: Kind = Kind.ANSWER, *offered: Button) -> Reply:
    return Reply((Words(text),), offered, kind)


def test_a_family_reads_as_it_chose_or_else_as_it_wrote() -> None:
    wrote = CarriedTalk(easy_read=True, before=Before(language="pl"))
    assert wrote.view == View(True, "pl")
    assert CarriedTalk(language="uk", before=Before(language="pl")).view == View(False, "uk")
    assert CarriedTalk().view == View()


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


def test_ids_of_kept_questions_outlive_their_turns_and_have_a_bound() -> None:
    talk = CarriedTalk()
    words = redact("zebras").text
    for number in range(50):
        name = f"q-{number:08d}"
        talk, counted = talk.after([Abstained((), "near", "en", name, words)])
        assert len(counted) == 1
        talk = talk.with_turn("zebras", [told("Sorry.")])
    assert len(talk.exchanges) == 20
    assert talk.kept == tuple(f"q-{number:08d}" for number in range(10, 50))
    talk, _ = talk.after(
        [Forgotten("q-00000049"), Abstained((), "near", "en", "q-00000099"), Clarified((), "x")]
    )
    assert talk.kept[-1] == "q-00000048", "what is not kept, or no more, is not named"
    assert talk.without_words().kept == talk.kept


def test_whoever_has_not_rated_a_reply_takes_no_rating_back() -> None:
    talk, counted = CarriedTalk().after([Rated("hours", False, "hard", replaces=(False, None))])
    assert counted == (Rated("hours", False, "hard"),)
    talk, counted = talk.after([Rated("hours", True)])
    assert counted == (Rated("hours", True, replaces=(False, "hard")),)
    for number in range(60):
        talk, _ = talk.after([Rated(f"entry-{number}", True)])
    assert len(talk.rated) == 40
    assert "entry-59" in talk.rated

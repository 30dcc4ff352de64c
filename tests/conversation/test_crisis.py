from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.care.concerns import Concerns, Opinion, Strength
from sendbot.conversation.events import Abstained, AlarmTakenBack, ConcernPerhaps, ConcernRaised, LeftUnkept
from sendbot.conversation.messages import Before
from sendbot.conversation.press import press
from sendbot.conversation.replies import Kind, plain
from sendbot.conversation.turn import ordinary_turn, take_turn
from sendbot.matching.decision import Candidate, Ranking, Thresholds
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import MIND, TODAY, Ranked, message


def test_danger_comes_first_and_an_answer_may_follow() -> None:
    turn = say("we are drowning, borrow book how")
    assert turn.replies[0].kind is Kind.CRISIS
    assert heard(turn).startswith("If the water is rising\n\nLeave the building now.\n\nThe emergency-999")
    assert turn.events[0] == ConcernRaised("safety-flood")
    assert turn.concerns == ("safety-flood",)


def test_the_ordinary_reply_follows_whatever_it_is() -> None:
    for text, kind in (
        ("we are drowning, borrow book how", Kind.ANSWER),
        ("we are drowning, late loan fine extend book open", Kind.NOTICE),
        ("we are drowning and when are the bins collected", Kind.FALLBACK),
    ):
        turn = say(text)
        assert turn.replies[0].kind is Kind.CRISIS
        assert turn.replies[-1].kind is kind
        assert len(turn.replies) == 2


DANGER = Concerns(sure=("safety-flood",))


@pytest.mark.parametrize("text", ["hello", "goodbye", "help"])
def test_no_small_talk_stands_below_a_card(text: str) -> None:
    (calm,) = ordinary_turn(message(text), MIND).replies
    (below,) = ordinary_turn(message(text), MIND, DANGER).replies
    assert plain(calm) != plain(below)
    assert plain(below) == "If you have a question about SEND too, ask it here at any time."


@pytest.mark.parametrize(
    "text",
    ["we are drowning", "we are drowning in the borrow section", "help, what do i do, we are drowning"],
)
def test_below_a_card_stands_no_answer_where_nothing_else_was_said(text: str) -> None:
    turn = say(text)
    assert turn.replies[0].kind is Kind.CRISIS
    assert plain(turn.replies[-1]) == "If you have a question about SEND too, ask it here at any time."


def test_a_part_that_an_entry_is_near_to_is_answered_below_the_card() -> None:
    turn = say("we are drowning and i need to borrow a book")
    assert (turn.replies[0].kind, turn.entry) == (Kind.CRISIS, "borrow")


def test_choices_stand_below_a_card_only_where_they_come_near() -> None:
    ranking = Ranking([Candidate("fines", 0.3), Candidate("loans", 0.2)])
    mind = replace(MIND, matcher=Ranked(ranking))
    near = replace(mind, thresholds=Thresholds(answer=0.9, clarify=0.1))
    far = replace(mind, thresholds=Thresholds(answer=0.9, clarify=0.2))
    asked = message("late loan fine extend book open")
    assert [ordinary_turn(asked, each).replies[-1].kind for each in (near, far)] == [Kind.CLARIFY] * 2
    kinds = [ordinary_turn(asked, each, DANGER).replies[-1].kind for each in (near, far)]
    assert kinds == [Kind.CLARIFY, Kind.NOTICE]


def test_an_honest_no_below_a_card_lends_nobody_of_a_distant_entry() -> None:
    mind = replace(MIND, matcher=Ranked(Ranking([Candidate("fines", 0.19)])), thresholds=Thresholds(0.9, 0.2))
    calm, below = (
        plain(ordinary_turn(message("the bins are full"), mind, concerns).replies[-1])
        for concerns in (Concerns(), DANGER)
    )
    assert calm.startswith(below.split("\n\n")[0])
    assert calm != below


def test_the_line_stands_under_the_choices_and_not_between_them_and_the_question() -> None:
    perhaps = Concerns(perhaps=("safety-flood",))
    choices, line = ordinary_turn(message("borrow loan"), MIND, perhaps).replies
    assert (choices.kind, choices.buttons != ()) == (Kind.CLARIFY, True)
    assert plain(line).startswith("Is the water rising where you are?")
    (answer,) = ordinary_turn(message("how do I borrow a book"), MIND, perhaps).replies
    assert "Is the water rising where you are?" in plain(answer)


def test_that_a_message_is_not_kept_because_it_may_speak_of_danger_is_said() -> None:
    perhaps = Concerns(perhaps=("safety-flood",))
    asked = message("when are the bins collected")
    assert "I have not kept your message, because it may speak of danger." in plain(
        ordinary_turn(asked, MIND, perhaps).replies[0]
    )
    nowhere = message("when are the bins collected", question_id=None)
    assert "I have not kept" not in plain(ordinary_turn(nowhere, MIND, perhaps).replies[0])
    assert "I have not kept" not in plain(ordinary_turn(asked, MIND, DANGER).replies[0])


@pytest.mark.parametrize(
    ("text", "more", "counted"),
    [
        ("when are the bins collected", {}, True),
        ("how do I borrow a book", {}, False),
        ("xkcdqz", {}, False),
        ("when are the bins collected", {"question_id": None}, False),
    ],
)
def test_a_question_without_an_answer_that_is_not_kept_is_counted(
    text: str, more: dict[str, None], counted: bool
) -> None:
    for concerns in (Concerns(perhaps=("safety-flood",)), DANGER):
        turn = ordinary_turn(message(text, **more), MIND, concerns)
        assert any(isinstance(event, LeftUnkept) for event in turn.events) is counted
    assert LeftUnkept() not in ordinary_turn(message(text, **more), MIND).events


def test_choices_that_would_have_been_kept_are_counted_too() -> None:
    perhaps = Concerns(perhaps=("safety-flood",))
    assert LeftUnkept() in ordinary_turn(message("borrow loan"), MIND, perhaps).events


def test_after_danger_nothing_of_the_message_is_kept() -> None:
    turn = say("we are drowning and when are the bins collected")
    assert turn.events[0] == ConcernRaised("safety-flood")
    assert [event.question for event in turn.events if isinstance(event, Abstained)] == [None]
    assert [event.question_id for event in turn.events if isinstance(event, Abstained)] == [None]


def test_a_card_can_be_taken_back() -> None:
    card = say("we are drowning").replies[0]
    (button,) = card.buttons
    assert button.label == "That is not what I meant"
    turn = press(button.data, MIND, TODAY)
    assert turn.events == (AlarmTakenBack("safety-flood"),)
    assert "I misread you" in heard(turn)
    assert press("1:x:no-such-concern", MIND, TODAY).events == ()


def test_a_young_person_reads_other_words_and_numbers() -> None:
    turn = say("im 14 and we are drowning")
    assert "Tell a grown-up" in heard(turn)
    assert "The childline" in heard(turn)
    assert "The samaritans" not in heard(turn)


def test_who_said_before_to_be_young_reads_a_young_persons_numbers_in_the_line_too() -> None:
    perhaps = Concerns(perhaps=("safety-flood",))
    asked = message("how do I borrow a book", before=Before(young=True))
    (told,) = ordinary_turn(asked, MIND, perhaps).replies
    assert "The childline" in plain(told)
    assert "The samaritans" not in plain(told)


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


class Silent:
    """Rules that notice nothing."""

    def screen(self, _message: str, _english: bool = True) -> tuple[str, ...]:
        return ()

    def by_young_person(self, message: str) -> bool:
        return not message


class Broken:
    """A matcher and a trained look that fail, as a torn model would."""

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        raise MemoryError(message[:limit], language)

    def language(self, message: str) -> str:
        raise MemoryError(message)

    def opinion(self, message: str, language: str) -> Opinion:
        raise MemoryError(message, language)


class Look:
    """A trained look that always thinks the same."""

    def __init__(self, strength: Strength, agrees: bool = False, concern: str = "safety-flood") -> None:
        self.found = Opinion(strength, (concern,), agrees)

    def opinion(self, message: str, language: str) -> Opinion:
        assert message
        assert language
        return self.found


def test_nothing_that_breaks_stands_before_help() -> None:
    from sendbot.conversation.turn import crisis_turn, notice

    mind = replace(MIND, matcher=Broken(), classifier=Broken())
    spoken = message("we are drowning")
    assert crisis_turn(spoken, mind, notice(spoken, mind)).replies[0].kind is Kind.CRISIS


def test_a_broken_look_loses_neither_the_card_nor_the_reply_below_it() -> None:
    mind = replace(MIND, classifier=Broken())
    turn = take_turn(message("we are drowning and i need to borrow a book"), mind)
    assert (turn.replies[0].kind, turn.entry) == (Kind.CRISIS, "borrow")


def test_a_rule_that_the_look_finds_harmless_becomes_a_line_and_is_never_lost() -> None:
    turn = take_turn(message("we are drowning"), replace(MIND, classifier=Look(Strength.NONE)))
    assert (turn.concerns, turn.soft_concerns) == ((), ("safety-flood",))
    assert Kind.CRISIS not in {reply.kind for reply in turn.replies}
    assert heard(turn).split("\n\n")[-2].endswith("The emergency-999: 999; The samaritans: 116 123.") or (
        "The emergency-999: 999; The samaritans: 116 123." in heard(turn)
    )
    assert ConcernPerhaps("safety-flood") in turn.events
    assert not any(isinstance(event, ConcernRaised) for event in turn.events)
    sure = take_turn(message("we are drowning"), replace(MIND, classifier=Look(Strength.NONE, agrees=True)))
    assert (sure.concerns, sure.soft_concerns) == (("safety-flood",), ())


def test_the_trained_look_alone_gives_a_line_or_a_card() -> None:
    line = take_turn(message("what a lovely day"), replace(MIND, classifier=Look(Strength.PERHAPS)))
    assert (line.concerns, line.soft_concerns) == ((), ("safety-flood",))
    assert "The emergency-999: 999" in heard(line)
    card = take_turn(message("what a lovely day"), replace(MIND, classifier=Look(Strength.SURE)))
    assert card.concerns == ("safety-flood",)
    assert card.replies[0].kind is Kind.CRISIS
    assert len(card.replies) == 2


def test_a_line_names_the_young_peoples_numbers_for_a_young_person() -> None:
    mind = replace(MIND, classifier=Look(Strength.PERHAPS))
    assert "The childline: 0800 1111" in heard(take_turn(message("im 14 and bored"), mind))


def test_nothing_of_a_message_with_a_line_is_kept_either() -> None:
    mind = replace(MIND, classifier=Look(Strength.PERHAPS))
    turn = take_turn(message("the bins are full"), mind)
    assert [event.question for event in turn.events if isinstance(event, Abstained)] == [None]


def test_a_concern_without_curated_words_still_helps() -> None:
    mind = replace(MIND, classifier=Look(Strength.SURE, concern="safety-other"))
    added = take_turn(message("what a lovely day"), mind)
    assert added.concerns == ("safety-other",)
    assert "If anyone is in danger now, call 999." in heard(added)
    assert "Nobody is watching this chat" in heard(added)


def test_without_an_answer_help_in_the_own_language_comes_first() -> None:
    polish = MIND.knowledge.languages["pl"].model_copy(update={"emergency": "Zadzwoń pod 999."})
    mind = replace(MIND, knowledge=replace(MIND.knowledge, languages={"pl": polish}))
    turn = take_turn(message("the bins are full", language="pl"), mind)
    assert heard(turn).startswith("Poproś o tłumacza.\n\nZadzwoń pod 999.")


def test_danger_in_a_command_is_still_noticed() -> None:
    assert say("/date we are drowning").replies[0].kind is Kind.CRISIS

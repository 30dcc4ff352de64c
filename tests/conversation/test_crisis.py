from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendbot.conversation.events import (
    ConcernRaised,
)
from sendbot.conversation.replies import Kind
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Ranking
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import MIND, message


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


def test_danger_in_a_command_is_still_noticed() -> None:
    assert say("/date we are drowning").replies[0].kind is Kind.CRISIS

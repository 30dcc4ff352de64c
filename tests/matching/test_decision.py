from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.matching.decision import (
    Abstain,
    Answer,
    Candidate,
    Clarify,
    Ranking,
    Reason,
    Signs,
    Thresholds,
    decide,
)

LINES = Thresholds(answer=0.7, clarify=0.3)


def ranking(*scores: float, signs: Signs | None = None) -> Ranking:
    return Ranking([Candidate(f"entry-{place}", score) for place, score in enumerate(scores)], signs)


def test_a_high_score_is_answered() -> None:
    assert decide(ranking(0.9, 0.1), LINES) == Answer("entry-0", tuple(ranking(0.9, 0.1)))


def test_a_middling_score_asks_between_two_or_three() -> None:
    assert decide(ranking(0.5, 0.2, 0.01), LINES).entries == ("entry-0", "entry-1")  # type: ignore[union-attr]
    assert decide(ranking(0.5, 0.4, 0.3, 0.2), LINES).entries == ("entry-0", "entry-1", "entry-2")  # type: ignore[union-attr]


def test_a_low_score_is_declined_with_its_candidates() -> None:
    decision = decide(ranking(0.2, 0.1), LINES)
    assert decision == Abstain(tuple(ranking(0.2, 0.1)), Reason.NOTHING_CLOSE)


def test_signs_decline_whatever_the_score() -> None:
    decision = decide(ranking(0.99, signs=Signs(reason=Reason.PERSONAL_CASE)), LINES)
    assert isinstance(decision, Abstain)
    assert decision.reason is Reason.PERSONAL_CASE


def test_two_questions_at_once_offer_both() -> None:
    decision = decide(ranking(0.9, 0.8, signs=Signs(questions=("entry-0", "entry-1"))), LINES)
    assert decision == Clarify(("entry-0", "entry-1"), tuple(ranking(0.9, 0.8)), Reason.TWO_QUESTIONS)


def test_nothing_to_choose_from_is_declined() -> None:
    assert decide([], LINES) == Abstain((), Reason.NOTHING_CLOSE)


@given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 1), st.floats(0, 1))
def test_it_never_answers_under_its_threshold(scores: list[float], one: float, other: float) -> None:
    lines = Thresholds(answer=max(one, other), clarify=min(one, other))
    decision = decide(ranking(*sorted(scores, reverse=True)), lines)
    assert not isinstance(decision, Answer) or decision.candidates[0].score >= lines.answer
    assert not isinstance(decision, Clarify) or 2 <= len(set(decision.entries)) <= 3

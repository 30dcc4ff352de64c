from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.explain import explained
from sendbot.matching.matcher import Matcher
from sendbot.mind.mind import Mind
from tests.conversation.small_house import KNOWLEDGE, MIND
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS

STORY = (
    "My grandson loves dinosaurs. We came on the bus in the rain and he read six books on the carpet. "
    "How much do you charge when it is late?"
)
TWO_QUESTIONS = "How much do you charge when it is late? When are you open on Sunday?"


@pytest.fixture(scope="module")
def mind() -> Mind:
    matcher = Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE)
    return replace(MIND, matcher=matcher, thresholds=matcher.thresholds, knowledge=KNOWLEDGE)


def test_corrections_scores_thresholds_and_the_decision_are_shown(mind: Mind) -> None:
    text = explained("opning hours", mind)
    assert "language: en" in text
    assert "corrected: opning -> opening" in text
    assert "  hours  (" in text
    assert f"thresholds: answer at {mind.thresholds.answer:.3f}" in text
    assert text.split("\n")[-1].startswith("decision: answer, ")


def test_only_a_message_with_several_questions_is_read_in_parts_as_well(mind: Mind) -> None:
    assert "read in parts" not in explained(STORY, mind)
    text = explained(TWO_QUESTIONS, mind)
    assert f'read in parts: "{TWO_QUESTIONS}"' in text
    assert '; "When are you open on Sunday' in text


def test_a_sign_is_named(mind: Mind) -> None:
    assert "sign: " in explained("hello", mind)
    assert "corrected: nothing" in explained("hello", mind)


def test_a_matcher_that_cannot_say_why_says_so() -> None:
    assert explained("opening hours", MIND) == "This matcher cannot explain itself."

from __future__ import annotations

import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.matching.matcher import Matcher
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS


def test_fitting_is_deterministic(encoder: Encoder, matcher: Matcher) -> None:
    again = Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE, encoder=encoder)
    assert again.rank("late book") == matcher.rank("late book")


def test_no_questions_is_said(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="no questions to learn from"):
        Matcher.fit({"empty": []}, encoder=encoder)


def test_one_entry_and_two_entries_work(encoder: Encoder) -> None:
    for count in (1, 2):
        few = Matcher.fit(dict(list(QUESTIONS.items())[:count]), encoder=encoder)
        assert few.rank("borrow a book")[0].entry == "borrow"


def test_what_an_entry_with_few_questions_says_is_learned_as_its_questions_are(encoder: Encoder) -> None:
    """With many it is not: what is said in passing is nothing that people ask for."""
    said = {"hours": "Come on weekdays. A parchment exhibition is on."}
    few = Matcher.fit(QUESTIONS, answers=said, terms=TERMS, encoder=encoder)
    asked = sum(map(len, QUESTIONS.values()))
    assert len(few.fitted.kernel.weights) == asked + 2
    assert few.fitted.kernel.own[1].sum() == asked
    more = {**QUESTIONS, "hours": [*QUESTIONS["hours"], *(f"open on day {day}" for day in range(20))]}
    many = Matcher.fit(more, answers=said, terms=TERMS, encoder=encoder)
    assert len(many.fitted.kernel.weights) == asked + 20

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

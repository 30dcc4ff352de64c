from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.matching.matcher import Matcher, questions_in
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS


@pytest.mark.parametrize(("message", "entry"), [
    ("can i take a bok home", "borrow"), ("what do i owe for a late return", "fines"),
    ("are you open on a sunday", "hours"),
    ("photocopies", "print"), ("i havent finished it can i have more time", "renew"),
])  # fmt: skip
def test_other_words_find_the_entry(matcher: Matcher, message: str, entry: str) -> None:
    assert matcher.rank(message)[0].entry == entry


@pytest.mark.parametrize(
    ("message", "entry"), [("late fines", "fines"), ("opening houres", "hours"), ("printing", "print")]
)
def test_words_alone_are_enough_for_shared_words(words_only: Matcher, message: str, entry: str) -> None:
    assert words_only.rank(message)[0].entry == entry


def test_scores_fall_and_lie_between_0_and_1(matcher: Matcher) -> None:
    scores = [candidate.score for candidate in matcher.rank("how much to print a page", limit=5)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_message_from_outside_scores_lower(matcher: Matcher) -> None:
    assert matcher.rank("how do volcanoes erupt")[0].score < matcher.rank("borrow a book")[0].score


def test_the_question_at_the_end_of_a_long_story_counts_most(matcher: Matcher) -> None:
    story = (
        "My grandson loves dinosaurs. We came on the bus in the rain and he read six books on the "
        "carpet. How much do you charge when it is late?"
    )
    assert matcher.rank(story)[0].entry == "fines"
    assert questions_in(story) == ()


def test_two_clear_questions_in_one_message_are_both_named(matcher: Matcher) -> None:
    assert matcher.rank("What are your opening hours? How much is a late fine?").signs.questions == (
        "hours",
        "fines",
    )
    assert matcher.rank("What are your opening hours? Are you open on Sundays?").signs.questions == ()


def test_another_languages_questions_are_found(matcher: Matcher) -> None:
    assert matcher.language("o ktorej otwieracie bibliotekę") == "pl"
    assert matcher.rank("o ktorej otwieracie bibliotekę")[0].entry == "hours"


def test_a_ranking_carries_its_language_and_finds_it_out_only_where_it_is_not_told(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "o ktorej otwieracie bibliotekę"
    found = matcher.rank(asked)
    assert found.language == "pl"
    assert matcher.rank("borrow a book").language == "en"
    assert found.first(1) == found[:1]
    assert (found.first(1).language, found.first(1).signs) == ("pl", found.signs)

    def again(*_: object) -> str:
        raise AssertionError("the language was asked for again")

    monkeypatch.setattr("sendbot.matching.matcher.detect", again)
    assert matcher.rank(asked, language="pl") == found


def test_an_empty_message_gives_an_empty_ranking(matcher: Matcher) -> None:
    assert list(matcher.rank("")) == []
    assert list(matcher.rank("🙂 ... !!!")) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_ranking_never_fails(words_only: Matcher, message: str) -> None:
    assert all(np.isfinite(candidate.score) for candidate in words_only.rank(message))


def test_the_explanation_names_what_led_to_the_ranking(matcher: Matcher) -> None:
    explanation = matcher.explain("extnd the date on my book")
    assert explanation.signs.corrections == (("extnd", "extend"),)
    assert set(explanation.opinions["renew"]) == {"score", "near words", "near meaning"}
    assert explanation.ranking == matcher.rank("extnd the date on my book")


def test_a_matcher_as_sure_as_another_takes_that_from_it_and_keeps_nothing(
    words_only: Matcher, tmp_path: Path
) -> None:
    richer = {**QUESTIONS, "new": ("flibbertigibbet wobble", "my flibbertigibbet")}
    like = Matcher.fit(richer, terms=TERMS, out_of_scope=OUTSIDE, cache_dir=tmp_path, sure_as=words_only)
    assert like.thresholds == words_only.thresholds
    assert like.fitted.confidence is words_only.fitted.confidence
    assert not list(tmp_path.glob("index-*"))
    assert like.rank("flibbertigibbet")[0].entry == "new"


def test_first_scores_are_those_of_whole_messages_for_each_entry(words_only: Matcher) -> None:
    scores = words_only.first_scores(["renew a book", "late fines"])
    assert scores.shape == (2, len(words_only.entries))
    best = [words_only.entries[place] for place in scores.argmax(axis=1)]
    assert best == [words_only.rank(text)[0].entry for text in ("renew a book", "late fines")]

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.errors import IndexCacheError
from sendbot.matching import cache
from sendbot.matching.matcher import OtherLanguage
from sendbot.matching.matcher import Matcher, split_message
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS

POLISH = {
    "pl": OtherLanguage(
        {"hours": ["o której otwieracie"]}, {"otwier*": "open", "książk*": "book", "druk*": "print"}
    )
}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def matcher(encoder: Encoder) -> Matcher:
    return Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE, encoder=encoder, other_languages=POLISH)


@pytest.fixture(scope="module")
def words_only() -> Matcher:
    return Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE)


@pytest.mark.parametrize(("message", "entry"), [
    ("can i take a bok home", "borrow"), ("what do i owe for a late return", "fines"), ("are you open on a sunday", "hours"),
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
    story = "My grandson loves dinosaurs. We came on the bus in the rain and he read six books on the carpet. How much do you charge when it is late?"
    assert matcher.rank(story)[0].entry == "fines"
    assert len(split_message(story)) == 4


def test_two_clear_questions_in_one_message_are_both_named(matcher: Matcher) -> None:
    assert matcher.rank("What are your opening hours? How much is a late fine?").signs.questions == (
        "hours",
        "fines",
    )
    assert matcher.rank("What are your opening hours? Are you open on Sundays?").signs.questions == ()


def test_another_languages_questions_are_found(matcher: Matcher) -> None:
    assert matcher.language("o ktorej otwieracie bibliotekę") == "pl"
    assert matcher.rank("o ktorej otwieracie bibliotekę")[0].entry == "hours"


def test_fitting_is_deterministic(encoder: Encoder, matcher: Matcher) -> None:
    again = Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE, encoder=encoder)
    assert again.rank("late book") == matcher.rank("late book")


def test_an_empty_message_gives_an_empty_ranking(matcher: Matcher) -> None:
    assert list(matcher.rank("")) == []
    assert list(matcher.rank("🙂 ... !!!")) == []


def test_no_questions_is_said(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="no questions to learn from"):
        Matcher.fit({"empty": []}, encoder=encoder)


def test_one_entry_and_two_entries_work(encoder: Encoder) -> None:
    for count in (1, 2):
        few = Matcher.fit(dict(list(QUESTIONS.items())[:count]), encoder=encoder)
        assert few.rank("borrow a book")[0].entry == "borrow"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_ranking_never_fails(words_only: Matcher, message: str) -> None:
    assert all(np.isfinite(candidate.score) for candidate in words_only.rank(message))


def test_the_explanation_names_what_led_to_the_ranking(matcher: Matcher) -> None:
    explanation = matcher.explain("extnd the date on my book")
    assert explanation.signs.corrections == (("extnd", "extend"),)
    assert set(explanation.opinions["renew"]) == set(matcher.fitted.scorers)
    assert explanation.ranking == matcher.rank("extnd the date on my book")


def test_a_kept_index_ranks_the_same(encoder: Encoder, matcher: Matcher, tmp_path: Path) -> None:
    for _ in range(2):
        kept = Matcher.fit(
            QUESTIONS,
            terms=TERMS,
            out_of_scope=OUTSIDE,
            encoder=encoder,
            other_languages=POLISH,
            cache_dir=tmp_path,
        )
        for message in ("late book", "o ktorej otwieracie", "printer"):
            assert kept.rank(message) == matcher.rank(message)
        assert kept.thresholds == matcher.thresholds
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"not an index", b"PK\x03\x04torn"])
def test_a_torn_index_is_built_again(tmp_path: Path, damage: bytes) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    path = next(tmp_path.iterdir())
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    with pytest.raises(IndexCacheError):
        cache.load(path, "any")
    assert Matcher.fit(QUESTIONS, cache_dir=tmp_path).rank("late fines")[0].entry == "fines"
    assert path.stat().st_size == len(whole)


def test_another_knowledge_base_has_another_index(tmp_path: Path) -> None:
    Matcher.fit(QUESTIONS, cache_dir=tmp_path)
    Matcher.fit({**QUESTIONS, "toilets": ["where are the toilets", "baby changing"]}, cache_dir=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Matcher.fit(QUESTIONS, cache_dir=blocked / "index").rank("late fines")[0].entry == "fines"

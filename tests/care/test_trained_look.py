from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.concerns import Strength
from sendbot.care.trained_look import Lessons, Limits, TrainedLook, clauses_of, evenly, sentences
from tests.mind.teaching import EXAMPLES, HARMLESS, WordEncoder

encode = WordEncoder().vectors
ORDINARY = tuple(f"{text} {place}" for text in HARMLESS for place in ("", "on sunday", "for my mother"))


def look(**ordinary: tuple[str, ...]) -> TrainedLook:
    lessons = Lessons(
        {concern: {"en": texts} for concern, texts in EXAMPLES.items()},
        {"en": HARMLESS},
        {"en": ORDINARY} | ordinary,
    )
    return TrainedLook.fit(lessons, encode)


def seen(text: str, trained: TrainedLook, language: str = "en") -> tuple[Strength, str]:
    vectors = encode([text, *sentences(text)])
    found = trained.opinion(vectors[0], vectors[1:], language)
    return found.strength, found.likeliest[0]


def test_the_fit_is_the_same_each_time() -> None:
    first, again = look(), look()
    assert np.array_equal(first.weights, again.weights)
    assert (first.whole, first.sentences) == (again.whole, again.sentences)


def test_danger_of_each_kind_is_told_from_harmless_words() -> None:
    trained = look()
    assert seen("the water is rising at home", trained) == (Strength.SURE, "safety-flood")
    assert seen("the house is burning in the kitchen", trained) == (Strength.SURE, "safety-fire")
    assert seen("a book about the sea", trained)[0] is Strength.NONE


def test_a_language_without_ordinary_questions_of_its_own_is_read_like_the_others() -> None:
    trained = look(pl=("kot i pies", "dom i las"))
    known, unknown = trained.centres["pl"], trained.opinion(encode(["x"])[0], encode([]), "fr")
    assert known.shape == (64,)
    assert unknown.strength is Strength.NONE


def test_the_strongest_sentence_of_each_message_counts() -> None:
    trained = look()
    told = [["a book about the sea", "the water is rising at home"], ["the house is burning in the kitchen"]]
    apart = [trained._scores(encode(parts), "en").max() for parts in told]
    assert np.allclose(trained._strongest(told, encode), apart)
    assert len(trained._strongest([], encode)) == 0


def test_thresholds_stay_in_the_range_in_which_they_were_tried() -> None:
    least, most = Limits(0.1, 0.4, 0.6), Limits(0.3, 0.5, 0.8)
    assert Limits(0, 0, 0).within(least, most) == least
    assert Limits(1, 1, 1).within(least, most) == most
    assert Limits(0.2, 0.45, 0.7).within(least, most) == Limits(0.2, 0.45, 0.7)


@pytest.mark.parametrize(
    ("ending", "parts"),
    [(". ", 3), ("! ", 3), ("? ", 3), ("\n", 3), ("。", 3), (", ", 4)],
)
def test_a_long_message_is_read_by_sentence(ending: str, parts: int) -> None:
    text = ending.join(["one two three four five six seven"] * 3)
    assert len(sentences(text)) == parts


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("she fainted twice, how long is the wait", ["she fainted twice", "how long is the wait"]),
        ("the taxi is late and she fainted twice today", ["the taxi is late", "she fainted twice today"]),
        ("she fainted twice today", []),
        ("please, she fainted twice today", ["she fainted twice today"]),
        ("one, " * 18, []),
    ],
)
def test_a_short_message_comes_apart_by_clause(message: str, found: list[str]) -> None:
    assert clauses_of(message) == found


def test_what_stands_beside_it_does_not_hide_danger() -> None:
    trained = look()
    beside = "the water is rising at home, a book about the sea"
    vectors = encode([beside, *clauses_of(beside)])
    alone = trained.opinion(vectors[0], vectors[:0], "en", long=False)
    read = trained.opinion(vectors[0], vectors[1:], "en", long=False)
    assert (alone.strength, read.strength) == (Strength.PERHAPS, Strength.SURE)
    assert read.likeliest[0] == trained.opinion(vectors[1], vectors[:0], "en").likeliest[0]


def test_a_short_message_or_sentence_is_not_read_apart() -> None:
    assert sentences("Help me. Please do it now.") == []
    assert len(sentences("No. " + "one two three four five six seven. " * 3)) == 3


def test_a_very_long_message_costs_no_more_than_sixteen_sentences() -> None:
    assert len(sentences("one two three four five six seven. " * 500)) == 16


@given(st.text(max_size=400))
def test_any_text_comes_apart(text: str) -> None:
    assert all(part.strip() == part and part for part in sentences(text))


@given(st.integers(0, 50), st.integers(0, 60))
def test_texts_are_taken_evenly_and_in_order(count: int, most: int) -> None:
    texts = [f"{number:02}" for number in range(count)]
    taken = evenly(texts, most)
    assert len(taken) == min(count, most)
    assert taken == sorted(set(taken))
    if len(taken) > 1:
        assert (taken[0], taken[-1]) == (texts[0], texts[-1])


def test_a_sentence_alone_is_no_more_than_a_perhaps() -> None:
    trained = look()
    calm, risen = encode(["a book about the sea"])[0], encode(["the water is rising at home"])
    assert trained.opinion(risen[0], risen, "en").strength is Strength.SURE
    assert trained.opinion(calm, risen, "en").strength is Strength.PERHAPS
    assert not trained.opinion(calm, risen, "en").firmly

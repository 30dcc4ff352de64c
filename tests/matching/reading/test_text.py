from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.matching.reading.text import (
    MESSAGE_LIMIT,
    character_ngrams,
    content_words,
    normalise,
    sentences,
    word_ngrams,
    words,
)


def test_curly_and_plain_apostrophes_give_the_same_word() -> None:
    assert words("don’t") == words("don't") == words("DONT") == ["dont"]


def test_hidden_marks_and_stretched_letters_do_not_hide_a_word() -> None:
    assert words("sch\u200bool") == ["school"]
    assert words("heeeeelp") == ["heelp"]


def test_control_characters_separate_words() -> None:
    assert words("one\x00two\x1bthree") == ["one", "two", "three"]


def test_sentences_end_at_marks_and_at_line_breaks() -> None:
    assert sentences("He is nine. Can he go?\nThanks") == ["He is nine", "Can he go", "Thanks"]


def test_content_words_leave_out_stop_words_and_keep_numbers() -> None:
    assert content_words(words("how long is the 20 week wait for a plan")) == [
        "long",
        "20",
        "week",
        "wait",
        "plan",
    ]


def test_runs_of_words_and_letters() -> None:
    assert list(word_ngrams(["a", "b", "c"])) == ["a", "b", "c", "a b", "b c"]
    assert list(character_ngrams(["ab"], 3, 4)) == ["<ab", "ab>", "<ab>"]


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters()))
def test_reading_words_never_fails(text: str) -> None:
    assert all(words(text))


def test_only_the_first_message_length_is_read() -> None:
    assert len(normalise("ab " * 10_000)) <= MESSAGE_LIMIT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O.T. please", ["ot", "please"]),
        ("C.A.M.H.S", ["camhs"]),
        ("see p.5. A plan", ["see", "p", "5", "a", "plan"]),
    ],
)
def test_letters_with_dots_between_them_are_one_word(text: str, found: list[str]) -> None:
    assert words(text) == found

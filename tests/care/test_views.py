from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.care.views import LONGEST, as_typed, undisguised


def test_as_typed_changes_case_quotes_and_spaces_only() -> None:
    assert as_typed("  I Can’t   go\non ") == "i cant go on"
    assert as_typed("k1ll") == "k1ll"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s u i c i d e", "suicide"),
        ("s.u.i.c.i.d.e a lot", "suicide a lot"),
        ("k*ll", "kill"),
        ("ki**", "kill"),
        ("su1c1de", "suicide"),
        ("unaliving", "killing"),
        ("overdosse", "overdose"),
        ("suiicide", "suicide"),
        ("sеlf harm", "self harm"),  # the first e is a letter of another alphabet
        ("k\u200bill", "kill"),
        ("hurtin", "hurting"),
        ("2nite", "tonight"),
        ("sacred of him", "scared of him"),
        ("strangeling", "strangling"),
        ("swolen", "swollen"),
    ],
)
def test_a_disguise_is_taken_off(typed: str, meant: str) -> None:
    assert undisguised(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        *("skills", "mission", "captain", "mediation", "table", "skill", "breaking", "1st", "10", "flappy"),
        *("struggling", "spelling", "smelling", "selling", "beating", "locker", "stranded", "collared"),
    ],
)
def test_an_ordinary_word_is_not_taken_for_a_disguise(word: str) -> None:
    assert undisguised(word) == word


@pytest.mark.parametrize("text", ["nauczanie domowe od council", "para cuando el plan", "mam pytanie", "da"])
def test_a_word_of_another_language_is_no_text_speak_in_it(text: str) -> None:
    assert undisguised(text, english=False) == text
    assert undisguised(text) != text


def test_a_disguise_is_taken_off_in_other_languages_too() -> None:
    assert undisguised("quiero s u i c i d e", english=False) == "quiero suicide"


def test_the_ends_of_sentences_are_left() -> None:
    assert undisguised("I went. Who? (me)") == "i went . who ? me"


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_has_both_views(text: str) -> None:
    assert "'" not in as_typed(text)
    assert undisguised(text) == " ".join(undisguised(text).split())


def test_what_is_too_long_is_cut() -> None:
    assert len(as_typed("ab " * LONGEST)) <= LONGEST

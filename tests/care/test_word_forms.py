from __future__ import annotations

from sendbot.care.word_forms import BUCKETS, drawer, form, shape, word_places


def said(text: str, *tokens: tuple[int, int]) -> list[str]:
    return [text[start:end] for start, end in word_places(text, tokens)]


def test_words_stand_where_they_are_in_every_script() -> None:
    assert said("Ann-Marie O'Brien's plan, CW1.") == ["Ann-Marie", "O'Brien's", "plan", "CW1"]
    assert said("мой сын") == ["мой", "сын"]
    assert said("e\u0301te\u0301 हिन्दी") == ["e\u0301te\u0301", "हिन्दी"]


def test_where_no_space_parts_words_the_encoders_tokens_do() -> None:
    assert said("我的儿子", (0, 2), (2, 4)) == ["我的", "儿子"]


def test_a_form_is_the_same_for_a_name_and_its_possessive_but_for_that() -> None:
    name, possessive = form("Alfie"), form("Alfie's")
    assert len(name.features) == len(possessive.features)
    assert len(set(name.pieces) & set(possessive.pieces)) > len(name.pieces) / 2
    assert all(0 <= piece < BUCKETS for piece in name.pieces)
    assert form("x" * 10_000).pieces == form("x" * 40).pieces


def test_a_drawer_is_the_same_on_every_machine_and_takes_any_text() -> None:
    assert drawer("alfie") == drawer("alfie")
    assert 0 <= drawer("\ud800") < BUCKETS


def test_shapes() -> None:
    assert [shape(word) for word in ("EHCP", "Ann", "3rd", "plan", "I")] == ["U", "C", "D", "l", "C"]

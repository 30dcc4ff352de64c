from __future__ import annotations

import pytest

from sendbot.care.word_forms import BUCKETS, drawer, form, shape, word_places


def words(text: str, tokens: list[tuple[int, int]] | None = None) -> list[str]:
    return [text[start:end] for start, end in word_places(text, tokens or [])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my son's here", ["my", "son's", "here"]),
        ("Ann-Marie O’Leary, J.C.", ["Ann-Marie", "O’Leary", "J.C"]),
        ("मेरी बेटी", ["मेरी", "बेटी"]),
        ("Соломія не", ["Соломія", "не"]),
        ("سلمى تخاف", ["سلمى", "تخاف"]),
        ("  - !? ", []),
    ],
)
def test_words_are_found_in_every_script(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_where_no_spaces_are_written_tokens_are_words() -> None:
    assert words("我叫梓涵", [(0, 1), (1, 2), (2, 4)]) == ["我", "叫", "梓涵"]


def test_a_form_tells_what_can_be_seen() -> None:
    plain, capital = form("jayden"), form("Jayden")
    assert plain.pieces == capital.pieces
    assert plain.features != capital.features
    assert form("jayden’s").features != plain.features
    assert all(0 <= place < BUCKETS for place in plain.pieces)


def test_the_pieces_of_a_word_without_end_are_bounded() -> None:
    assert len(form("ab" * 5000).pieces) < 200


def test_drawers_are_the_same_on_every_machine() -> None:
    assert (drawer("^ja"), drawer("")) == (drawer("^ja"), drawer(""))
    assert drawer("p:my") == 1206


@pytest.mark.parametrize(
    ("word", "kind"), [("EHCP", "U"), ("Sam", "C"), ("7", "D"), ("sam", "l"), ("A", "C")]
)
def test_shapes(word: str, kind: str) -> None:
    assert shape(word) == kind

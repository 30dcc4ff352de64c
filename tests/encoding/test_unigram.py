from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.encoding.unigram import Unigram

PIECES = ["<s>", "</s>", "<unk>", " ", "a", "b", "ab", " ab", "abb", "é", " cafe", "\u0301"]
SCORES = [0.0, 0.0, 0.0, -3.0, -5.0, -5.0, -4.0, -3.5, -8.5, -6.0, -6.0, -9.0]
CUT = Unigram(
    PIECES, SCORES, unknown=2, folded={"\n": " ", "\u00a0": " ", "ﬁ": "ab", "\u200b": ""}, special=(0, 1)
)


def pieces(text: str) -> list[str]:
    return [PIECES[number] for number in CUT(text)[0]]


def test_the_likeliest_cut_wins_over_the_longest_piece() -> None:
    assert pieces("abb") == [" ab", "b"]


def test_an_unknown_character_stands_alone() -> None:
    assert pieces("a✓b") == [" ", "a", "<unk>", "b"]


def test_texts_that_lie_in_memory_as_the_same_bytes_are_told_apart() -> None:
    assert hash("gn") == hash("\u6e67"), "or there is nothing to tell apart"
    cut = Unigram(["<unk>", "\u6e67", "g", "n"], [0.0, -1.0, -2.0, -2.0], unknown=0, folded={}, special=())
    assert cut("gn")[0] == [0, 2, 3]


def test_special_pieces_are_never_found_in_a_text() -> None:
    assert "</s>" not in pieces("</s>")


def test_spaces_of_every_kind_part_words_and_count_once() -> None:
    assert pieces("ab  ab\nab\u00a0ab ") == [" ab"] * 4


def test_places_are_those_of_the_text_as_typed() -> None:
    text = "\u200b ab ﬁ e\u0301"
    numbers, places = CUT(text)
    assert [(PIECES[number], text[start:end]) for number, (start, end) in zip(numbers, places, strict=True)][
        -3:
    ] == [
        (" ab", "ﬁ"),
        (" ", ""),
        ("é", "e\u0301"),
    ]


@given(st.text(alphabet="ab ✓é\u0301\u200bﬁ\n", max_size=600))
def test_places_go_forward_and_stay_within_the_text(text: str) -> None:
    numbers, places = CUT(text)
    assert len(numbers) == len(places)
    edges = [edge for place in places for edge in place]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.matching.reading.text import words
from sendbot.words.clauses import clauses


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("hi, my son is 8 and we want a special school", ["hi", "my son is 8", "we want a special school"]),
        ("my son has autism and adhd", ["my son has autism and adhd"]),
        ("she is 14 and wont go to school any more", ["she is 14", "wont go to school any more"]),
        (
            "who decides about transport any advice much appreciated",
            ["who decides about transport", "any advice much appreciated"],
        ),
        ("can he get a taxi thanks in advance", ["can he get a taxi", "thanks in advance"]),
        ("He is five. He cannot talk!\nWhat now?", ["He is five.", "He cannot talk!", "What now?"]),
        ("draft plan - what next", ["draft plan", "what next"]),
        ("well-being at school", ["well-being at school"]),
        ("", []),
        (" , ; ", []),
    ],
)
def test_a_message_is_cut_where_something_else_begins(message: str, found: list[str]) -> None:
    assert clauses(message) == found


@given(st.text(max_size=300))
def test_no_word_is_lost_but_joining_ones(message: str) -> None:
    joining = {"and", "but", "so", "because", "cos", "cuz", "plus", "also"}
    kept = [word for clause in clauses(message) for word in words(clause)]
    assert [word for word in kept if word not in joining] == [
        word for word in words(message) if word not in joining
    ]

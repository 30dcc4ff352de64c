from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.same_length import same_length


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("O’Brien", "O'Brien"),
        ("a–b", "a-b"),
        ("07700\u00a0900123", "07700 900123"),
        ("０７７００", "07700"),
        ("٠٧", "07"),
        ("a\u200bb", "a b"),
        ("Żółw", "Żółw"),
    ],
)
def test_odd_signs_are_the_plain_ones(typed: str, plain: str) -> None:
    assert same_length(typed) == plain


@given(st.text(max_size=200))
def test_every_place_stays_where_it_is(text: str) -> None:
    assert len(same_length(text)) == len(text)

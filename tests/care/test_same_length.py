from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.same_length import same_length


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("CW1\u00a02AB", "CW1 2AB"),
        ("07700\u2009900\u2011123", "07700 900-123"),
        ("٠٧٧٠٠", "07700"),
        ("ＣＷ１", "CW1"),
        ("O’Brien", "O'Brien"),
        ("0\u200b7", "0 7"),
        ("Zoë łódź 中", "Zoë łódź 中"),
    ],
)
def test_odd_signs_become_plain_ones(typed: str, plain: str) -> None:
    assert same_length(typed) == plain


@given(st.text())
def test_places_stay(text: str) -> None:
    assert len(same_length(text)) == len(text)

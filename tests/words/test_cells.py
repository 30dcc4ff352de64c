"""No cell is ever run as a formula."""

from __future__ import annotations

import pytest

from sendbot.words.cells import as_text_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "|", "%", "＝", " =", "\u00a0=", "\ufeff@"])
def test_what_could_be_a_formula_is_made_text(start: str) -> None:
    assert as_text_cell(f"{start}1+1") == f"'{start}1+1"


def test_words_stay_as_they_are() -> None:
    assert as_text_cell("when is bin day?") == "when is bin day?"

from __future__ import annotations

import pytest

from sendbot.matching.reading.none_meant import means_none


@pytest.mark.parametrize(
    "text", ["żadne", "Zadne z tych!", "nici una", "Ninguno.", "egyik sem", "жодне", "都不是"]
)
def test_none_is_said_in_other_languages_with_or_without_accents(text: str) -> None:
    assert means_none(text)


@pytest.mark.parametrize("text", ["", "none of the taxis came", "żadne dziecko", "no"])
def test_all_else_says_something(text: str) -> None:
    assert not means_none(text)

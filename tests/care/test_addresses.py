from __future__ import annotations

import pytest

from sendbot.care.addresses import addresses, with_number


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in addresses(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("we live at 14 Acacia Avenue", "14 Acacia Avenue"),
        ("post it to flat 3, 27 Quarry Bank Road please", "27 Quarry Bank"),
        ("she moved to maple crescent", "maple crescent"),
        ("number twenty two, tulip lane", "number twenty two, tulip lane"),
        ("he is at 5–7 Mill\u00a0Lane", "5–7 Mill\u00a0Lane"),
    ],
)
def test_an_address_is_found_with_its_number(text: str, address: str) -> None:
    assert any(address in one for one in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "it took 20 weeks to drive",
        "in 2 years he will close the gap",
        "how do I find a place",
        "5 children on the way",
    ],
)
def test_numbers_and_ways_that_are_no_address_are_left(text: str) -> None:
    assert found(text) == []


def test_a_street_that_was_found_without_its_number_gets_it() -> None:
    text = "I am in flat 4, 12 Tulip Lane"
    assert text[with_number(text, text.index("Tulip")) :] == "flat 4, 12 Tulip Lane"
    assert with_number("see Tulip Lane", 4) == 4

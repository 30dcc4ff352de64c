from __future__ import annotations

import pytest

from sendbot.care.homes import addresses, with_number


def whole(text: str) -> set[str]:
    return {text[start:end] for start, end in addresses(text)}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("we are at 22 Mill Lane", "22 Mill Lane"),
        ("at 22a, Park Lane", "22a, Park Lane"),
        ("flat 3 22 park lane", "flat 3 22 park lane"),
        ("respite at The Gables, 2 Rectory Lane", "The Gables, 2 Rectory Lane"),
        ("it went to The Old Tannery, Pinfold Lane", "The Old Tannery, Pinfold Lane"),
        ("home is Primrose Cottage, Back Lane", "Primrose Cottage, Back Lane"),
        ("i live on wrenbury crescent", "wrenbury crescent"),
        ("we live at Rose Cottage", "Rose Cottage"),
        ("number five Foxglove Way", "number five Foxglove Way"),
        ("our cottage is called the old forge, ring first", "the old forge"),
        ("with his dad at 12 the paddock close", "12 the paddock close"),
    ],
)
def test_an_address_is_found_whole(text: str, address: str) -> None:
    assert address in whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "is Park Lane full",
        "a 20 minute drive",
        "1 nursery place left",
        "3 ways to appeal",
        "on the road to adulthood",
        "2 years in a row",
        "we live in a flat",
        "30 hours place",
    ],
)
def test_roads_and_places_of_other_kinds_are_no_address(text: str) -> None:
    assert whole(text) == set()


@pytest.mark.parametrize("before", ["22 ", "flat 2, 22a ", "number 5 ", "twenty two ", "no. 7, "])
def test_the_number_before_a_street_belongs_to_it(before: str) -> None:
    text = f"at {before}Sycamore Rise"
    assert with_number(text, text.index("Sycamore")) == len("at ")


def test_without_a_number_an_address_begins_where_it_was_found() -> None:
    assert with_number("near Sycamore Rise", 5) == 5

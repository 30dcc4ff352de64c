from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.spans import Span, united

ORDER = ("PHONE", "PERSON")


def parts(
    text: str, *spans: tuple[int, int, str], blocked: tuple[int, int] = (0, 0)
) -> list[tuple[str, str]]:
    """What is united, as (text, type)."""
    marks = bytearray(len(text))
    marks[blocked[0] : blocked[1]] = b"\1" * (blocked[1] - blocked[0])
    found = united(text, [Span(*span) for span in spans], ORDER, marks)
    return [(text[span.start : span.end], span.type) for span in found]


def test_half_a_name_and_the_whole_of_it_are_the_whole() -> None:
    assert parts("Jake Smith", (0, 4, "PERSON"), (0, 10, "PERSON")) == [("Jake Smith", "PERSON")]


@pytest.mark.parametrize("between", [" ", "-", ". ", "'", ""])
def test_parts_beside_one_another_are_one_detail(between: str) -> None:
    text = f"Jake{between}Smith"
    spans = ((0, 4, "PERSON"), (4 + len(between), len(text), "PERSON"))
    assert parts(text, *spans) == [(text, "PERSON")]


def test_names_with_a_comma_between_them_are_two() -> None:
    assert len(parts("Ava, Noah", (0, 3, "PERSON"), (5, 9, "PERSON"))) == 2


def test_where_kinds_overlap_the_more_certain_gives_the_name_and_nothing_is_left() -> None:
    text = "Sam 07700 900123 Lee"
    assert parts(text, (0, 20, "PERSON"), (4, 16, "PHONE")) == [
        ("Sam", "PERSON"),
        ("07700 900123", "PHONE"),
        ("Lee", "PERSON"),
    ]


def test_what_is_blocked_stays_and_the_rest_goes() -> None:
    assert parts("[name] Smith", (0, 12, "PERSON"), blocked=(0, 6)) == [("Smith", "PERSON")]


def test_marks_alone_are_no_detail() -> None:
    assert parts("Sam - 07", (0, 6, "PERSON"), (6, 8, "PHONE")) == [("Sam -", "PERSON"), ("07", "PHONE")]
    assert parts(" , ", (0, 3, "PERSON")) == []


TEXT = "ab cd-ef, 12 gh"
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(ORDER)).map(
    lambda drawn: (min(drawn[:2]), max(drawn[:2]), drawn[2])
)


@given(st.lists(PLACES, max_size=6))
def test_every_proposed_letter_is_in_exactly_one_span(places: list[tuple[int, int, str]]) -> None:
    found = united(TEXT, [Span(*place) for place in places], ORDER, bytearray(len(TEXT)))
    covered = [place for span in found for place in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    wanted = {place for start, end, _ in places for place in range(start, end) if TEXT[place].isalnum()}
    assert wanted <= set(covered)

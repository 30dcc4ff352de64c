from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.conversation.said_dates import parse_date
from sendbot.errors import DeadlineError

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(("text", "meant"), [
    ("3 March", date(2026, 3, 3)), ("03/03/26", date(2026, 3, 3)), ("4/5/2026", date(2026, 5, 4)), ("3rd of march 2026", date(2026, 3, 3)),
    ("last Tuesday", date(2026, 11, 17)), ("tuesday", date(2026, 11, 17)), ("last Monday", date(2026, 11, 16)), ("yesterday", date(2026, 11, 22)),
    ("2 weeks ago", date(2026, 11, 9)), ("2026-09-01", date(2026, 9, 1)), ("24 December", date(2025, 12, 24)), ("next friday", date(2026, 11, 27)),
    ("it was dated 1st oct", date(2026, 10, 1)), ("Today", MONDAY), ("12.11.26", date(2026, 11, 12)), ("Sept 9th", date(2026, 9, 9)),
])  # fmt: skip
def test_dates_are_read_as_people_in_britain_write_them(text: str, meant: date) -> None:
    assert parse_date(text, MONDAY) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "banana",
        "6",
        "2026",
        "soon",
        "2026-13-01",
        "31 February",
        "99/99/99",
        "1 January 1990",
        "20 weeks",
    ],
)
def test_what_is_no_date_gets_a_kind_sentence(text: str) -> None:
    with pytest.raises(DeadlineError, match=r"such as \"3 March 2026\""):
        parse_date(text, MONDAY)


@given(st.text(max_size=60))
def test_reading_a_date_never_fails_otherwise(text: str) -> None:
    with contextlib.suppress(DeadlineError):
        assert isinstance(parse_date(text, MONDAY), date)

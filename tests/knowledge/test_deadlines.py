from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.errors import DeadlineError
from sendbot.knowledge.deadlines import add, in_words, parse_date, work_out
from sendbot.knowledge.entries import Count, Deadline

MONDAY = date(2026, 11, 23)
APPEAL = Deadline(
    id="appeal", label="Last day to appeal", caveat="Check your letter.",
    counts=(
        Count.model_validate({"from": "the date on the decision letter", "plus": "2 months"}),
        Count.model_validate({"from": "the date on the mediation certificate", "plus": "1 month", "optional": True}),
    ),
)  # fmt: skip


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


@pytest.mark.parametrize(("start", "plus", "end"), [
    (date(2026, 1, 31), "1 month", date(2026, 2, 28)), (date(2028, 1, 31), "1 month", date(2028, 2, 29)), (date(2026, 12, 31), "2 months", date(2027, 2, 28)),
    (date(2026, 3, 3), "6 weeks", date(2026, 4, 14)), (date(2026, 3, 3), "15 days", date(2026, 3, 18)), (date(2028, 2, 29), "1 year", date(2029, 2, 28)),
    (date(2026, 10, 15), "6 months", date(2027, 4, 15)),
])  # fmt: skip
def test_lengths_of_time_and_the_end_of_month_rule(start: date, plus: str, end: date) -> None:
    assert add(start, plus) == end


def test_a_length_that_is_none_is_said() -> None:
    with pytest.raises(DeadlineError, match="six weeks"):
        add(MONDAY, "six weeks")


def test_the_later_date_counts() -> None:
    early, late = {0: date(2026, 3, 3), 1: date(2026, 3, 10)}, {0: date(2026, 3, 3), 1: date(2026, 4, 20)}
    assert work_out(APPEAL, early).date == date(2026, 5, 3)
    assert work_out(APPEAL, late).date == date(2026, 5, 20)
    assert "the later of the 2 dates" in work_out(APPEAL, late).counted


def test_a_missing_optional_start_is_said_and_a_missing_needed_one_asked_for() -> None:
    worked = work_out(APPEAL, {0: date(2026, 3, 3)})
    assert worked.date == date(2026, 5, 3)
    assert worked.counted == (
        "Counted as 2 months from Tuesday 3 March 2026, the date on the decision letter. If you have the date on the mediation certificate, "
        "1 month from then may be later: the later date counts."
    )
    with pytest.raises(DeadlineError, match="I need the date on the decision letter"):
        work_out(APPEAL, {})


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_more_months_are_never_earlier(start: date, months: int) -> None:
    assert add(start, f"{months} months") <= add(start, f"{months + 1} months")


@given(st.text(max_size=60))
def test_reading_a_date_never_fails_otherwise(text: str) -> None:
    with contextlib.suppress(DeadlineError):
        assert isinstance(parse_date(text, MONDAY), date)


def test_dates_are_said_in_words() -> None:
    assert in_words(date(2026, 4, 14)) == "Tuesday 14 April 2026"

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.errors import DeadlineError
from sendbot.knowledge.deadlines import add, end_of, moved, work_out
from sendbot.knowledge.entries import Count, Deadline
from sendbot.words.days import weekday_words

MONDAY = date(2026, 11, 23)
APPEAL = Deadline(
    id="appeal", label="Last day to appeal", caveat="Check your letter.",
    counts=(
        Count.model_validate({"from": "the date on the decision letter", "plus": "2 months"}),
        Count.model_validate({"from": "the date on the mediation certificate", "plus": "1 month",
            "optional": True}),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("start", "plus", "end"), [
    (date(2026, 1, 31), "1 month", date(2026, 2, 28)), (date(2028, 1, 31), "1 month", date(2028, 2, 29)),
    (date(2026, 12, 31), "2 months", date(2027, 2, 28)),
    (date(2026, 3, 3), "6 weeks", date(2026, 4, 14)), (date(2026, 3, 3), "15 days", date(2026, 3, 18)),
    (date(2028, 2, 29), "1 year", date(2029, 2, 28)),
    (date(2026, 10, 15), "6 months", date(2027, 4, 15)),
])  # fmt: skip
def test_lengths_of_time_and_the_end_of_month_rule(start: date, plus: str, end: date) -> None:
    assert add(start, plus) == end


def test_a_length_that_is_none_is_said() -> None:
    with pytest.raises(DeadlineError, match="six weeks"):
        add(MONDAY, "six weeks")


@pytest.mark.parametrize("plus", ["1 day", "6 weeks", "2 months", "1 year"])
def test_where_the_calendar_ends_it_is_said(plus: str) -> None:
    with pytest.raises(DeadlineError, match="after the last day that a calendar holds"):
        add(date(9999, 12, 31), plus)


def test_the_later_date_counts() -> None:
    early, late = {0: date(2026, 3, 3), 1: date(2026, 3, 10)}, {0: date(2026, 3, 3), 1: date(2026, 4, 20)}
    assert work_out(APPEAL, early).date == date(2026, 5, 3)
    assert work_out(APPEAL, late).date == date(2026, 5, 20)
    counted = work_out(APPEAL, late).counted
    assert "the later of the 2 dates" in counted
    assert "I also counted from Tuesday 3 March 2026, the date on the decision letter." in counted


def test_a_missing_optional_start_is_said_and_a_missing_needed_one_asked_for() -> None:
    worked = work_out(APPEAL, {0: date(2026, 3, 3)})
    assert worked.date == date(2026, 5, 3)
    assert worked.counted == (
        "Counted as 2 months from Tuesday 3 March 2026, the date on the decision letter. If you have the "
        "date on the mediation certificate, "
        "1 month from then may be later: the later date counts."
    )
    with pytest.raises(DeadlineError, match="I need the date on the decision letter"):
        work_out(APPEAL, {})


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_more_months_are_never_earlier(start: date, months: int) -> None:
    assert add(start, f"{months} months") <= add(start, f"{months + 1} months")


def test_dates_are_said_in_words() -> None:
    assert weekday_words(date(2026, 4, 14)) == "Tuesday 14 April 2026"


TRIBUNAL_APPEAL = APPEAL.model_copy(update={"moves": "august-and-christmas", "must_arrive": True})
CLAIM = Deadline(
    id="claim", label="Last day to claim", caveat="Get advice.",
    counts=(Count.model_validate({"from": "the day it happened", "plus": "6 months",
        "counting": "including"}),),
)  # fmt: skip
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
LENGTHS = st.tuples(st.integers(1, 60), st.sampled_from(["days", "weeks", "months", "years"])).map(
    lambda pair: f"{pair[0]} {pair[1]}"
)


@pytest.mark.parametrize(("start", "plus", "end"), [
    (date(2026, 9, 3), "6 months", date(2027, 3, 2)), (date(2026, 11, 3), "15 days", date(2026, 11, 17)),
    (date(2026, 3, 1), "6 months", date(2026, 8, 31)),
    (date(2027, 9, 1), "6 months", date(2028, 2, 29)), (date(2026, 6, 1), "1 day", date(2026, 6, 1)),
])  # fmt: skip
def test_a_start_that_is_itself_the_first_day(start: date, plus: str, end: date) -> None:
    count = Count.model_validate({"from": "the day", "plus": plus, "counting": "including"})
    assert end_of(start, count) == end


@given(DAYS, LENGTHS)
def test_including_the_start_ends_one_day_earlier(start: date, plus: str) -> None:
    after = Count.model_validate({"from": "the day", "plus": plus})
    assert end_of(start, after) == add(start, plus)
    assert end_of(start, after.model_copy(update={"counting": "including"})) == add(start, plus) - timedelta(
        days=1
    )


@pytest.mark.parametrize(("end", "counts"), [
    (date(2026, 8, 1), date(2026, 9, 1)), (date(2026, 8, 31), date(2026, 9, 1)),
    (date(2024, 8, 15), date(2024, 9, 2)), (date(2029, 8, 9), date(2029, 9, 3)),
    (date(2026, 12, 25), date(2027, 1, 4)), (date(2027, 1, 1), date(2027, 1, 4)),
    (date(2025, 12, 28), date(2026, 1, 2)),
    (date(2027, 12, 31), date(2028, 1, 4)), (date(2028, 1, 1), date(2028, 1, 4)),
    (date(2022, 12, 30), date(2023, 1, 3)),
    (date(2026, 12, 24), date(2026, 12, 24)), (date(2027, 1, 2), date(2027, 1, 2)),
    (date(2026, 7, 31), date(2026, 7, 31)), (date(2024, 9, 1), date(2024, 9, 1)),
])  # fmt: skip
def test_an_end_in_august_or_at_christmas_moves_to_the_next_working_day(end: date, counts: date) -> None:
    assert moved(end) == counts


@given(DAYS)
def test_only_ends_in_august_or_at_christmas_move_and_never_to_an_earlier_day(end: date) -> None:
    counts = moved(end)
    if end.month == 8 or (end.month, end.day) >= (12, 25) or (end.month, end.day) == (1, 1):
        assert end < counts <= end + timedelta(days=34)
        assert counts.weekday() < 5
        assert (counts.month, counts.day) in {(9, 1), (9, 2), (9, 3), (1, 2), (1, 3), (1, 4)}
    else:
        assert counts == end
    assert moved(counts) == counts


@given(DAYS, st.none() | DAYS)
def test_an_appeal_is_moved_and_a_claim_never(start: date, certificate: date | None) -> None:
    starts = {0: start} | ({1: certificate} if certificate else {})
    plain, worked = work_out(APPEAL, starts), work_out(TRIBUNAL_APPEAL, starts)
    assert worked.date == moved(plain.date)
    assert worked.moved_from == (plain.date if worked.date != plain.date else None)
    claim = work_out(CLAIM, {0: start})
    assert claim.date == add(start, "6 months") - timedelta(days=1)
    assert claim.moved_from is None


def test_the_certificate_is_moved_too_when_it_is_the_later() -> None:
    worked = work_out(TRIBUNAL_APPEAL, {0: date(2026, 10, 1), 1: date(2026, 11, 29)})
    assert (worked.date, worked.moved_from) == (date(2027, 1, 4), date(2026, 12, 29))


def test_a_count_that_includes_its_start_says_so() -> None:
    assert work_out(CLAIM, {0: date(2026, 9, 3)}).counted == (
        "Counted as 6 months starting with Thursday 3 September 2026, "
        "the day it happened: that day is the first."
    )

from __future__ import annotations

from datetime import date

import pytest

from sendbot.conversation.read_date_result import Said, Trouble
from sendbot.conversation.read_date_spelling import plain_words
from sendbot.conversation.read_exact_dates import find_days

WEDNESDAY = date(2026, 11, 25)


def the_day(text: str, ahead: bool = False) -> Said:
    (said,) = find_days(plain_words(text), WEDNESDAY, ahead)
    return said


@pytest.mark.parametrize(("text", "day"), [
    ("today", 25), ("this morning", 25), ("last night", 24), ("the day before yesterday", 23),
    ("10 days ago", 15), ("a fortnight ago", 11),
    ("a week ago yesterday", 17), ("last friday", 20), ("friday just gone", 20), ("friday of last week", 20),
    ("last week on friday", 20),
    ("a week last friday", 13), ("the friday before last", 13), ("this tuesday", 24),
])  # fmt: skip
def test_days_are_counted_back_from_today(text: str, day: int) -> None:
    said = the_day(text)
    assert (said.days, said.trouble, said.loose) == ((date(2026, 11, day),), None, True)


@pytest.mark.parametrize(("text", "day"), [
    ("tomorrow", date(2026, 11, 26)), ("in two weeks", date(2026, 12, 9)),
    ("a week tomorrow", date(2026, 12, 3)), ("3 weeks from today", date(2026, 12, 16)),
    ("next monday", date(2026, 11, 30)), ("a week on friday", date(2026, 12, 4)),
    ("next week thursday", date(2026, 12, 3)), ("this friday", date(2026, 11, 27)),
])  # fmt: skip
def test_days_ahead_are_read_only_where_a_start_may_lie_ahead(text: str, day: date) -> None:
    assert (the_day(text, ahead=True).days, the_day(text, ahead=True).trouble) == ((day,), None)
    assert the_day(text).trouble is Trouble.AHEAD


@pytest.mark.parametrize(
    "text",
    [
        "a few weeks ago",
        "a couple of days ago",
        "2 months ago",
        "last month",
        "early november",
        "the other day",
        "november",
        "since september",
    ],
)
def test_about_then_is_no_day(text: str) -> None:
    assert (the_day(text).days, the_day(text).trouble) == ((), Trouble.VAGUE)


@pytest.mark.parametrize(("text", "days"), [
    ("last tuesday", (date(2026, 11, 24), date(2026, 11, 17))),
    ("wednesday", (WEDNESDAY, date(2026, 11, 18))),
    ("three weeks ago on friday", (date(2026, 11, 6), date(2026, 10, 30))),
])  # fmt: skip
def test_what_may_be_either_of_two_days_is_asked_about(text: str, days: tuple[date, ...]) -> None:
    assert (the_day(text).days, the_day(text).trouble) == (days, Trouble.UNSURE)

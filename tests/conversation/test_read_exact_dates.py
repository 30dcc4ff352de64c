from __future__ import annotations

from datetime import date

import pytest

from sendbot.conversation.read_date_result import Said, Trouble
from sendbot.conversation.read_date_spelling import plain_words
from sendbot.conversation.read_exact_dates import find_days

MONDAY = date(2026, 11, 23)


def found(text: str, today: date = MONDAY, ahead: bool = False) -> tuple[Said, ...]:
    return find_days(plain_words(text), today, ahead)


@pytest.mark.parametrize(("text", "meant"), [
    ("3 March", date(2026, 3, 3)), ("03/03/26", date(2026, 3, 3)), ("4/5/2026", date(2026, 5, 4)),
    ("3rd of march 2026", date(2026, 3, 3)),
    ("last Tuesday", date(2026, 11, 17)), ("tuesday", date(2026, 11, 17)),
    ("last Monday", date(2026, 11, 16)), ("yesterday", date(2026, 11, 22)),
    ("2 weeks ago", date(2026, 11, 9)), ("2026-09-01", date(2026, 9, 1)),
    ("24 December 2025", date(2025, 12, 24)), ("christmas eve 2025", date(2025, 12, 24)),
    ("it was dated 1st oct", date(2026, 10, 1)), ("Today", MONDAY), ("12.11.26", date(2026, 11, 12)),
    ("Sept 9th", date(2026, 9, 9)),
    ("3 november last year", date(2025, 11, 3)), ("the friday before last", date(2026, 11, 13)),
    ("friday last week", date(2026, 11, 20)),
])  # fmt: skip
def test_days_are_read_as_people_in_britain_write_them(text: str, meant: date) -> None:
    (said,) = found(text)
    assert (said.days, said.trouble) == ((meant,), None)


@pytest.mark.parametrize(("text", "trouble"), [
    ("2026-13-01", Trouble.NO_SUCH_DAY), ("31 February", Trouble.NO_SUCH_DAY),
    ("99/99/99", Trouble.NO_SUCH_DAY), ("1 January 1990", Trouble.FAR),
    ("next friday", Trouble.AHEAD), ("tomorrow", Trouble.AHEAD), ("last month", Trouble.VAGUE),
    ("2026", Trouble.VAGUE), ("about 3 march", Trouble.VAGUE),
    ("not 3 march", Trouble.VAGUE), ("24 December", Trouble.UNSURE),
    ("Friday 3 November 2026", Trouble.UNSURE), ("3 november 20266", Trouble.VAGUE),
    ("monday", Trouble.UNSURE), ("3 or 4 march", Trouble.VAGUE), ("october 12 november", Trouble.VAGUE),
])  # fmt: skip
def test_a_day_that_cannot_be_meant_or_may_be_another_has_its_trouble(text: str, trouble: Trouble) -> None:
    assert trouble in {said.trouble for said in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "banana",
        "6",
        "soon",
        "20 weeks",
        "24/7",
        "at 10.30",
        "07700 900123",
        "year 3",
        "his 5th birthday",
        "may I ask",
        "£3/11",
    ],
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert found(text) == ()


def test_where_the_day_may_lie_ahead_the_nearer_year_is_meant_and_a_tie_is_asked_about() -> None:
    (said,) = found("10 December", ahead=True)
    assert said.days == (date(2026, 12, 10),)
    (said,) = found("10 October", ahead=True)
    assert said.days == (date(2026, 10, 10),)
    (said,) = found("1 June", ahead=True)
    assert (said.days, said.trouble) == ((date(2026, 6, 1), date(2027, 6, 1)), Trouble.UNSURE)


def test_last_monday_on_a_wednesday_may_be_either() -> None:
    (said,) = found("last monday", date(2026, 11, 25))
    assert (said.days, said.trouble) == ((MONDAY, date(2026, 11, 16)), Trouble.UNSURE)

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.said_days import day_problems, named_days, said_days
from tests.knowledge.looks.told import said, told

LOOK = day_problems


@pytest.mark.parametrize(
    ("text", "offset", "advice"),
    [
        ("Ask by 30 February.", 7, "ends on the 29th"),
        ("Ask by the 31st of September.", 11, "ends on the 30th"),
        ("Ask by Fri 24 November 2026.", 7, "is a Tuesday"),
        ("Ask by 12.13.2026.", 7, "no such day"),
        ("We close at 14pm.", 12, "Is it 2pm?"),
        ("From 9am to 5pm, but 10 to 16pm on Friday.", 21, "Is it 4pm?"),
        ("It begins at 9:75.", 13, "no clock"),
    ],
)
def test_a_day_or_time_that_cannot_be_is_told(text: str, offset: int, advice: str) -> None:
    (only,) = said(said_days, text)
    assert only.startswith(f"{offset}: ")
    assert advice in only


@pytest.mark.parametrize(
    "text",
    [
        "Ask by 29 February, or on Tuesday 24 November 2026.",
        "From 9am to 12.30pm and 13:00 to 17:00.",
        "Section 19, 31 marks, 40 may come, 31 march on.",
        "It has 20:20 vision, version 1.2.2026b, shares of 30:70 and 1:75.",
        "Under 25 January is a month.",
    ],
)
def test_a_day_that_can_be_is_left_alone(text: str) -> None:
    assert said(said_days, text) == []


def test_a_page_is_not_younger_than_its_reading(tmp_path: Path) -> None:
    (only,) = told(LOOK, tmp_path, "topic.yaml", "dated: undated", "dated: 1 December 2027")
    assert only.startswith("topic.yaml:31: ")
    assert "one of the two is a slip" in only
    assert told(LOOK, tmp_path / "b", "topic.yaml", "dated: undated", "dated: August 2026") == []
    assert told(LOOK, tmp_path / "c", "topic.yaml", "dated: undated", "dated: June 2026") == []


def test_days_and_months_are_read_with_their_year() -> None:
    found = list(named_days("From 24 December 2025 to 02/01/2026, not in March 2026, May, or 3 June."))
    assert [(one.words, one.day.isoformat()) for one in found] == [
        ("24 December 2025", "2025-12-24"),
        ("02/01/2026", "2026-01-02"),
        ("March 2026", "2026-03-31"),
    ]


def test_a_weekday_misspelt_in_the_hours_is_told(tmp_path: Path) -> None:
    (only,) = told(LOOK, tmp_path, "contacts.yaml", "hours: Monday to", "hours: Wensdays to")
    assert only == 'contacts.yaml:12: contact "team" has "Wensdays" in its hours. Did you mean Wednesday?'

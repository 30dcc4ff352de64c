from __future__ import annotations

import pytest

from sendbot.knowledge.looks.clock_order import backward_hours
from tests.knowledge.looks.told import said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Weekdays 3pm to 9.30am", "3pm to 9.30am"),
        ("Monday 9am to 12pm, 5pm - 1pm", "5pm - 1pm"),
        ("17:00 to 09:00", "17:00 to 09:00"),
        ("noon to 10am", "noon to 10am"),
        ("Ring us from 9am to 5am.", "9am to 5am"),
    ],
)
def test_hours_that_end_before_they_begin_are_told(text: str, shown: str) -> None:
    (only,) = said(backward_hours, text, "hours", "contact")
    assert only.startswith(f'{text.index(shown)}: "{shown}", which ends before it begins.')


@pytest.mark.parametrize(
    "text",
    [
        "Weekdays 9.30am to 3pm",
        "9 to 5, 9-5pm, 10 to 2",
        "10am to noon, noon to midnight",
        "Evenings 5pm to 8am",
        "5pm to 9am, out of hours",
        "Monday 9am to 12pm, 1pm to 5pm",
        "12am to 12pm",
        "5 to 11 year-olds, 16-25",
    ],
)
def test_hours_that_can_be_are_left_alone(text: str) -> None:
    assert said(backward_hours, text, "hours", "contact") == []


def test_what_families_ask_is_left_alone() -> None:
    assert said(backward_hours, "open 3pm to 9.30am", "question 1", "question") == []

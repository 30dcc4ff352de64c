from __future__ import annotations

import pytest

from sendbot.conversation.read_date_spelling import plain_words


@pytest.mark.parametrize(("typed", "read"), [
    ("3rd of MARCHH", "3rd of march"), ("3november2026", "3 november 2026"), ("ocotber", "october"),
    ("wensday", "wednesday"), ("febuary", "february"),
    ("twenty third of oct", "23th of october"), ("Thirty-first of May", "31th of may"),
    ("it’s the 5th", "it's the 5th"), ("tues last wk", "tuesday last week"),
    ("boxing day 2025", "26 december 2025"), ("sat 5 dec", "saturday 5 december"),
    ("on the third", "on the 3th"),
])  # fmt: skip
def test_names_of_months_and_days_are_whole(typed: str, read: str) -> None:
    assert plain_words(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "he sat alone",
        "we wed",
        "they match",
        "a mayday call",
        "the second letter",
        "my money",
        "remember",
        "at 2pm on it",
    ],
)
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert plain_words(typed) == typed

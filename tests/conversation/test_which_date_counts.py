"""Which day is meant, on phrases of our own; half of them built the grammar, the other half judges it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.conversation import read_date_result, read_exact_dates
from sendbot.conversation.which_date_counts import Ask, AskBack, read_days
from tests.conversation.date_phrases import COUNTS, figures, phrases

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize("half", ["build", "judge"])
def test_of_100_phrases_none_is_read_wrong_without_a_word_and_95_are_read_right(half: str) -> None:
    assert len(phrases(half)) == 100
    came = figures(half)
    assert came["wrong"] == 0
    assert came["right"] >= 95


def test_the_measure_sees_a_reader_that_takes_the_month_before_the_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = read_date_result.day_of
    monkeypatch.setattr(
        read_exact_dates,
        "day_of",
        lambda year, month, day: exact(year, day, month) or exact(year, month, day),
    )
    assert figures("judge")["wrong"] > 5


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mediation was 18 november", Ask.WHICH_START),
        ("my appeal hearing is 14 january 2027", Ask.WHICH_START),
        ("3 november his school said he cant come back", Ask.WHICH_START),
        ("letter 3 november, certificate 1 november", Ask.WHICH_DAY),
        ("the letters dated 03.11.26 but the envelope says 05.11.26", Ask.WHICH_DAY),
        ("no sorry its 4 november not 3 november", Ask.VAGUE),
        ("last monday", Ask.UNSURE),
    ],
)
def test_what_is_not_said_is_asked(text: str, why: Ask) -> None:
    came = read_days(text, COUNTS["appeal"], WEDNESDAY)
    assert isinstance(came, AskBack)
    assert came.why is why


def test_after_a_command_days_are_the_starts_in_their_order() -> None:
    words = "3 November and 20 November"
    assert isinstance(read_days(words, COUNTS["appeal"], WEDNESDAY), AskBack)
    assert read_days(words, COUNTS["appeal"], WEDNESDAY, in_order=True) == {
        0: date(2026, 11, 3),
        1: date(2026, 11, 20),
    }


def test_what_was_cannot_lie_ahead() -> None:
    assert read_days("we had it on the 12th", COUNTS["review"], WEDNESDAY) == {0: date(2026, 11, 12)}
    assert isinstance(read_days("it was on 10 december", COUNTS["review"], WEDNESDAY), AskBack)
    assert read_days("it will be on 10 december", COUNTS["review"], WEDNESDAY) == {0: date(2026, 12, 10)}


_WORDS = st.lists(
    st.sampled_from(
        "3 the 31st november feb 2026 26 / . , and or letter certificate last next monday week ago a two on "
        "got it not between month of".split()
    ),
    max_size=9,
).map(" ".join)


@given(st.one_of(_WORDS, st.text(max_size=60)), st.sampled_from(sorted(COUNTS)))
def test_no_message_breaks_the_reading_and_no_start_lies_ahead_of_a_letter(text: str, name: str) -> None:
    came = read_days(text, COUNTS[name], WEDNESDAY)
    if isinstance(came, dict):
        assert 0 in came
        assert any(count.may_be_ahead for count in COUNTS[name]) or max(came.values()) <= WEDNESDAY

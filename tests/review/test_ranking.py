"""Which groups come first, and the figures of the page of insights."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendbot.review.metrics import Day, Share, every_day, settling, weekly
from sendbot.review.ranking import HALF_LIFE, Asked, asked_again, heat, pressing, together, trend
from sendbot.review.states import State, reopens
from tests.review.groups import NOON


def asked(
    text: str = "x",
    outcome: str = "abstain",
    chosen: str | None = None,
    none_chosen: bool = False,
    **ago: float,
) -> Asked:
    return Asked(NOON - timedelta(**ago), text, outcome, chosen, none_chosen)


def test_a_declined_question_counts_one_and_half_as_much_after_a_month() -> None:
    assert pressing(heat([asked()]), NOON) == pytest.approx(1)
    assert pressing(heat([asked()]), NOON + HALF_LIFE) == pytest.approx(0.5)
    assert pressing(heat([asked(), asked()]), NOON) == pytest.approx(2)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (asked(outcome="clarify", none_chosen=True), asked()),
        (asked(), asked(outcome="clarify")),
        (asked(outcome="clarify"), asked(outcome="clarify", chosen="x")),
        (asked(), asked(days=1)),
    ],
)
def test_the_worse_the_reply_failed_the_more_pressing(worse: Asked, better: Asked) -> None:
    assert heat([worse]) > heat([better])


def test_asking_again_in_other_words_within_two_minutes_counts_more() -> None:
    again = [asked("one", minutes=1), asked("two")]
    assert asked_again(again) == {1}
    assert asked_again([asked("one", minutes=1), asked("one")]) == set()
    assert asked_again([asked("one", minutes=3), asked("two")]) == set()
    assert heat(again) > heat([asked("one", minutes=3), asked("two")])


def test_ratings_of_the_nearest_entry_count_for_those_who_left_without_an_answer() -> None:
    assert heat([asked()], unhelped=1.0) == pytest.approx(heat([asked()]) + 1)
    assert heat([asked(chosen="x")], unhelped=1.0) == heat([asked(chosen="x")])


def test_two_sets_together_are_as_hot_as_all_at_once() -> None:
    one, other = [asked(days=40), asked(days=3)], [asked(days=1, none_chosen=True)]
    assert together(heat(one), heat(other)) == pytest.approx(heat(one + other))
    assert together(heat([]), heat(one)) == pytest.approx(heat(one))


def test_an_order_once_made_stays_right_as_time_goes_by() -> None:
    old, new = heat([asked(days=60)] * 5), heat([asked()])
    for days in (0, 10, 400):
        assert (pressing(old, NOON + timedelta(days=days)) > pressing(new, NOON + timedelta(days=days))) == (
            old > new
        )


def test_the_trend_counts_by_weeks() -> None:
    assert trend(
        [
            NOON,
            NOON - timedelta(days=1),
            NOON - timedelta(days=8),
            NOON - timedelta(days=300),
            NOON + timedelta(days=1),
        ],
        NOON,
        3,
    ) == (
        0,
        1,
        2,
    )


@pytest.mark.parametrize(
    ("state", "count", "before", "opens"),
    [
        (State.WONT_ANSWER, 5, 3, False),
        (State.WONT_ANSWER, 6, 3, True),
        (State.WONT_ANSWER, 2, 0, True),
        (State.ANSWERED, 5, 3, False),
        (State.ANSWERED, 6, 3, True),
        (State.NEW, 100, 0, False),
        (State.DUPLICATE, 100, 0, False),
    ],
)
def test_when_a_closed_group_opens_again(state: State, count: int, before: int, opens: bool) -> None:
    assert reopens(state, count, before) is opens


def test_a_share_says_its_denominator() -> None:
    assert str(Share(1, 3)) == "33 % (1 of 3)"
    assert str(Share(0, 0)) == "nothing to count yet"


def test_days_without_questions_are_there_too_and_weeks_begin_on_mondays() -> None:
    days = every_day(
        date(2026, 11, 20),
        date(2026, 11, 24),
        {(date(2026, 11, 23), "answered"): 4, (date(2026, 11, 20), "abstained"): 1},
    )
    assert [day.asked for day in days] == [1, 0, 0, 4, 0]
    assert weekly(days) == (Day(date(2026, 11, 16), abstained=1), Day(date(2026, 11, 23), answered=4))


@pytest.mark.parametrize(
    ("counts", "number", "share"),
    [([10, 5, 5, 5], 1, "40 % (10 of 25)"), ([1] * 10, 4, "40 % (4 of 10)"), ([], 0, "nothing to count yet")],
)
def test_how_few_answers_would_settle_most(counts: list[int], number: int, share: str) -> None:
    found, part = settling(counts)
    assert (found, str(part)) == (number, share)

"""Which groups come first, and the figures of the page of insights."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.review.ranking import HALF_LIFE, Asked, asked_again, heat, pressing, together, trend
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

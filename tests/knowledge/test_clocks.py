"""The published clocks give the dates that the law gives, and each names its rule where one was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sendbot.knowledge.deadlines import work_out
from sendbot.knowledge.entries import Deadline
from sendbot.knowledge.reading import read

FOLDER = Path(__file__).parent.parent.parent / "knowledge"


@pytest.fixture(scope="module")
def clocks() -> dict[str, Deadline]:
    return {deadline.id: deadline for _, deadline in read(FOLDER).knowledge.deadlines()}


@pytest.mark.parametrize(("clock", "starts", "end"), [
    ("discrimination-claim", (date(2026, 9, 3),), date(2027, 3, 2)),
    ("discrimination-claim", (date(2026, 2, 10),), date(2026, 8, 9)),
    ("discrimination-claim", (date(2026, 6, 30),), date(2026, 12, 29)),
    ("draft-comments", (date(2026, 11, 3),), date(2026, 11, 17)),
    ("appeal", (date(2026, 10, 1),), date(2026, 12, 1)),
    ("appeal", (date(2026, 6, 15),), date(2026, 9, 1)),
    ("appeal", (date(2026, 10, 1), date(2026, 11, 29)), date(2027, 1, 4)),
    ("appeal", (date(2026, 9, 3), date(2026, 9, 20)), date(2026, 11, 3)),
    ("review-decision", (date(2026, 5, 2),), date(2026, 5, 30)),
    ("review-final-plan", (date(2026, 5, 2),), date(2026, 7, 25)),
    ("assessment-final-plan", (date(2026, 4, 13),), date(2026, 8, 31)),
    ("move-letter", (date(2026, 8, 3),), date(2026, 9, 14)),
    ("order-change-plan", (date(2026, 7, 20),), date(2026, 8, 24)),
    ("order-change-school", (date(2026, 7, 20),), date(2026, 8, 3)),
    ("ombudsman", (date(2026, 2, 28),), date(2027, 2, 27)),
])  # fmt: skip
def test_a_clock_ends_on_the_day_that_its_rule_gives(
    clocks: dict[str, Deadline], clock: str, starts: tuple[date, ...], end: date
) -> None:
    assert work_out(clocks[clock], dict(enumerate(starts))).date == end


def test_only_the_appeal_moves_and_must_arrive(clocks: dict[str, Deadline]) -> None:
    ours = {
        name: clocks[name]
        for name in (
            "appeal",
            "discrimination-claim",
            "draft-comments",
            "review-decision",
            "move-letter",
            "ombudsman",
        )
    }
    assert {name for name, clock in ours.items() if clock.must_arrive} == {"appeal"}
    assert {name for name, clock in ours.items() if clock.moves == "august-and-christmas"} == {"appeal"}


@pytest.mark.parametrize(("clock", "law"), [
    ("appeal", "rules 12 and 20"), ("discrimination-claim", "Schedule 17, paragraph 4"),
    ("draft-comments", "regulation 13(1)(a)"),
    ("review-decision", "[2022] EWHC 493"), ("move-letter", "regulation 15"),
    ("order-change-plan", "regulation 44"),
])  # fmt: skip
def test_a_clock_names_the_rule_that_sets_it(clocks: dict[str, Deadline], clock: str, law: str) -> None:
    assert law in (clocks[clock].law or "")

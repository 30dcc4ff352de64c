"""Which groups come first: how many asked, how recently, and how badly the reply failed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=30)
"""A question counts half as much after this long."""

ASKED_AGAIN_WITHIN = timedelta(minutes=2)
"""Whoever asks again so soon was not helped."""
_START = datetime(2026, 1, 1, tzinfo=UTC)

WEIGHTS = {
    "abstained": 1.0,
    "wrong-button": 1.5,
    "no-button": 0.7,
    "chosen": 0.2,
    "asked-again": 0.5,
    "not-helped": 1.0,
}
"""What one question counts, by how the reply failed; "asked-again" and "not-helped" come on top.

Nobody's questions are linked, so two different wordings of one thing within two minutes are taken for one
family asking again.
"""


@dataclass(frozen=True)
class Asked:
    """One question of a group, as far as ranking needs it."""

    at: datetime
    text: str
    outcome: str
    chosen: str | None
    none_chosen: bool

    @property
    def failure(self) -> str:
        """How the reply failed: a key of WEIGHTS."""
        if self.none_chosen:
            return "wrong-button"
        if self.chosen is not None:
            return "chosen"
        return "no-button" if self.outcome == "clarify" else "abstained"

    @property
    def unanswered(self) -> bool:
        """Did the family leave without an answer, as far as we know?"""
        return self.chosen is None


def asked_again(questions: Sequence[Asked]) -> set[int]:
    """Places of questions that came within two minutes of the one before, in other words. Oldest first."""
    return {
        place
        for place in range(1, len(questions))
        if questions[place].at - questions[place - 1].at <= ASKED_AGAIN_WITHIN
        and questions[place].text != questions[place - 1].text
    }


def heat(questions: Sequence[Asked], unhelped: float = 0.0) -> float:
    """A figure that orders groups at any moment; `unhelped` is the share of "no, this didn't help" for the
    nearest entry.

    It is the base-2 logarithm of the weights, each doubled for every half-life that it is younger: as time
    goes by all
    groups cool alike, so the order stays right without working it out again. Oldest first; -1000 for no
    question.
    """
    again = asked_again(questions)
    parts = []
    for place, question in enumerate(questions):
        weight = WEIGHTS[question.failure] + (WEIGHTS["asked-again"] if place in again else 0)
        weight += WEIGHTS["not-helped"] * unhelped if question.unanswered else 0
        parts.append(math.log2(weight) + (question.at - _START) / HALF_LIFE)
    if not parts:
        return -1000.0
    top = max(parts)
    return top + math.log2(sum(2 ** (part - top) for part in parts))


def pressing(heat_of_group: float, now: datetime) -> float:
    """A group's heat as people read it: the number of failed questions, older ones counting less."""
    return float(2 ** min(60.0, heat_of_group - (now - _START) / HALF_LIFE))


def trend(moments: Iterable[datetime], now: datetime, weeks: int = 8) -> tuple[int, ...]:
    """Questions in each of the last weeks, the oldest week first."""
    counts = [0] * weeks
    for moment in moments:
        age = (now - moment) // timedelta(days=7)
        if 0 <= age < weeks:
            counts[weeks - 1 - age] += 1
    return tuple(counts)


def together(one: float, other: float) -> float:
    """The heat of two sets of questions as one."""
    top, low = max(one, other), min(one, other)
    return top + math.log2(1 + 2 ** max(-1000.0, low - top))

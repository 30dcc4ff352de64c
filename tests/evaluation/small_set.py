"""Six labelled messages and what a ranking that is known beforehand makes of them."""

from __future__ import annotations

from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.decision import Candidate, Thresholds

LINES = Thresholds(answer=0.7, clarify=0.3)
ASKED = [
    LabelledQuestion(question="right", expected=("a",), kind="plain"),
    LabelledQuestion(question="button", expected=("b",), kind="plain"),
    LabelledQuestion(question="wrong", expected=("b",), kind="story"),
    LabelledQuestion(question="low", expected=("a",), kind="story"),
    LabelledQuestion(question="bins", kind="far"),
    LabelledQuestion(question="fooled", kind="near"),
]
SCORES = {"right": 0.9, "button": 0.5, "wrong": 0.8, "low": 0.1, "bins": 0.05, "fooled": 0.75}


def rank(message: str) -> list[Candidate]:
    return [Candidate("a", SCORES[message]), Candidate("b", SCORES[message] / 2)]

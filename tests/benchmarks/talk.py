"""Figures of conversations: how long replies are, and what the signs of a follow-up are worth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from sendbot.conversation import follow_up
from sendbot.conversation.messages import Before, Message
from sendbot.conversation.replies import plain
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Answer, decide
from sendbot.mind.mind import Mind
from tests.conversation.transcripts import TODAY

PAIRS = Path(__file__).parents[1] / "conversation" / "follow_ups" / "pairs.jsonl"
_PENALTY = 0.005
"""Half of the pairs judged the other half best with it."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A follow-up: the candidates' features, and which of them are right."""

    text: str
    names: tuple[str, ...]
    features: Array
    right: NDArray[np.bool_]


def lengths(questions: Sequence[str], mind: Mind) -> list[int]:
    """The length of each question's whole reply; those with signs of danger are left out."""
    turns = [take_turn(Message(question, TODAY), mind) for question in questions]
    return [len("\n\n".join(plain(reply) for reply in turn.replies)) for turn in turns if not turn.concerns]


def brevity(mind: Mind, every: int = 10) -> str:
    """Median and longest reply to the questions that curators hold out."""
    questions = [test.question for test in mind.knowledge.tests if test.expected][::every]
    found = lengths(questions, mind)
    return f"{len(found)} questions: median {median(found):.0f} characters, longest {max(found)}"


def cases(path: Path, mind: Mind) -> list[Case]:
    """The pairs of a file, read as the bot reads them."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [found for row in rows if (found := _case(row["messages"], row["expected"], mind)) is not None]


def learned(given: Sequence[Case]) -> Array:
    """The weights that make the right entries likeliest (a conditional logit), kept small."""
    start = np.zeros(given[0].features.shape[1])
    solved = minimize(_loss, start, args=(given,), jac=True, method="L-BFGS-B")
    return np.asarray(solved.x)


def share_right(weights: Array, given: Sequence[Case]) -> float:
    """The share of cases whose likeliest candidate is right."""
    return float(np.mean([case.right[int((case.features @ weights).argmax())] for case in given]))


def follow_ups(mind: Mind, path: Path = PAIRS) -> str:
    """Learned on each half and judged on the other; then the weights of all, ready to paste."""
    found = cases(path, mind)
    halves = found[::2], found[1::2]
    judged = [share_right(learned(halves[one]), halves[1 - one]) for one in (0, 1)]
    shipped = share_right(np.array(follow_up.WEIGHTS), found)
    weights = ", ".join(f"{value:.3f}" for value in learned(found))
    return (
        f"{len(found)} pairs: right on the unseen half {judged[0]:.0%} and {judged[1]:.0%}; those in use "
        f"{shipped:.0%}\nWEIGHTS = ({weights})"
    )


def _case(messages: Sequence[str], expected: Sequence[str], mind: Mind) -> Case | None:
    before = Before()
    for text in messages[:-1]:
        decision = decide(mind.rank(text), mind.thresholds)
        before = Before(decision.entry if isinstance(decision, Answer) else None, text)
    text = messages[-1]
    lean = follow_up.leaning(text)
    subject, related = follow_up._subject(before, mind), follow_up._related(before, mind)
    readings = follow_up._readings(text, before, mind)
    names = tuple(follow_up.weighed(text, before, mind, lean))
    rows = [follow_up._features(name, text, subject, related, readings, lean) for name in names]
    wholes = {mind.knowledge.whole(name) for name in expected}
    right = np.array([name in wholes for name in names])
    return Case(text, names, np.array(rows), right) if right.any() else None


def _loss(weights: Array, given: Sequence[Case]) -> tuple[float, Array]:
    value, slope = 0.0, np.zeros_like(weights)
    for case in given:
        chances = np.exp(log_softmax(case.features @ weights))
        share = chances[case.right].sum()
        value -= float(np.log(share))
        slope += case.features.T @ (chances - np.where(case.right, chances / share, 0))
    count = len(given)
    return value / count + _PENALTY * float(weights @ weights), slope / count + 2 * _PENALTY * weights

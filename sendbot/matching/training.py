"""The rows from which the second stage learns how sure to be, of several kinds, and what each kind counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.calibration import CalibrationSample
from sendbot.matching.evidence import FEATURES
from sendbot.matching.weighing import Confidence, learn_confidence

IMPORTANCE = {
    "answerable": 1.0,
    "hidden": 0.3,
    "outside": 1.0,
    "story": 0.5,
    "hidden story": 0.3,
    "echo": 0.3,
}
"""What each kind counts beside the unseen questions. A question whose own entry is hidden is a harder kind of
unanswerable than most, a story is a question told again, an echo is easy: each counts for less."""

_OUTSIDE_SHARE = 0.5
"""Messages from outside count half as much in total as the questions do, however few they are."""

_ABSOLUTE = ("score", "near words", "near meaning", "explained", "covered", "known words")
"""What may be weighed where no message from outside is known. Hidden neighbours alone teach little about how
far a stranger's message is: the lead over the second entry and the length mean something else there."""


@dataclass(frozen=True)
class Rows:
    """Features of one kind of messages, and whether the best entry was right."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    kind: str


def join_rows(rows: Sequence[Rows], with_outside: bool) -> tuple[Confidence, CalibrationSample]:
    """The confidence model, and the scores from which thresholds are chosen."""
    features = np.concatenate([part.features for part in rows])
    if not with_outside:
        features = features * np.isin(FEATURES, _ABSOLUTE)
    right = np.concatenate([part.right for part in rows])
    answerable = sum(len(part.right) for part in rows if part.kind == "answerable")
    importance = np.concatenate([np.full(len(part.right), _importance(part, answerable)) for part in rows])
    confidence = learn_confidence(features, right, importance)
    ends = [int(end) for end in np.cumsum([len(part.right) for part in rows])[:-1]]
    scores = dict(zip((part.kind for part in rows), np.split(confidence.score(features), ends), strict=True))
    unanswerable = scores.get("outside", scores.get("hidden", np.zeros(0)))
    return confidence, CalibrationSample(scores["answerable"], rows[0].right, unanswerable)


def _importance(part: Rows, answerable: int) -> float:
    weight = IMPORTANCE[part.kind]
    return (
        weight * _OUTSIDE_SHARE * answerable / max(1, len(part.right)) if part.kind == "outside" else weight
    )

"""Where to draw the lines: thresholds from scores of messages whose right treatment is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.decision import Thresholds

Array = NDArray[np.float64]

ANSWERED_TARGET = 0.055
"""At most this share of unanswerable messages may be answered. The pool that stands for them is near to
what is answered: of three other sets of unanswerable messages 1.7 to 4.2 % get through."""

CLARIFIED_TARGET = 0.45
"""At most this share of unanswerable messages may be answered or offered buttons; the buttons include "None
of these". At 35 % twice as many families with an answerable question were declined; of held-out messages
that nothing answers 22 % were offered buttons then, and 28 % now."""

WRONG_TARGET = 0.1
"""At most this share of left-out questions may be given a wrong answer outright. Curators write an entry's
questions as unlike one another as they can, so a left-out one is far harder than what families ask: on the
knowledge base's own held-out tests, where the line above is the stricter one, 3 % get a wrong answer."""


@dataclass(frozen=True)
class CalibrationSample:
    """Scores of the best entry for answerable questions (with whether it was right) and for unanswerable
    messages."""

    answerable: Array
    right: NDArray[np.bool_]
    unanswerable: Array


@dataclass(frozen=True)
class TradeOff:
    """What one answer threshold would do: shares of the answerable answered rightly and wrongly, and of the
    others answered."""

    threshold: float
    right: float
    wrong: float
    answered_unanswerable: float


def trade_off(sample: CalibrationSample, thresholds: Sequence[float]) -> list[TradeOff]:
    """The curve that `bot.py calibrate` prints."""
    return [_at(sample, threshold) for threshold in thresholds]


def _at(sample: CalibrationSample, threshold: float) -> TradeOff:
    answered = sample.answerable >= threshold
    total = max(len(sample.answerable), 1)
    false = float((sample.unanswerable >= threshold).mean()) if len(sample.unanswerable) else 0.0
    return TradeOff(
        threshold,
        float((answered & sample.right).sum()) / total,
        float((answered & ~sample.right).sum()) / total,
        false,
    )


def choose_thresholds(sample: CalibrationSample, answered_target: float = ANSWERED_TARGET) -> Thresholds:
    """The lowest thresholds that keep the targets; the clarify line never stands above the answer line."""
    answer = max(_share_above(sample.unanswerable, answered_target), _wrong_at_most(sample, WRONG_TARGET))
    clarify = min(_share_above(sample.unanswerable, CLARIFIED_TARGET), answer)
    return Thresholds(answer=round(answer, 4), clarify=round(clarify, 4))


def _share_above(scores: Array, share: float) -> float:
    """The lowest threshold that at most `share` of the scores reach."""
    if not len(scores):
        return 0.5
    ordered = np.sort(scores)[::-1]
    allowed = int(share * len(ordered))
    return float(np.nextafter(ordered[allowed], 1.0)) if allowed < len(ordered) else 0.0


def _wrong_at_most(sample: CalibrationSample, share: float) -> float:
    wrong = np.sort(sample.answerable[~sample.right])[::-1]
    allowed = int(share * len(sample.answerable))
    return float(np.nextafter(wrong[allowed], 1.0)) if allowed < len(wrong) else 0.0

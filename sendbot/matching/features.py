"""From opinions to one score: what is looked at when deciding how sure to be of the best entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from sendbot.matching.reading.reader import ReadMessage
from sendbot.matching.reading.text import content_words
from sendbot.matching.weighing import Weights

Array = NDArray[np.float64]

FEATURES = (
    "evidence",
    "lead",
    "chance",
    "near words",
    "near meaning",
    "same words",
    "agreement",
    "known words",
    "inside",
    "length",
)
"""The features of the second stage, in order. "inside": does the message look like those that entries answer at all?"""

NEARLY_SAME = 0.7
"""From this similarity of words on, a message counts as asked in a curator's own words."""

PRIOR = {
    "near words": 0.3,
    "near meaning": 0.3,
    "meaning": 1.0,
    "close": 0.7,
    "words": 0.3,
    "learned meaning": 0.7,
    "answer words": 0.1,
    "answer meaning": 0.1,
}
"""How much each opinion says about there being an answer at all. Fixed: what ranks entries well does not show this."""


def confidence_features(
    names: Sequence[str],
    weights: Weights,
    found: NDArray[np.float32],
    known_share: Array,
    inside: Array,
    lengths: Array,
) -> tuple[NDArray[np.int64], Array]:
    """The best entry of each text, and its features, shape (m, len(FEATURES)). `found` are opinions (m, e, k)."""
    rows = np.arange(len(found))
    scaled = weights.scale(found)
    logits = np.asarray(scaled @ weights.weight, dtype=np.float64)
    best = logits.argmax(axis=1)
    chances = softmax(logits, axis=1)
    at_best = scaled[rows, best]
    prior = np.array([PRIOR[name] for name in names])
    columns = [
        at_best @ prior,
        np.clip(logits[rows, best] - _second(logits, best), 0, 6),
        chances[rows, best],
        _column(names, at_best, "near words"),
        _column(names, at_best, "near meaning"),
        np.clip((_column(names, found[rows, best], "near words") - NEARLY_SAME) / (1 - NEARLY_SAME), 0, 1),
        (scaled.argmax(axis=1) == best[:, None]).mean(axis=1),
        known_share,
        inside,
        lengths,
    ]
    return best, np.stack(columns, axis=1).astype(np.float64)


def _second(logits: Array, best: NDArray[np.int64]) -> Array:
    if logits.shape[1] < 2:
        return np.asarray(logits.min(axis=1) - 6)
    others = logits.copy()
    others[np.arange(len(logits)), best] = -np.inf
    return np.asarray(others.max(axis=1))


def _column(names: Sequence[str], values: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    return values[:, list(names).index(name)] if name in names else np.zeros(len(values), dtype=np.float32)


def lengths_of(readings: Sequence[ReadMessage]) -> Array:
    """A gentle measure of how much each text says: the logarithm of its content words."""
    return np.array([np.log1p(len(content_words(reading.tokens))) for reading in readings])


def known_shares(readings: Sequence[ReadMessage]) -> Array:
    """The share of each text's content words that the knowledge base knows."""
    return np.array([reading.known_share for reading in readings])

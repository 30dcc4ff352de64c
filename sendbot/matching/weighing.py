"""How sure the matcher may be: a small model over readable features, fitted on messages whose right treatment
is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.evidence import FEATURES

Array = NDArray[np.float64]

_TO_THE_END = {"ftol": 1e-12, "gtol": 1e-9, "maxiter": 1000, "maxfun": 5000}
"""Stopping early would make scores jump when a single question is added."""


_LENGTH = FEATURES.index("length")

_WIDEST = 3.0
"""Features count up to so many standard deviations: what lies beyond was hardly ever learned from."""

_ALONE, _TOGETHER = 5.0, 20.0
"""How little a feature by itself may weigh, and two together. On half of 2,294 held-out tests .5 and 50, or
50 and 50, were as good; on the other half 62 of 100 are right where 3 in 100 are wrong, and 55 with no two
weighed together and nothing of the rivals."""

_ALONE_ONLY = 0.5
"""How little a feature may weigh where none is weighed together with another."""


@dataclass(frozen=True)
class Confidence:
    """How sure to be of the best entry: a logistic model over a few readable features, each on its standard
    scale, and over each two of them together: in a long message the same likeness says more, and a lead says
    little where nothing is near."""

    mean: Array
    spread: Array
    weight: Array
    bias: float

    def score(self, features: Array) -> Array:
        """Features, shape (m, len(FEATURES)) -> scores (m,), 0 to 1."""
        shown = _with_pairs(features, self.mean, self.spread)
        return np.asarray(_logistic(shown @ self.weight + self.bias), dtype=np.float64)


def _logistic(reach: Array) -> Array:
    """From 0 to 1. SciPy's comes with a module that takes a tenth of a second and 6 MB, in every process that
    answers."""
    return np.asarray(np.exp(-np.logaddexp(0, -reach)))


def _with_pairs(features: Array, mean: Array, spread: Array) -> Array:
    """The features on their standard scale, then the product of each two of them, each with itself too."""
    scaled = np.clip((features - mean) / spread, -_WIDEST, _WIDEST)
    left, right = np.triu_indices(scaled.shape[1])
    return np.hstack([scaled, scaled[:, left] * scaled[:, right]])


def learn_confidence(
    features: Array, right: NDArray[np.bool_], importance: Array, together: bool = True
) -> Confidence:
    """Fit the logistic model; `right` says whether the best entry was a right answer, `importance` weighs
    each row. Without `together` no two features are weighed together.

    Each feature is made so that more of it speaks for the entry, so by itself none may turn negative, but for
    the length. Two together may: a lead is worth less where the second entry lies as near by its words.
    """
    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    shown = _with_pairs(features, mean, spread)
    alone = features.shape[1]
    pairs = shown.shape[1] - alone
    penalty = np.r_[np.full(alone, _ALONE if together else _ALONE_ONLY), np.full(pairs, _TOGETHER)]
    sign = np.where(right, 1.0, -1.0)

    def loss(values: Array) -> tuple[float, Array]:
        weight, bias = values[:-1], values[-1]
        reach = sign * (shown @ weight + bias)
        slope = -importance * sign * _logistic(-reach)
        value = float((importance * np.logaddexp(0, -reach)).sum() + penalty @ weight**2)
        return value, np.r_[shown.T @ slope + 2 * penalty * weight, slope.sum()]

    from scipy.optimize import minimize  # heavy: needed to fit, not to answer

    free, none = (None, None), (0.0, 0.0)
    bounds = [
        *(free if place == _LENGTH else (0.0, None) for place in range(alone)),
        *[free if together else none] * pairs,
        free,
    ]
    solved = minimize(
        loss, np.zeros(shown.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=_TO_THE_END
    )
    return Confidence(mean, spread, np.asarray(solved.x[:-1]), float(solved.x[-1]))

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


_LONG = np.log1p(9.0)
"""From about nine words that mean something on, some twenty-five in all, a message is a family's story: more
stands in it than its question, so that every likeness is lower, and the same likeness says more."""

_HOW_SUDDENLY = 0.25
"""Of six such words 19 % counts as long, of fourteen 84 %."""

_ANOTHER_WEIGHT = tuple(
    FEATURES.index(name) for name in ("score", "lead", "not outside", "explained", "covered")
)
"""What is weighed differently in long messages. With all features weighed so, no more was right of 2,294
held-out tests at the same share of wrong answers; with none, 1.8 points fewer were."""

_MAY_BE_NEGATIVE = len(FEATURES)
"""The column that says how long a message is, whatever else it shows."""


@dataclass(frozen=True)
class Confidence:
    """How sure to be of the best entry: a logistic model over a few readable features, each on its standard
    scale, some of them weighed anew in long messages."""

    mean: Array
    spread: Array
    weight: Array
    bias: float

    def score(self, features: Array) -> Array:
        """Features, shape (m, len(FEATURES)) -> scores (m,), 0 to 1."""
        shown = _by_length(features, self.mean, self.spread)
        return np.asarray(_logistic(shown @ self.weight + self.bias), dtype=np.float64)


def _logistic(reach: Array) -> Array:
    """From 0 to 1. SciPy's comes with a module that takes a tenth of a second and 6 MB, in every process that
    answers."""
    return np.asarray(np.exp(-np.logaddexp(0, -reach)))


def _by_length(features: Array, mean: Array, spread: Array) -> Array:
    """The features on their standard scale, how long each message is from 0 to 1, and what counts differently
    in long ones. The latter have no scale of their own: where hardly a message is long, their weights stay
    near 0 instead of growing without bound."""
    scaled = (features - mean) / spread
    long = _logistic((features[:, FEATURES.index("length")] - _LONG) / _HOW_SUDDENLY)[:, None]
    return np.hstack([scaled, long, scaled[:, _ANOTHER_WEIGHT] * long])


def learn_confidence(
    features: Array, right: NDArray[np.bool_], importance: Array, penalty: float = 0.5
) -> Confidence:
    """Fit the logistic model; `right` says whether the best entry was a right answer, `importance` weighs
    each row.

    Each feature is made so that more of it speaks for the entry, so no weight may turn negative, but for the
    one that says that a message is long.
    """
    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    scaled = _by_length(features, mean, spread)
    sign = np.where(right, 1.0, -1.0)

    def loss(values: Array) -> tuple[float, Array]:
        weight, bias = values[:-1], values[-1]
        reach = sign * (scaled @ weight + bias)
        slope = -importance * sign * _logistic(-reach)
        value = float((importance * np.logaddexp(0, -reach)).sum() + penalty * (weight @ weight))
        return value, np.r_[scaled.T @ slope + 2 * penalty * weight, slope.sum()]

    from scipy.optimize import minimize  # heavy: needed to fit, not to answer

    bounds = [(0.0, None)] * scaled.shape[1] + [(None, None)]
    bounds[_MAY_BE_NEGATIVE] = (None, None)
    solved = minimize(
        loss, np.zeros(scaled.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=_TO_THE_END
    )
    return Confidence(mean, spread, np.asarray(solved.x[:-1]), float(solved.x[-1]))

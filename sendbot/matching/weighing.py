"""How sure the matcher may be: a small model over readable features, fitted on messages whose right treatment
is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]

_TO_THE_END = {"ftol": 1e-12, "gtol": 1e-9, "maxiter": 1000, "maxfun": 5000}
"""Stopping early would make scores jump when a single question is added."""


@dataclass(frozen=True)
class Confidence:
    """How sure to be of the best entry: a logistic model over a few readable features, each on its standard
    scale."""

    mean: Array
    spread: Array
    weight: Array
    bias: float

    def score(self, features: Array) -> Array:
        """Features (m, f) -> scores (m,), 0 to 1."""
        return np.asarray(
            expit(((features - self.mean) / self.spread) @ self.weight + self.bias), dtype=np.float64
        )


def learn_confidence(
    features: Array, right: NDArray[np.bool_], importance: Array, penalty: float = 0.5
) -> Confidence:
    """Fit the logistic model; `right` says whether the best entry was a right answer, `importance` weighs
    each row.

    Each feature is made so that more of it speaks for the entry, so no weight may turn negative.
    """
    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    scaled = (features - mean) / spread
    sign = np.where(right, 1.0, -1.0)

    def loss(values: Array) -> tuple[float, Array]:
        weight, bias = values[:-1], values[-1]
        reach = sign * (scaled @ weight + bias)
        slope = -importance * sign * expit(-reach)
        value = float((importance * np.logaddexp(0, -reach)).sum() + penalty * (weight @ weight))
        return value, np.r_[scaled.T @ slope + 2 * penalty * weight, slope.sum()]

    from scipy.optimize import minimize  # heavy: needed to fit, not to answer

    bounds = [(0, None)] * scaled.shape[1] + [(None, None)]
    solved = minimize(
        loss, np.zeros(scaled.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=_TO_THE_END
    )
    return Confidence(mean, spread, np.asarray(solved.x[:-1]), float(solved.x[-1]))

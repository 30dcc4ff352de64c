"""What each opinion is worth, and how sure the matcher may be: two small models, both fitted on unseen opinions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax

Array = NDArray[np.float64]

_TO_THE_END = {"ftol": 1e-12, "gtol": 1e-9, "maxiter": 1000, "maxfun": 5000}
"""Stopping early would make scores jump when a single question is added."""


@dataclass(frozen=True)
class Weights:
    """One weight for each opinion, on the opinions' standard scale: combined = sum(weight * (opinion - mean) / spread)."""

    mean: Array
    spread: Array
    weight: Array

    def combine(self, found: NDArray[np.float32]) -> Array:
        """Opinions (m, e, k) -> combined evidence (m, e): the larger, the better the fit."""
        return np.asarray(self.scale(found) @ self.weight, dtype=np.float64)

    def scale(self, found: NDArray[np.float32]) -> NDArray[np.float32]:
        """Opinions on their standard scale, same shape."""
        return np.asarray((found - self.mean) / self.spread, dtype=np.float32)


def learn_weights(found: NDArray[np.float32], owners: NDArray[np.int64], penalty: float = 1e-3) -> Weights:
    """Weights that make the right entry likeliest (a conditional logit); never negative, gently kept alike."""
    mean = found.mean(axis=(0, 1)).astype(np.float64)
    spread = np.maximum(found.std(axis=(0, 1)).astype(np.float64), 1e-6)
    scaled = ((found - mean) / spread).astype(np.float64)
    right = scaled[np.arange(len(owners)), owners]

    def loss(weight: Array) -> tuple[float, Array]:
        logs = log_softmax(scaled @ weight, axis=1)
        expected = np.einsum("me,mek->mk", np.exp(logs), scaled)
        value = -logs[np.arange(len(owners)), owners].mean() + penalty * float(((weight - 1) ** 2).sum())
        return float(value), (expected - right).mean(axis=0) + 2 * penalty * (weight - 1)

    start = np.ones(scaled.shape[2])
    solved = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start), options=_TO_THE_END
    )
    return Weights(mean, spread, np.asarray(solved.x))


@dataclass(frozen=True)
class Confidence:
    """How sure to be of the best entry: a logistic model over a few readable features, each on its standard scale."""

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
    """Fit the logistic model; `right` says whether the best entry was a right answer, `importance` weighs each row.

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

    bounds = [(0, None)] * scaled.shape[1] + [(None, None)]
    solved = minimize(
        loss, np.zeros(scaled.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=_TO_THE_END
    )
    return Confidence(mean, spread, np.asarray(solved.x[:-1]), float(solved.x[-1]))

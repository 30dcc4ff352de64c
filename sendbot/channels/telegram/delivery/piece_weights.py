"""How much each sign says for another piece. Made by `python -m tests.training.pieces`, not by hand."""

from __future__ import annotations

BIAS = -0.893
"""With no sign at all."""
WEIGHTS: dict[str, float] = {
    "asks-before": 0.292,
    "asks-briefly": -0.692,
    "asks-last": -0.238,
    "asks-not": -0.180,
    "begs": 0.174,
    "dangles": 1.096,
    "ends-,": 1.125,
    "ends-.": -0.100,
    "ends-?": -1.397,
    "ends-bare": 0.246,
    "ends-kindly": -2.720,
    "greets": 2.267,
    "joins": 2.232,
    "opens": 0.579,
    "pieces-1": -1.011,
    "pieces-2": 1.522,
    "pieces-3": 0.533,
    "pieces-4": -1.170,
    "somebody": 2.303,
    "words-0": 2.177,
    "words-1": 1.819,
    "words-2": 0.733,
    "words-3": 0.136,
    "words-4": -1.359,
    "words-5": -1.607,
    "words-6": -2.025,
}

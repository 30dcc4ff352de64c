"""How much each sign says for another piece. Made by `python -m tests.training.pieces`, not by hand."""

from __future__ import annotations

BIAS = -0.730
"""With no sign at all."""
WEIGHTS: dict[str, float] = {
    "asks-before": 0.293,
    "asks-briefly": -0.579,
    "asks-last": -0.670,
    "asks-not": 0.241,
    "begs": -0.146,
    "dangles": 1.107,
    "ends-,": 1.716,
    "ends-.": -0.315,
    "ends-?": -1.348,
    "ends-bare": -0.190,
    "ends-kindly": -2.531,
    "greets": 2.351,
    "joins": 2.161,
    "opens": 0.275,
    "pieces-1": -1.298,
    "pieces-2": 1.560,
    "pieces-3": 0.612,
    "pieces-4": -1.011,
    "somebody": 2.595,
    "words-0": 2.079,
    "words-1": 2.246,
    "words-2": 0.813,
    "words-3": -0.138,
    "words-4": -1.326,
    "words-5": -2.530,
    "words-6": -1.282,
}

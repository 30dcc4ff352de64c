"""How much each sign says for another piece. Made by `python -m tests.training.pieces`, not by hand."""

from __future__ import annotations

BIAS = -0.789
"""With no sign at all."""
WEIGHTS: dict[str, float] = {
    "asks-before": 0.445,
    "asks-briefly": -0.033,
    "asks-last": -0.757,
    "asks-not": 0.179,
    "begs": -0.755,
    "dangles": 1.527,
    "ends-,": 1.055,
    "ends-.": -0.211,
    "ends-?": -1.065,
    "ends-bare": 0.088,
    "ends-kindly": -2.605,
    "greets": 2.252,
    "joins": 1.651,
    "opens": 0.571,
    "pieces-1": -1.107,
    "pieces-2": 1.539,
    "pieces-3": 0.558,
    "pieces-4": -1.124,
    "somebody": 2.410,
    "words-0": 1.928,
    "words-1": 1.783,
    "words-2": 0.532,
    "words-3": -0.135,
    "words-4": -1.005,
    "words-5": -1.476,
    "words-6": -1.761,
}

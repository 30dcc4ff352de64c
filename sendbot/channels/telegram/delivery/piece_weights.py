"""How much each sign says for another piece. Made by `python -m tests.training.pieces`, not by hand."""

from __future__ import annotations

BIAS = -0.921
"""With no sign at all."""
WEIGHTS: dict[str, float] = {
    "asks-before": 0.343,
    "asks-briefly": -0.444,
    "asks-last": -0.598,
    "asks-not": 0.118,
    "begs": -0.713,
    "dangles": 1.301,
    "ends-,": 0.793,
    "ends-.": -0.303,
    "ends-?": -0.947,
    "ends-bare": 0.321,
    "ends-kindly": -2.684,
    "greets": 2.252,
    "joins": 2.190,
    "opens": 0.275,
    "pieces-1": -1.180,
    "pieces-2": 1.556,
    "pieces-3": 0.545,
    "pieces-4": -1.059,
    "somebody": 2.357,
    "words-0": 2.037,
    "words-1": 1.756,
    "words-2": 0.567,
    "words-3": -0.244,
    "words-4": -0.626,
    "words-5": -1.703,
    "words-6": -1.925,
}

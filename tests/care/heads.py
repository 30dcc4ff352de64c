"""A small head with made-up weights, for tests of what is done with one."""

from __future__ import annotations

import numpy as np

from sendbot.care.name_head import KINDS, Floats, Head, Network
from sendbot.care.word_forms import BUCKETS

WIDTH = 8
"""Of the encoder's states."""
_FEATURES, _BAG, _HIDDEN = 48, 4, 6
"""A word's own features, a bag of pieces, and the hidden layer."""


def made_up_head() -> Head:
    """The same at each call."""
    chance = np.random.default_rng(7)

    def some(*shape: int) -> Floats:
        return np.asarray(chance.normal(size=shape) / 4, dtype=np.float32)

    networks = tuple(
        Network(
            neighbours=neighbours,
            hidden=some((3 if neighbours else 1) * WIDTH + _FEATURES + 2 * _BAG, _HIDDEN),
            hidden_bias=some(_HIDDEN),
            out=some(_HIDDEN, len(KINDS)),
            out_bias=some(len(KINDS)),
            pieces=some(BUCKETS, _BAG),
            around=some(BUCKETS, _BAG),
        )
        for neighbours in (True, False)
    )
    return Head("made-up", some(WIDTH + _FEATURES), np.ones(WIDTH + _FEATURES, dtype=np.float32), networks)

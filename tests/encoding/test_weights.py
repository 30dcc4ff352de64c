from __future__ import annotations

import numpy as np
import pytest

from sendbot.encoding import weights
from sendbot.encoding.weights import Weights, installed_weights
from sendbot.errors import EncoderError


def test_weights_that_are_not_the_published_ones_are_refused() -> None:
    path = installed_weights()
    assert path is not None
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    with pytest.raises(EncoderError, match="not the published ones"):
        Weights(bytes(raw))


def test_four_bits_are_unpacked_as_the_publisher_packs_them() -> None:
    scale = np.array([0.5], "<f2").tobytes()
    packed = bytes(
        (low + 8) | ((high + 8) << 4) for low, high in zip(range(-8, 8), reversed(range(-8, 8)), strict=True)
    )
    opened = object.__new__(Weights)
    opened._raw = scale + packed
    opened._tensors = {"one": 0}
    assert opened.blocks("one", 1, 32).tolist() == [
        [0.5 * value for value in (*range(-8, 8), *reversed(range(-8, 8)))]
    ]


def test_a_package_that_is_not_installed_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "CARRIER", "no_such_package_here")
    assert installed_weights() is None

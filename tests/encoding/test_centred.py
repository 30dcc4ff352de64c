"""What differs from the ordinary is what is compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sendbot.encoding.centred import CentredEncoder
from sendbot.encoding.encoder import Encoded, Vectors


class Leaning:
    """An encoder whose vectors nearly all point one way."""

    name = "leaning"
    dimensions = 3

    def encode(self, texts: Sequence[str]) -> Encoded:
        rows = np.array([[1.0, 0.1 * ("a" in text), 0.1 * ("b" in text)] for text in texts], dtype=np.float32)
        return Encoded(np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts).vectors


def test_texts_that_seemed_alike_are_told_apart() -> None:
    plain = Leaning()
    one, other = plain.vectors(["a", "b"])
    assert one @ other > 0.95
    encoder = CentredEncoder(plain, ["a", "b"] * 200)
    one, other = encoder.vectors(["a", "b"])
    assert one @ other < 0
    assert np.allclose(encoder.encode(["a"]).vectors[0], one)


def test_its_name_differs_so_that_kept_vectors_are_not_mixed() -> None:
    assert CentredEncoder(Leaning(), ["a"]).name != Leaning.name

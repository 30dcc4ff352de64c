"""A message is encoded once, however many ask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sendbot.encoding.encoder import Encoded, Vectors
from sendbot.encoding.once import OnceEncoder


class Counting:
    """An encoder that says what it was asked to read."""

    name = "counting"
    dimensions = 2

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Encoded:
        self.read += texts
        vectors = np.array([[len(text), 1] for text in texts], dtype=np.float32)
        states = [np.ones((2, 2), dtype=np.float32) * len(text) for text in texts]
        return Encoded(vectors, states, [np.zeros((2, 2), dtype=np.int32) for _ in texts])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts).vectors


def test_the_same_text_is_read_once_and_parts_are_added() -> None:
    inner = Counting()
    once = OnceEncoder(inner)
    first = once.encode(["my son was excluded"])
    again = once.encode(["what now", "my son was excluded"])
    assert once.vectors(["what now"])[0, 0] == len("what now")
    assert inner.read == ["my son was excluded", "what now"]
    assert np.array_equal(first.states[0], again.states[1])
    assert again.vectors[:, 0].tolist() == [8, 19]


def test_many_texts_are_a_fit_and_are_not_remembered() -> None:
    inner = Counting()
    once = OnceEncoder(inner)
    texts = [f"text {number}" for number in range(9)]
    once.vectors(texts)
    once.vectors(texts)
    assert len(inner.read) == 18


def test_the_oldest_is_forgotten() -> None:
    inner = Counting()
    once = OnceEncoder(inner)
    for number in range(65):
        once.encode([f"text {number}"])
    once.encode(["text 64"])
    once.encode(["text 0"])
    assert inner.read[65:] == ["text 0"]


def test_nothing_asked_is_nothing_found() -> None:
    assert OnceEncoder(Counting()).encode([]).vectors.shape == (0, 2)

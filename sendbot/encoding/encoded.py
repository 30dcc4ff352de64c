"""What an encoder is and gives: vectors of texts, the states of their tokens, and where each token stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Offsets = NDArray[np.int32]


@dataclass(frozen=True)
class Encoded:
    """What one pass of the encoder found in some texts. `states` and `offsets` are empty lists where an
    encoder shows no tokens."""

    vectors: Vectors
    states: Sequence[Vectors] = field(default_factory=list)
    offsets: Sequence[Offsets] = field(default_factory=list)

    def part(self, text: int, start: int, end: int) -> Vectors:
        """The vector of the characters from `start` to `end` of one text; the whole text's where no token
        stands there."""
        if not self.states:
            return np.asarray(self.vectors[text])
        offsets = self.offsets[text]
        inside = (offsets[:, 1] > start) & (offsets[:, 0] < end)
        if not inside.any():
            return np.asarray(self.vectors[text])
        return np.asarray(unit(self.states[text][inside].mean(axis=0, keepdims=True))[0])


class Encoder(Protocol):
    """Anything that turns texts into vectors of length 1."""

    name: str
    """Changes whenever vectors change: what was learned with one encoder is never used with another."""

    dimensions: int
    """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """One vector a text, with the states of its tokens. Never fails, whatever the texts hold."""
        ...

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors alone, shape (len(texts), dimensions)."""
        ...


def unit(vectors: NDArray[Any]) -> Vectors:
    """Each row at length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def centred(vectors: Vectors, centre: Vectors) -> Vectors:
    """The vectors as they differ from the ordinary, each of length 1 again."""
    return unit(vectors - centre)


def encodable(text: str, limit: int) -> str:
    """At most `limit` characters, free of lone surrogates; the length of what stays is the same, so that
    offsets hold."""
    kept = text[:limit]
    if kept.isascii():
        return kept
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in kept)


def batches(lengths: Sequence[int], most: int = 32) -> list[list[int]]:
    """The places of texts of like length together: in a batch, the short are padded to the longest and cost
    as much.

    More than 32 at once were no faster and take more memory.
    """
    found: list[list[int]] = []
    shortest = 0
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not found or len(found[-1]) == most or lengths[place] > shortest * 1.5 + 4:
            found.append([])
            shortest = lengths[place]
        found[-1].append(place)
    return found

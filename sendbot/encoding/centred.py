"""An encoder whose vectors show how a text differs from the ordinary: the mean over ordinary texts is taken
away."""

from __future__ import annotations

from collections.abc import Sequence

from sendbot.encoding.encoder import Encoded, Encoder, Vectors, centred

SAMPLE = 240
"""Ordinary texts whose mean is taken: twice as many move it by less than a hundredth."""


class CentredEncoder:
    """Vectors that can be compared as they are. Token states stay as the encoder gives them."""

    def __init__(self, encoder: Encoder, ordinary: Sequence[str]) -> None:
        """`ordinary` are texts such as the questions of the knowledge, evenly sampled here."""
        self._encoder = encoder
        sample = list(ordinary)[:: max(1, len(ordinary) // SAMPLE)]
        self._centre = encoder.vectors(sample).mean(axis=0)
        self.name = f"{encoder.name}, centred"
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Encoded:
        """As the encoder does it, the vectors centred."""
        found = self._encoder.encode(texts)
        return Encoded(centred(found.vectors, self._centre), found.states, found.offsets)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors alone, centred."""
        return centred(self._encoder.vectors(texts), self._centre)

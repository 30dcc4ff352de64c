"""A message is encoded once: whatever asks for the same text again, shortly after, gets what was found."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from sendbot.encoding.encoder import Encoded, Encoder, Vectors

_LATEST = 64
"""Texts: the messages under way at one time, with their sentences. Their states take some 10 MB at most."""
_FEW = 8
"""Texts asked for together that may be a message with its parts; more are a fit, which is no message."""


class OnceEncoder:
    """An encoder that remembers the latest texts, whole. Threads may share it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._latest: OrderedDict[str, Encoded] = OrderedDict()
        self._lock = threading.Lock()
        self.name = encoder.name
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Encoded:
        """As the encoder does it; a text that was read just now is not read again."""
        if len(texts) > _FEW:
            return self._encoder.encode(texts)
        with self._lock:
            known = {text: self._latest[text] for text in texts if text in self._latest}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            found = self._encoder.encode(missing)
            known |= {text: _one(found, place) for place, text in enumerate(missing)}
            self._keep(missing, known)
        return Encoded(
            vectors=np.concatenate([known[text].vectors for text in texts])
            if texts
            else np.zeros((0, self.dimensions), dtype=np.float32),
            states=[state for text in texts for state in known[text].states],
            offsets=[offsets for text in texts for offsets in known[text].offsets],
        )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors alone. Few texts are a message, and are read with their states for whoever is next."""
        return self._encoder.vectors(texts) if len(texts) > _FEW else self.encode(texts).vectors

    def _keep(self, texts: Sequence[str], known: dict[str, Encoded]) -> None:
        with self._lock:
            for text in texts:
                self._latest[text] = known[text]
                self._latest.move_to_end(text)
            while len(self._latest) > _LATEST:
                self._latest.popitem(last=False)


def _one(found: Encoded, place: int) -> Encoded:
    return Encoded(
        vectors=found.vectors[place : place + 1],
        states=found.states[place : place + 1],
        offsets=found.offsets[place : place + 1],
    )

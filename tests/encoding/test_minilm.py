from __future__ import annotations

import numpy as np
import pytest

from sendbot.encoding import minilm
from sendbot.encoding.minilm import MiniLmEncoder
from sendbot.errors import EncoderError


def test_weights_that_are_not_the_published_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "_DIGEST", "0" * 64)
    with pytest.raises(EncoderError, match="not the published ones"):
        MiniLmEncoder()


def test_a_sentence_has_the_same_vector_alone_and_among_others() -> None:
    encoder = MiniLmEncoder()
    texts = [
        "how long does it take",
        "a",
        "what happens when the council says no to a plan for my child and nobody explains why",
    ]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.995

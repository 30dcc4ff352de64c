"""The small library with safety examples, and an encoder that is made of nothing but words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoder import Encoded
from sendbot.knowledge.entries import Knowledge, SafetyRule
from sendbot.matching.reading.text import words
from tests.conversation.small_house import KNOWLEDGE, RULE

RULES = (SafetyRule(id=RULE.id, concern=RULE.concern, phrases=RULE.phrases, must_fire=RULE.must_fire),)
EXAMPLES = {
    "safety-flood": tuple(
        f"the water is rising {place}"
        for place in ("here", "now", "fast", "at home", "in the cellar", "again")
    ),
    "safety-fire": tuple(
        f"the house is burning {place}"
        for place in ("here", "now", "fast", "at home", "in the kitchen", "again")
    ),
}
HARMLESS = (
    "a book about the sea",
    "a novel",
    "a poem",
    "is the cafe open",
    "tea and cake",
    "a map",
    "a chair",
    "my card is lost",
    "a quiet room",
    "a film",
)


class WordEncoder:
    """Words hashed into a few dimensions: enough to tell floods from books."""

    name = "words"
    dimensions = 64

    def encode(self, texts: Sequence[str]) -> Encoded:
        return Encoded(self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, sum(ord(letter) * (place + 1) for place, letter in enumerate(word)) % 64] += 1
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def taught() -> Knowledge:
    return replace(KNOWLEDGE, safety_rules=RULES, safety_examples=EXAMPLES, safety_near_misses=HARMLESS)

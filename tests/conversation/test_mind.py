from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sendbot.conversation.turn import take_turn
from sendbot.errors import KnowledgeError
from sendbot.knowledge.entries import Knowledge, SafetyRule
from sendbot.matching.reading.text import words
from sendbot.mind.danger_model import danger_model
from sendbot.mind.mind import build_mind
from tests.conversation.small_house import KNOWLEDGE, RULE, message

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

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, sum(ord(letter) * (place + 1) for place, letter in enumerate(word)) % 64] += 1
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def taught() -> Knowledge:
    return replace(KNOWLEDGE, safety_rules=RULES, safety_examples=EXAMPLES, safety_near_misses=HARMLESS)


def test_a_mind_is_built_from_knowledge_alone() -> None:
    mind = build_mind(taught(), None)
    assert mind.classifier is None
    assert take_turn(message("how do I borrow a book"), mind).entry == "borrow"
    assert take_turn(message("we are drowning"), mind).concerns == ("safety-flood",)


def test_missing_words_and_missing_entries_are_said() -> None:
    with pytest.raises(KnowledgeError, match='"fallback" is missing'):
        build_mind(
            replace(
                KNOWLEDGE, wording={key: text for key, text in KNOWLEDGE.wording.items() if key != "fallback"}
            ),
            None,
        )
    with pytest.raises(KnowledgeError, match="holds no entries"):
        build_mind(replace(KNOWLEDGE, entries={}), None)


def test_the_trained_look_is_kept_and_used_again(tmp_path: Path) -> None:
    first = danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    written = kept.stat().st_mtime_ns
    again = danger_model(taught(), WordEncoder(), tmp_path)
    assert first is not None
    assert again is not None
    assert kept.stat().st_mtime_ns == written
    assert (
        first.concerns_in("the water is rising here")
        == again.concerns_in("the water is rising here")
        == ("safety-flood",)
    )
    assert again.concerns_in("a quiet room") == ()


def test_a_torn_file_is_made_again_and_an_old_one_removed(tmp_path: Path) -> None:
    danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    kept.write_bytes(kept.read_bytes()[:100])
    (tmp_path / "safety-old.npz").write_bytes(b"")
    look = danger_model(taught(), WordEncoder(), tmp_path)
    assert look is not None
    assert look.concerns_in("the house is burning now") == ("safety-fire",)
    kept.write_bytes(b"")
    assert danger_model(taught(), WordEncoder(), tmp_path) is not None


def test_without_encoder_or_examples_the_rules_stand_alone() -> None:
    assert danger_model(taught(), None) is None
    assert danger_model(replace(taught(), safety_near_misses=()), WordEncoder()) is None

"""A text that several models learn from is read by the encoder once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sendbot.mind.mind import build_mind
from tests.mind.teaching import WordEncoder, taught


class Counting(WordEncoder):
    """Counts how often it is given each text."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given.update(texts)
        return super().vectors(texts)


def test_what_several_models_learn_from_is_read_once(tmp_path: Path) -> None:
    encoder = Counting()
    knowledge = taught()
    assert build_mind(knowledge, encoder, tmp_path).classifier is not None
    assert any(
        question in encoder.given for entry in knowledge.entries.values() for question in entry.questions
    )
    assert {text for text, times in encoder.given.items() if times > 1} == set()


def test_without_a_folder_too() -> None:
    encoder = Counting()
    build_mind(taught(), encoder)
    assert encoder.given
    assert max(encoder.given.values()) == 1


def test_what_is_read_when_a_question_is_answered_is_not_kept(tmp_path: Path) -> None:
    encoder = Counting()
    mind = build_mind(taught(), encoder, tmp_path)
    for _ in range(2):
        mind.matcher.rank("a text that nobody has ever written here")
    assert encoder.given["a text that nobody has ever written here"] == 2

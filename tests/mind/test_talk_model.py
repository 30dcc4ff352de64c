"""The look at small talk is fitted once and kept; another encoder or other questions make another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
import yaml

from sendbot.encoding.encoder import Encoded, Vectors, load_encoder
from sendbot.knowledge.reading import load
from sendbot.mind.talk_model import talk_model
from tests.conversation.small_house import KNOWLEDGE


@dataclass
class PairEncoder:
    """Each text as the pairs of letters that it holds; counts what it reads."""

    name: str = "pairs"
    dimensions: int = 128
    read: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Encoded:
        self.read += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for first, second in zip(text.casefold(), text.casefold()[1:], strict=False):
                row[(ord(first) * 31 + ord(second)) % self.dimensions] += 1
        return Encoded(np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts).vectors


JUDGED = yaml.safe_load(
    Path(__file__).parents[1].joinpath("matching", "small_talk_judged.yaml").read_text(encoding="utf-8")
)


def test_small_talk_that_nothing_was_learned_from_is_told_from_questions_in_nine_languages() -> None:
    look = talk_model(load(Path("knowledge")), load_encoder(Path("data")), Path("data/cache"))
    assert look is not None

    def chance(text: str) -> float:
        found = look.talk(text)
        return found.score if found else 0.0

    talked = [chance(text) for text in chain(*JUDGED["small_talk"].values())]
    asked = [chance(text) for text in JUDGED["questions"]]
    assert sum(score >= 0.5 for score in talked) / len(talked) >= 0.9
    assert sum(score >= 0.5 for score in asked) / len(asked) <= 0.15


def test_it_is_fitted_once_and_read_back_the_same(tmp_path: Path) -> None:
    first = talk_model(KNOWLEDGE, PairEncoder(), tmp_path)
    later = PairEncoder()
    again = talk_model(KNOWLEDGE, later, tmp_path)
    assert first is not None
    assert again is not None
    assert later.read == []
    assert np.array_equal(first.look.weights, again.look.weights)
    assert first.talk("oh thank you so much") == again.talk("oh thank you so much")


def test_another_encoder_is_fitted_anew(tmp_path: Path) -> None:
    talk_model(KNOWLEDGE, PairEncoder(), tmp_path)
    other = PairEncoder(name="other")
    talk_model(KNOWLEDGE, other, tmp_path)
    assert other.read


def test_without_an_encoder_there_is_none() -> None:
    assert talk_model(KNOWLEDGE, None) is None

"""What kind of small talk a message is: learned from curated examples of each kind, set against the questions
that entries answer."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.reading.text import words

LONGEST = 12
"""A message of more words than this tells something, and is read as a question."""
_QUESTION = "question"
_TIGHTNESS = 20.0
"""How closely the model follows its examples (the inverse of its penalty); half of the examples judged the
other half best with it."""


class Encode(Protocol):
    """Texts in, vectors of length 1 out."""

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimensions)."""
        ...


@dataclass(frozen=True)
class Talk:
    """A kind of small talk, and how likely the message is small talk at all, 0 to 1."""

    kind: str
    score: float


def plain_talk(text: str) -> Talk | None:
    """The kind that needs no model: nothing but emoji or question marks, or word for word one of the
    examples."""
    visible = [letter for letter in text if not letter.isspace()]
    if visible and not any(letter.isalnum() for letter in visible):
        return _wordless(visible)
    kind = _by_words().get(" ".join(words(text)))
    return Talk(kind, 1.0) if kind else None


class SmallTalk:
    """The learned look: one small model over the encoder's vectors."""

    def __init__(self, model: Any, encode: Encode) -> None:
        self._model = model
        self._encode = encode

    @classmethod
    def fit(cls, encode: Encode, questions: NDArray[np.float32]) -> SmallTalk:
        """Learn the kinds; `questions` are vectors of what entries answer, which no small talk is."""
        from sklearn.linear_model import LogisticRegression  # heavy: a second, and only fitting needs it

        texts = [(kind, text) for kind, found in _examples().items() for text in found]
        vectors = np.concatenate([encode([text for _, text in texts]), questions])
        kinds = [kind for kind, _ in texts] + [_QUESTION] * len(questions)
        return cls(LogisticRegression(C=_TIGHTNESS, max_iter=400).fit(vectors, kinds), encode)

    def talk(self, text: str) -> Talk | None:
        """The likeliest kind of a short message; None for a long one."""
        known = plain_talk(text)
        if known is not None or not 0 < len(words(text)) <= LONGEST:
            return known
        chances = self._model.predict_proba(self._encode([text]))[0]
        names = list(self._model.classes_)
        asked = float(chances[names.index(_QUESTION)])
        kinds = {
            str(name): float(chance) for name, chance in zip(names, chances, strict=True) if name != _QUESTION
        }
        return Talk(max(kinds, key=lambda name: kinds[name]), 1 - asked)


def _wordless(visible: Sequence[str]) -> Talk | None:
    if all(unicodedata.category(letter).startswith("P") for letter in visible):
        return Talk("confused", 1.0) if "?" in visible else None
    kinds = {kind: sum(letter in emoji for letter in visible) for kind, emoji in _data()["emoji"].items()}
    best = max(kinds, key=lambda kind: kinds[kind])
    return Talk(best, 1.0) if kinds[best] else Talk("laugh", 1.0) if _pictures(visible) else None


def _pictures(visible: Sequence[str]) -> bool:
    return any(unicodedata.category(letter) == "So" for letter in visible)


@cache
def _by_words() -> dict[str, str]:
    return {" ".join(words(text)): kind for kind, found in _examples().items() for text in found}


def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = _data()["examples"]
    return found


@cache
def _data() -> dict[str, Any]:
    text = files("sendbot.matching").joinpath("data", "small_talk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""What kind of small talk a message is: learned from curated examples of each kind, set against the questions
that entries answer."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoder import Vectors, centred
from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.text import words

LONGEST = 12
"""A message of more words than this tells something, and is read as a question."""
_QUESTION = "question"
_TIGHTNESS = 20.0
"""How closely the model follows its examples (the inverse of its penalty); half of the examples judged the
other half best with it."""


@dataclass(frozen=True)
class Talk:
    """A kind of small talk, and how likely the message is small talk at all, 0 to 1."""

    kind: str
    score: float


def plain_talk(text: str, places: LocalPlaces = NOWHERE) -> Talk | None:
    """The kind that needs no model: nothing but emoji or question marks, or word for word one of the
    examples."""
    visible = [letter for letter in text if not letter.isspace()]
    if visible and not any(letter.isalnum() for letter in visible):
        return _wordless(visible)
    kind = _by_words(places).get(" ".join(words(text)))
    return Talk(kind, 1.0) if kind else None


@dataclass(frozen=True)
class SmallTalk:
    """The learned look: one small softmax model over the encoder's centred vectors."""

    kinds: tuple[str, ...]
    centre: Vectors
    weights: Vectors
    """Shape (dimensions + 1, kinds); the last row is the bias."""
    places: LocalPlaces = NOWHERE
    """Whose towns stand in the examples."""

    @classmethod
    def fit(
        cls, encode: Callable[[Sequence[str]], Vectors], questions: Vectors, places: LocalPlaces = NOWHERE
    ) -> SmallTalk:
        """Learn the kinds; `questions` are vectors of what entries answer, which no small talk is, as are the
        short questions that only look like it."""
        texts = [(kind, text) for kind, found in _examples(places).items() for text in found]
        texts += [(_QUESTION, places.filled(text)) for text in _data()["look_alikes"]["questions"]]
        kinds = (*_examples(places), _QUESTION)
        centre = questions.mean(axis=0)
        vectors = centred(np.concatenate([encode([text for _, text in texts]), questions]), centre)
        owners = [kinds.index(kind) for kind, _ in texts] + [len(kinds) - 1] * len(questions)
        return cls(kinds, centre, _softmax_weights(vectors, np.array(owners), len(kinds)), places)

    def talk(self, text: str, vector: Callable[[], Vectors]) -> Talk | None:
        """The likeliest kind of a short message; None for a long one. `vector` gives the message's, when it
        is wanted."""
        known = plain_talk(text, self.places)
        if known is not None or not 0 < len(words(text)) <= LONGEST:
            return known
        chances = np.exp(_log_softmax(_with_one(centred(vector()[None, :], self.centre)) @ self.weights))[0]
        best = int(np.argmax(chances[:-1]))
        return Talk(self.kinds[best], float(1 - chances[-1]))


def _with_one(vectors: Vectors) -> Vectors:
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])


def _log_softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """By row. SciPy's comes with a module that takes a tenth of a second and 6 MB, in every process that
    answers."""
    from_best = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(from_best - np.log(np.exp(from_best).sum(axis=1, keepdims=True)))


def _softmax_weights(vectors: Vectors, owners: NDArray[np.int64], kinds: int) -> Vectors:
    """Multinomial logistic regression with an L2 penalty, to the end: the same examples give the same
    weights."""
    rows = _with_one(vectors).astype(np.float64)
    wanted = np.eye(kinds)[owners]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(rows.shape[1], kinds)
        scores = rows @ weights
        likely = _log_softmax(scores)
        chances = np.exp(likely)
        penalised = weights.copy()
        penalised[-1] = 0.0
        value = -float((wanted * likely).sum()) + float((penalised**2).sum()) / (2 * _TIGHTNESS)
        return value, (rows.T @ (chances - wanted) + penalised / _TIGHTNESS).ravel()

    from scipy.optimize import minimize  # heavy: needed to fit, not to answer

    start = np.zeros(rows.shape[1] * kinds)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x.reshape(rows.shape[1], kinds), dtype=np.float32)


def _wordless(visible: Sequence[str]) -> Talk | None:
    if all(unicodedata.category(letter).startswith("P") for letter in visible):
        return Talk("confused", 1.0) if "?" in visible else None
    kinds = {kind: sum(letter in emoji for letter in visible) for kind, emoji in _data()["emoji"].items()}
    best = max(kinds, key=lambda kind: kinds[kind])
    return Talk(best, 1.0) if kinds[best] else Talk("laugh", 1.0) if _pictures(visible) else None


def _pictures(visible: Sequence[str]) -> bool:
    return any(unicodedata.category(letter) == "So" for letter in visible)


@lru_cache(maxsize=8)
def _by_words(places: LocalPlaces) -> dict[str, str]:
    return {" ".join(words(text)): kind for kind, found in _examples(places).items() for text in found}


def _examples(places: LocalPlaces) -> dict[str, list[str]]:
    found: dict[str, list[str]] = _data()["examples"]
    return {kind: [places.filled(text) for text in texts] for kind, texts in found.items()}


@cache
def _data() -> dict[str, Any]:
    text = files("sendbot.matching").joinpath("data", "small_talk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

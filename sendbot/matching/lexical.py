"""Word and character evidence: sparse TF-IDF rows over word runs and letter runs, so that exact words
count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.matching.reading.text import STOP_WORDS, character_ngrams, content_words, word_ngrams

WORD_SHARE = 0.75
"""How much of a row's length belongs to word runs; the rest belongs to letter runs, which forgive slips."""


def features_of(tokens: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """Word runs and letter runs of a text. Single stop words are left out; runs that hold them ("not in")
    stay."""
    runs = Counter(run for run in word_ngrams(tokens) if run not in STOP_WORDS)
    letters = Counter(chain.from_iterable(map(_letter_runs, content_words(tokens))))
    return runs, letters


@lru_cache(maxsize=4096)
def _letter_runs(token: str) -> tuple[str, ...]:
    """The letter runs of one word. A few thousand words are nine tenths of all that is said: 5 MB."""
    return tuple(f"#{run}" for run in character_ngrams([token]))


class LexicalIndex:
    """Vectors for texts over a fixed vocabulary of runs; rows have length 1 (or 0 when nothing is known)."""

    def __init__(
        self, vocabulary: Mapping[str, int], idf: NDArray[np.float32], word_share: float = WORD_SHARE
    ) -> None:
        self._vocabulary = vocabulary
        self._idf = idf
        self._word_share = word_share

    @classmethod
    def fit(cls, texts: Iterable[Sequence[str]], word_share: float = WORD_SHARE) -> LexicalIndex:
        """Learn the vocabulary and its inverse document frequencies from tokenised texts."""
        seen: Counter[str] = Counter()
        total = 0
        for tokens in texts:
            runs, letters = features_of(tokens)
            seen.update(runs.keys())
            seen.update(letters.keys())
            total += 1
        vocabulary = {run: place for place, run in enumerate(sorted(seen))}
        counts = np.array([seen[run] for run in vocabulary], dtype=np.float32)
        return cls(
            vocabulary, np.asarray(np.log((1 + total) / (1 + counts)) + 1, dtype=np.float32), word_share
        )

    def extended(self, texts: Iterable[Sequence[str]], known: int) -> LexicalIndex:
        """With the runs of more texts, the old ones weighed as they are; `known` texts hold none of the new
        ones."""
        seen: Counter[str] = Counter()
        for tokens in texts:
            for runs in features_of(tokens):
                seen.update(run for run in runs if run not in self._vocabulary)
        vocabulary = {**self._vocabulary}
        vocabulary.update((run, self.size + place) for place, run in enumerate(sorted(seen)))
        counts = np.array([seen[run] for run in sorted(seen)], dtype=np.float32)
        more = np.log((1 + known) / (1 + counts)) + 1
        return LexicalIndex(vocabulary, np.append(self._idf, more).astype(np.float32), self._word_share)

    @property
    def word_share(self) -> float:
        """How much of a row's length belongs to word runs."""
        return self._word_share

    @property
    def size(self) -> int:
        """How many runs are known."""
        return len(self._vocabulary)

    @property
    def vocabulary(self) -> list[str]:
        """The known runs in their order."""
        return list(self._vocabulary)

    @property
    def idf(self) -> NDArray[np.float32]:
        """The weight of each run, rarer is heavier."""
        return self._idf

    def rows(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """A matrix of shape (len(texts), size), float32."""
        indices: list[NDArray[np.int32]] = []
        values: list[NDArray[np.float32]] = []
        ends = [0]
        for tokens in texts:
            places, weights = self.row(tokens)
            indices.append(places)
            values.append(weights)
            ends.append(ends[-1] + len(places))
        joined = (np.concatenate(values), np.concatenate(indices), np.array(ends)) if texts else ([], [], [0])
        return sparse.csr_matrix(joined, shape=(len(texts), self.size), dtype=np.float32)

    def row(self, tokens: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The places and weights of one text."""
        runs, letters = features_of(tokens)
        word_places, word_weights = self._block(runs, self._word_share)
        letter_places, letter_weights = self._block(letters, 1 - self._word_share)
        places = np.concatenate([word_places, letter_places])
        weights = np.concatenate([word_weights, letter_weights])
        length = float(np.sqrt(weights @ weights))
        return places, np.asarray(weights / length if length else weights, dtype=np.float32)

    def _block(self, counts: Counter[str], share: float) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        found = [
            (place, count)
            for run, count in counts.items()
            if (place := self._vocabulary.get(run)) is not None
        ]
        places = np.array([place for place, _ in found], dtype=np.int32)
        tf = 1 + np.log(np.array([count for _, count in found], dtype=np.float32))
        weights = tf * self._idf[places] if found else np.zeros(0, dtype=np.float32)
        length = float(np.sqrt(weights @ weights))
        return places, np.asarray(
            weights * (np.sqrt(share) / length) if length else weights, dtype=np.float32
        )

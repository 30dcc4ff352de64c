"""What each entry says and is asked in: the closest of it to a message, and which of a message's words it
never holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.matching.kernel import Owners, Texts
from sendbot.matching.one_row import FEW, against_texts
from sendbot.matching.reading.text import content_words

_STEM = 5
"""Letters by which words count as one: "exclude", "excluded" and "exclusion" share them, "appeal" and "apply"
do not."""


@dataclass(frozen=True)
class Sentences:
    """Texts sorted by entry, vectors in half precision, with where each entry's begin (one more at the
    end)."""

    texts: Texts
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Texts, owners: Owners, entries: int) -> Sentences:
        """`owners` must be sorted; an entry may own none."""
        starts = np.searchsorted(owners, np.arange(entries + 1))
        return cls(Texts(texts.vectors.astype(np.float16), texts.rows), starts.astype(np.int64))

    def closest(
        self,
        entry: int,
        vectors: NDArray[np.float32],
        rows: sparse.csr_matrix,
        without: Sequence[int | None] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The greatest likeness of words and of meaning of each message (vectors (n, d), rows (n, words));
        0 where there is none to compare with. `without` says which text is left out for each."""
        start, end = int(self.starts[entry]), int(self.starts[entry + 1])
        if start == end:
            nothing = np.zeros(rows.shape[0], dtype=np.float32)
            return nothing, nothing
        if rows.shape[0] <= FEW:
            words = against_texts(self.texts.rows, start, end, rows)
        else:
            words = np.asarray((self.texts.rows[start:end] @ rows.T).toarray(), dtype=np.float32)
        meaning = np.zeros_like(words)
        if vectors.shape[1]:
            meaning = self.texts.vectors[start:end].astype(np.float32) @ vectors.T
        for message, place in enumerate(without or ()):
            if place is not None and start <= place < end:
                words[place - start, message] = meaning[place - start, message] = _LEFT_OUT
        return _greatest(words), _greatest(meaning)


_LEFT_OUT = -np.inf


def _greatest(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    found = likeness.max(axis=0)
    return np.where(np.isneginf(found), np.float32(0), found)


class EntryWords:
    """How many of each entry's texts hold each word, by the beginning of the word, and how telling a word
    is."""

    def __init__(
        self, stems: Mapping[str, int], counts: sparse.csr_matrix, weight: NDArray[np.float32]
    ) -> None:
        self.stems = stems
        self.counts = counts
        self.weight = weight

    @classmethod
    def of(cls, texts: Iterable[tuple[int, Sequence[str]]], entries: int) -> EntryWords:
        """From (entry, words) of everything that entries are asked in and say."""
        held: list[Counter[str]] = [Counter() for _ in range(entries)]
        for entry, tokens in texts:
            held[entry].update(stems_of(tokens))
        names = sorted({stem for counter in held for stem in counter})
        stems = {stem: place for place, stem in enumerate(names)}
        rows = [
            (entry, stems[stem], count)
            for entry, counter in enumerate(held)
            for stem, count in counter.items()
        ]
        owner, column, count = (
            np.array(part, dtype=np.int32) for part in (zip(*rows, strict=True) if rows else ((), (), ()))
        )
        return cls._weighed(stems, sparse.csr_matrix((count, (owner, column)), shape=(entries, len(stems))))

    @classmethod
    def _weighed(cls, stems: Mapping[str, int], counts: sparse.csr_matrix) -> EntryWords:
        spread = np.bincount(counts.indices, minlength=len(stems))
        return cls(stems, counts, np.log((counts.shape[0] + 1) / (spread + 0.5)).astype(np.float32))

    def exchanged(self, rows: Sequence[int], others: EntryWords) -> EntryWords:
        """For other entries: `rows` names each one among these, or among `others` counted after these."""
        names = list(dict.fromkeys([*self.stems, *others.stems]))
        places = {name: place for place, name in enumerate(names)}
        parts = []
        for words in (self, others):
            columns = np.array([places[stem] for stem in words.stems], dtype=np.int32)
            counts = words.counts
            moved = (counts.data, columns[counts.indices], counts.indptr)
            parts.append(sparse.csr_matrix(moved, shape=(counts.shape[0], len(names))))
        joined = sparse.vstack(parts).tocsr()[list(rows)]
        held = np.flatnonzero(np.bincount(joined.indices, minlength=len(names)))
        return self._weighed({names[old]: place for place, old in enumerate(held)}, joined[:, held])

    def explained(
        self, entry: int, messages: Sequence[Sequence[str]], at_least: Sequence[int]
    ) -> list[float]:
        """The share of each message's words that stand in `at_least` so many of the entry's texts, rare words
        counting more.

        Words that no entry holds count like the rarest. 1 when nothing is said at all.
        """
        start, end = self.counts.indptr[entry], self.counts.indptr[entry + 1]
        held = dict(
            zip(self.counts.indices[start:end].tolist(), self.counts.data[start:end].tolist(), strict=True)
        )
        return [
            self._explained(held, tokens, least) for tokens, least in zip(messages, at_least, strict=True)
        ]

    def _explained(self, held: Mapping[int, int], tokens: Sequence[str], at_least: int) -> float:
        wanted = stems_of(tokens)
        if not wanted:
            return 1.0
        rarest = float(self.weight.max(initial=1.0))
        total = found = 0.0
        for stem in wanted:
            place = self.stems.get(stem)
            weight = rarest if place is None else float(self.weight[place])
            total += weight
            if place is not None and held.get(place, 0) >= at_least:
                found += weight
        return found / total if total > 0 else 1.0

    def holds(self, entry: int, tokens: Collection[str]) -> bool:
        """Does any text of the entry hold one of the words?"""
        start, end = self.counts.indptr[entry], self.counts.indptr[entry + 1]
        held = set(self.counts.indices[start:end].tolist())
        return any(self.stems.get(stem) in held for stem in stems_of(tuple(tokens)))


def stems_of(tokens: Sequence[str]) -> frozenset[str]:
    """The beginnings of the words that say something."""
    return frozenset(token[:_STEM] for token in content_words(tokens))

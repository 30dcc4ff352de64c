"""How sure to be of the best entry: what is looked at once the ranking is known. Each feature is made so that
more of it speaks for the entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.entry_texts import EntryWords, Sentences
from sendbot.matching.kernel import Matrix, Texts
from sendbot.matching.late_interaction import LateInteraction
from sendbot.matching.reading.reader import ReadMessage
from sendbot.matching.reading.text import content_words

Array = NDArray[np.float64]

FEATURES = (
    "score",
    "lead",
    "not outside",
    "near words",
    "near meaning",
    "same words",
    "answer meaning",
    "explained",
    "covered",
    "known words",
    "length",
)
"""In order. "lead": over the second entry; "not outside": over what messages look like that nothing answers;
"explained": the share of the message's words that the entry's questions and answer hold; "covered": how near
to something there each of its tokens is."""

NEARLY_SAME = 0.7
"""From this likeness of words on, a message counts as asked in a curator's own words."""

_WIDEST_LEAD = 0.6
"""A wider lead says no more: scores of left-out questions rarely lie further apart."""


@dataclass(frozen=True)
class Evidence:
    """What the features are made from."""

    asked: Sentences
    said: Sentences
    words: EntryWords
    late: LateInteraction | None
    """None without an encoder that shows its tokens, or where entries hold too few."""

    def reranked(self, texts: Texts, scores: Matrix, left_out: Sequence[int | None] | None = None) -> Matrix:
        """The scores with what the texts' tokens say of the nearest entries."""
        return scores if self.late is None else self.late.reranked(scores, texts.tokens, left_out)

    def features(
        self,
        texts: Texts,
        readings: Sequence[ReadMessage],
        scores: Matrix,
        left_out: Sequence[int | None] | None = None,
    ) -> tuple[NDArray[np.int64], Array]:
        """The best entry of each text and its features, shape (n, len(FEATURES)).

        `left_out` says which known question each text is, or was made from: that one is not compared with.
        """
        entries = scores[:, :-1]
        best = entries.argmax(axis=1).astype(np.int64)
        top = entries[np.arange(len(best)), best]
        second = np.partition(entries, -2, axis=1)[:, -2] if entries.shape[1] > 1 else np.zeros(len(best))
        columns = self._closeness(texts, readings, best, left_out or [None] * len(best))
        lengths = np.log1p([len(content_words(reading.tokens)) for reading in readings])
        known = np.array([reading.known_share for reading in readings])
        lead = np.clip(top - second, 0, _WIDEST_LEAD)
        return best, np.column_stack([top, lead, top - scores[:, -1], columns, known, lengths]).astype(
            np.float64
        )

    def _closeness(
        self,
        texts: Texts,
        readings: Sequence[ReadMessage],
        best: NDArray[np.int64],
        left_out: Sequence[int | None],
    ) -> Array:
        """What the best entry of each text has near to it, entry by entry: shape (n, 6)."""
        found = np.zeros((len(best), 6), dtype=np.float64)
        for entry in np.unique(best):
            places = np.nonzero(best == entry)[0].tolist()
            without = [left_out[place] for place in places]
            vectors, rows = texts.vectors[places], texts.rows[places]
            words, meaning = self.asked.closest(int(entry), vectors, rows, without)
            _, answer = self.said.closest(int(entry), vectors, rows)
            same = np.clip((words - NEARLY_SAME) / (1 - NEARLY_SAME), 0, 1)
            explained = self._explained(int(entry), [readings[place] for place in places], without)
            covered = (
                self.late.covered(int(entry), [texts.tokens[place] for place in places], without)
                if self.late
                else np.zeros(len(places))
            )
            found[places] = np.column_stack([words, meaning, same, answer, explained, covered])
        return found

    def _explained(
        self, entry: int, readings: Sequence[ReadMessage], left_out: Sequence[int | None]
    ) -> list[float]:
        start, end = self.asked.starts[entry], self.asked.starts[entry + 1]
        # A left-out question's words stand in itself, and one more text must hold them.
        least = [2 if place is not None and start <= place < end else 1 for place in left_out]
        return self.words.explained(entry, [reading.evidence for reading in readings], least)

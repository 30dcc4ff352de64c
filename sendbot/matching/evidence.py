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
        rows = [
            self._closeness(
                texts, place, readings[place], int(best[place]), left_out[place] if left_out else None
            )
            for place in range(len(best))
        ]
        columns = np.array(rows, dtype=np.float64).reshape(len(best), -1)
        lengths = np.log1p([len(content_words(reading.tokens)) for reading in readings])
        known = np.array([reading.known_share for reading in readings])
        lead = np.clip(top - second, 0, _WIDEST_LEAD)
        return best, np.column_stack([top, lead, top - scores[:, -1], columns, known, lengths]).astype(
            np.float64
        )

    def _closeness(
        self, texts: Texts, place: int, reading: ReadMessage, entry: int, left_out: int | None
    ) -> tuple[float, ...]:
        vector, row = texts.vectors[place], texts.rows[place]
        own = left_out is not None and self.asked.starts[entry] <= left_out < self.asked.starts[entry + 1]
        words, meaning = self.asked.closest(entry, vector, row, left_out)
        _, answer = self.said.closest(entry, vector, row)
        same = float(np.clip((words - NEARLY_SAME) / (1 - NEARLY_SAME), 0, 1))
        # A left-out question's words stand in itself, and one more text must hold them.
        explained = self.words.explained(entry, reading.evidence, at_least=2 if own else 1)
        covered = self.late.covered(entry, texts.tokens[place], left_out) if self.late else 0.0
        return words, meaning, same, answer, explained, covered

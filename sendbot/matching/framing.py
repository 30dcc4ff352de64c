"""What a message asks without what is said around it: "hi, my son is 8 and autistic, we want a special
school" asks for a special school.

A piece that looks like what families say around a question (`data/framing.txt`), and not like a question, is
left out. Kernel ridge regression over the pieces' vectors: no chance, one system of equations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sendbot.encoding.encoder import Encoder, Vectors, centred
from sendbot.matching.reading.text import content_words, words
from sendbot.matching.reading.word_lists import framing_pieces, story_sentences
from sendbot.words.clauses import clauses

_SHARPNESS = 1.5
"""As for the ranking: how fast closeness falls with likeness."""
_CAUTION = 0.5
"""How far a single example may bend the look. From .1 to 1 equally good."""
_QUESTIONS = 1500
"""Questions that stand for what is asked, taken evenly: four times as many did no better."""
_LINE = 0.5
"""From here on a piece is framing. Left out of what was learned from, 71 in 100 pieces of framing
are above it, and 1 in 1,000 questions; at .3 three in 1,000 are, and other people's questions suffer."""
_MOST_PIECES = 16
"""Of a longer story nothing is left out: its questions are many, and each piece costs some 3 ms."""
_LEAST_LEFT = 2
"""Words that must be left to say something: of "my son was diagnosed today, what now" nothing may go."""


@dataclass(frozen=True)
class Framing:
    """What was learned of pieces."""

    known: Vectors
    """Centred vectors of examples and questions, in half precision."""
    weights: Vectors

    @classmethod
    def fit(cls, encoder: Encoder, centre: Vectors, questions: Vectors) -> Framing:
        """Learn; `questions` are vectors of questions, not centred."""
        around = encoder.vectors([*framing_pieces(), *story_sentences()])
        asked = questions[:: max(1, -(-len(questions) // _QUESTIONS))]
        known = centred(np.vstack([around, asked]), centre)
        aims = np.r_[np.ones(len(around)), -np.ones(len(asked))]
        # Both kinds count the same in total.
        rarity = np.r_[np.full(len(around), len(around) / max(1, len(asked))), np.ones(len(asked))]
        likeness = _likeness(known, known) + np.diag(_CAUTION * rarity)
        weights = np.linalg.solve(likeness, aims).astype(np.float32)
        return cls(known.astype(np.float16), weights)

    def without(self, message: str, encoder: Encoder, centre: Vectors) -> str | None:
        """The message without its framing; None where there is none, or where too little would be left."""
        found = clauses(message)
        if not 1 < len(found) <= _MOST_PIECES:
            return None
        looks = self.looks(encoder.vectors(found), centre)
        kept = [
            piece
            for piece, look in zip(found, looks, strict=True)
            if look <= _LINE and content_words(words(piece))
        ]
        if len(kept) == len(found) or len(content_words(words(" ".join(kept)))) < _LEAST_LEFT:
            return None
        return ", ".join(kept)

    def looks(self, vectors: Vectors, centre: Vectors) -> Vectors:
        """How much each piece looks like framing: about 1 if it does, about -1 for a question."""
        return np.asarray(_likeness(centred(vectors, centre), self.known.astype(np.float32)) @ self.weights)


def _likeness(left: Vectors, right: Vectors) -> Vectors:
    return np.asarray(np.exp(np.float32(_SHARPNESS) * (left @ right.T - 1)), dtype=np.float32)

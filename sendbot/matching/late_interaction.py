"""Which entry's texts hold what a message says, token by token: late interaction, as the field calls it.

One vector says what a message is about as a whole; two entries about one procedure lie close together there.
Here each token of the message looks for its nearest among the tokens of everything that an entry is asked in
and says. What finds nothing near speaks against the entry, in whatever words it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.token_space import LENGTH, WIDTH, Narrow
from sendbot.matching.kernel import Matrix, Owners

NEAREST = 8
"""Entries that are looked at again: the right one is among them for all but two messages in a hundred."""

_SHARE = np.float32(0.5)
"""What a message's tokens count beside the score. At 1 short questions gain more, and long posts lose: much
in those is said about no entry."""

_ENOUGH = 250
"""Tokens that an entry must hold on average. Where it holds few, near tokens are found or not by chance: with
the hundred or so of each intent of HINT3's sofmattress it cost a point. A county's entries hold some 660."""

_NO_QUESTION = -1
"""In place of a question's number: the token is an answer's."""

_AT_ONCE = 1000
"""Tokens of messages that are compared with an entry's at once: a few megabytes."""

_SCALE = np.float32(1 / LENGTH**2)


@dataclass(frozen=True)
class LateInteraction:
    """The tokens of all entries, sorted by entry."""

    tokens: Narrow
    questions: NDArray[np.int32]
    """Which question each token is of."""
    starts: NDArray[np.int64]
    """Where each entry's tokens begin, and one more at the end."""

    @classmethod
    def of(
        cls,
        asked: Sequence[Narrow],
        owners: Owners,
        said: Sequence[Narrow],
        said_owners: Owners,
        entries: int,
    ) -> LateInteraction:
        """From the questions' and answers' tokens; an entry may own none."""
        lengths = np.array([len(one) for one in (*asked, *said)], dtype=np.int64)
        numbers = np.r_[np.arange(len(asked)), np.full(len(said), _NO_QUESTION)]
        owner = np.repeat(np.r_[owners, said_owners], lengths)
        order = np.argsort(owner, kind="stable")
        tokens = np.concatenate([np.zeros((0, WIDTH), dtype=np.int8), *asked, *said])
        starts = np.searchsorted(owner[order], np.arange(entries + 1))
        return cls(
            tokens[order], np.repeat(numbers, lengths)[order].astype(np.int32), starts.astype(np.int64)
        )

    @property
    def worth_asking(self) -> bool:
        """Do the entries hold enough for their nearest tokens to mean something?"""
        return len(self.tokens) >= _ENOUGH * (len(self.starts) - 1)

    def covered(
        self, entry: int, messages: Sequence[Narrow], left_out: Sequence[int | None] | None = None
    ) -> NDArray[np.float32]:
        """How well an entry's texts hold what each message says: the mean likeness of each of its tokens to
        the nearest one there, 0 where there is nothing to compare. `left_out` says which question does not
        count for each."""
        start, end = self.starts[entry], self.starts[entry + 1]
        found = np.zeros(len(messages), dtype=np.float32)
        # As floats: numpy multiplies whole numbers thirty times slower.
        held = self.tokens[start:end].astype(np.float32).T
        questions = self.questions[start:end]
        lengths = [len(message) for message in messages]
        for part in _parts(lengths):
            tokens = [messages[place] for place in part]
            likeness = np.concatenate(tokens).astype(np.float32) @ held
            begins = 0
            for place in part:
                own = likeness[begins : begins + lengths[place]]
                begins += lengths[place]
                out = questions == left_out[place] if left_out is not None else None
                if out is not None and out.any():
                    own[:, out] = -np.inf
                if own.size and (out is None or not out.all()):
                    found[place] = own.max(axis=1).mean() * _SCALE
        return found

    def reranked(
        self, scores: Matrix, messages: Sequence[Narrow], left_out: Sequence[int | None] | None = None
    ) -> Matrix:
        """The scores (n, entries + 1): each of the nearest entries loses what it holds less of a message than
        the one of them that holds most. No other entry passes one of those."""
        rows = [row for row, message in enumerate(messages) if len(message)]
        without = [left_out[row] for row in rows] if left_out is not None else None
        nearest = np.argsort(-scores[rows, :-1], axis=1, kind="stable")[:, :NEAREST]
        holds = self._holds(nearest, [messages[row] for row in rows], without)
        found = scores.copy()
        for row, entries, held in zip(rows, nearest, holds, strict=True):
            judged = scores[row, entries] - _SHARE * (held.max() - held)
            found[row, :-1] = np.minimum(scores[row, :-1], judged.min())
            found[row, entries] = judged
        return found

    def _holds(
        self, nearest: NDArray[np.int64], messages: Sequence[Narrow], left_out: Sequence[int | None] | None
    ) -> NDArray[np.float32]:
        """What each message's nearest entries hold of it, worked out entry by entry."""
        holds = np.zeros(nearest.shape, dtype=np.float32)
        for entry in np.unique(nearest):
            rows, columns = np.nonzero(nearest == entry)
            those = rows.tolist()
            without = [left_out[row] for row in those] if left_out is not None else None
            holds[rows, columns] = self.covered(int(entry), [messages[row] for row in those], without)
        return holds


def _parts(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of messages that are compared at once, so that memory stays small; empty ones in none."""
    part: list[int] = []
    tokens = 0
    for place, length in enumerate(lengths):
        if part and tokens + length > _AT_ONCE:
            yield part
            part, tokens = [], 0
        if length:
            part.append(place)
            tokens += length
    if part:
        yield part

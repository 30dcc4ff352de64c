"""Grouping: which logged questions ask for the same thing. Deterministic, one question at a time, and it can
say why.

grouping = Grouping(encoder, Rarity.of(knowledge_questions))
joined = grouping.add([("q-aaaa1111", "bin day"), ("q-bbbb2222", "which day are the bins emptied")])
joined[1].group == "g-aaaa1111"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoder import Encoder
from sendbot.review.exemplars import Exemplars, Likeness, packed, unpacked
from sendbot.review.subject_space import Queues
from sendbot.review.wordings import Rarity, overlap, shared_words, stems

WITH_MEANING = 0.34
"""From this likeness on (three parts meaning, one part words) a question joins a group; chosen on the half of
tests/review/judged.py that is to learn from, judged on the other half in tests/review/test_grouping.py. The
space that likeness is measured in is learnt from the knowledge: with many more questions choose again."""

OF_THE_BEST = 0.3
"""How much the likest wording of a group counts beside the mean over all of them: a group is joined for
what it is
about, not for one wording at its edge."""

WORDS_ALONE = 0.5
"""The same where no encoder can be used."""

NEARLY_THE_SAME = 0.93
"""A wording so near to one that is known teaches a group nothing."""

LIKE_ENOUGH_TO_SHOW = (0.27, 0.3)
"""From this likeness on, with meaning and by words alone, a group is shown beside another as perhaps the
same."""

MOST_EXEMPLARS = 8
"""Wordings that stand for a group: more bring hardly any new question in."""
_BLOCK = 128
"""Questions compared at once: a few megabytes."""


@dataclass(frozen=True)
class Joined:
    """Where a question went: its group, the question it is most like (None when it founded the group), and
    how much."""

    question: str
    group: str
    like: str | None
    similarity: float
    exemplar: bool
    vector: bytes
    queue: str | None = None
    """The queue that a founded group belongs to; None when it cannot be told."""


@dataclass(frozen=True)
class Why:
    """Why two questions are together: their likeness, 0 to 1, and the words that they share."""

    similarity: float
    words: tuple[str, ...]


class Grouping:
    """Groups with their telling wordings ("exemplars"). A question joins the group of the exemplar that it is
    most like.

    A wording becomes an exemplar only when it is also like its group's first, so that a group cannot wander
    from subject
    to subject. Not safe for two threads at once.
    """

    def __init__(self, encoder: Encoder | None, rarity: Rarity, queues: Queues | None = None) -> None:
        """`queues` knows in which space subjects differ; without it vectors are compared as the encoder
        gives them.
        What is kept of a wording is always that."""
        self._encoder = encoder
        self._queues = queues
        self._rarity = rarity
        self._exemplars = Exemplars(rarity, with_meaning=encoder is not None)
        self._line = WITH_MEANING if encoder is not None else WORDS_ALONE

    @property
    def encoder_name(self) -> str:
        """The encoder whose vectors are compared; "" for words alone."""
        return self._encoder.name if self._encoder is not None else ""

    @property
    def exemplars(self) -> int:
        """How many telling wordings are known."""
        return self._exemplars.count

    @property
    def tells_queues(self) -> bool:
        """Is it known which queue a new group belongs to?"""
        return self._queues is not None

    def restore(self, known: Sequence[tuple[str, str, str, bytes]]) -> None:
        """Take back exemplars as (question, group, text, vector) in the order in which they joined.

        A vector of b"" is worked out again.
        """
        for start in range(0, len(known), _BLOCK):
            part = known[start : start + _BLOCK]
            missing = [text for _, _, text, vector in part if not vector]
            fresh = iter(self._encode(missing))
            raw = [unpacked(vector) if vector else next(fresh) for _, _, _, vector in part]
            for (question, group, text, _), placed in zip(part, self._placed(np.stack(raw)), strict=True):
                self._exemplars.append(question, group, stems(text), placed)

    def add(self, questions: Sequence[tuple[str, str]]) -> list[Joined]:
        """Group questions given as (id, text), oldest first. The same questions in the same order always end
        the same."""
        joined: list[Joined] = []
        for start in range(0, len(questions), _BLOCK):
            joined += self._add_block(questions[start : start + _BLOCK])
        return joined

    def place(self, question: str, text: str, group: str) -> None:
        """Put a question into a group by hand: from now on it speaks for that group."""
        self._exemplars.remove([question])
        self._exemplars.append(question, group, stems(text), self._placed(self._encode([text]))[0])

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """The vectors of texts as they are kept."""
        return [packed(vector) for vector in self._encode(texts)]

    def merge(self, group: str, into: str) -> None:
        """What spoke for one group speaks for another."""
        self._exemplars.rename(group, into)

    def near(self, text: str, group: str, limit: int) -> list[tuple[str, float]]:
        """Other groups with a wording like this text, the likest first: they may be the same, and a person
        decides."""
        placed = self._placed(self._encode([text]))
        scores = self._exemplars.likeness(self._exemplars.meaning(placed)[:, 0], stems(text))
        best: dict[str, float] = {}
        least = LIKE_ENOUGH_TO_SHOW[self._encoder is None]
        for place in np.argsort(-scores, kind="stable")[: limit * MOST_EXEMPLARS + MOST_EXEMPLARS].tolist():
            if scores[place] >= least and self._exemplars.group(place) != group:
                best.setdefault(self._exemplars.group(place), round(float(scores[place]), 3))
        return list(best.items())[:limit]

    def why(self, text: str, other: str) -> Why:
        """Why two questions are, or are not, together."""
        word_share = overlap(text, other, self._rarity)
        if self._encoder is None:
            return Why(word_share, shared_words(text, other))
        one, two = self._placed(self._encode([text, other]))
        return Why(Likeness.together(float(one @ two), word_share), shared_words(text, other))

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._encoder is None:
            return np.zeros((len(texts), 0), dtype=np.float32)
        # rounded as they are kept, so that a question goes the same way before a restart and after it
        found = self._encoder.vectors(texts)
        return np.stack([unpacked(packed(vector)) for vector in found]) if len(found) else found

    def _placed(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        return self._queues.space.placed(vectors) if self._queues is not None and vectors.size else vectors

    def _add_block(self, questions: Sequence[tuple[str, str]]) -> Iterator[Joined]:
        raw = self._encode([text for _, text in questions])
        vectors = self._placed(raw)
        keys = [stems(text) for _, text in questions]
        known = self._exemplars.count
        meaning = self._exemplars.meaning(vectors)
        for place, (question, _) in enumerate(questions):
            late = self._exemplars.meaning(vectors[place : place + 1], since=known)[:, 0]
            scores = self._exemplars.likeness(np.concatenate([meaning[:, place], late]), keys[place])
            yield self._join(question, keys[place], raw[place], vectors[place], scores)

    def _join(
        self,
        question: str,
        keys: Mapping[str, str],
        raw: NDArray[np.float32],
        vector: NDArray[np.float32],
        scores: NDArray[np.float32],
    ) -> Joined:
        best = self._best(scores)
        if best is None:
            group = f"g-{question.removeprefix('q-')}"
            self._exemplars.append(question, group, keys, vector)
            return Joined(
                question=question,
                group=group,
                like=None,
                similarity=1.0,
                exemplar=True,
                vector=packed(raw),
                queue=self._queues.queue(raw) if self._queues is not None else None,
            )
        group = self._exemplars.group(best)
        telling = scores[best] < NEARLY_THE_SAME and self._exemplars.size(group) < MOST_EXEMPLARS
        telling = telling and bool(scores[self._exemplars.first(group)] >= min(self._line, scores[best]))
        if telling:
            self._exemplars.append(question, group, keys, vector)
        return Joined(
            question=question,
            group=group,
            like=self._exemplars.question(best),
            similarity=round(float(scores[best]), 3),
            exemplar=telling,
            vector=packed(raw) if telling else b"",
        )

    def _best(self, scores: NDArray[np.float32]) -> int | None:
        """The likest wording of the group that a question belongs to; None when it belongs to none."""
        near = np.flatnonzero(scores >= self._line).tolist()
        best: tuple[float, float, int] | None = None
        for group in {self._exemplars.group(place) for place in near}:
            places = self._exemplars.places(group)
            own = scores[places]
            share = OF_THE_BEST if self._encoder is not None else 1.0
            value = share * float(own.max()) + (1 - share) * float(own.mean())
            # of equals the latest: what people moved came last
            likest = max(zip(own.tolist(), places, strict=True))
            best = max(best or (value, *likest), (value, *likest), key=lambda one: (one[0], one[2]))
        return best[2] if best is not None and best[0] >= self._line else None

"""The trained look for danger: a message's vector beside those of curated examples, in any language the
encoder reads.

Kernel ridge regression: one system of linear equations, no chance. Each language is read as it differs from
its own ordinary questions, so that
what was learned from English examples holds elsewhere. The thresholds come from ordinary questions that it
has not learned from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from sendbot.care.concerns import Opinion, Strength
from sendbot.words.clauses import clauses

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
ByLanguage = Mapping[str, Sequence[str]]

ENGLISH = "en"

_SHARPNESS = 1.0
"""How quickly likeness falls with distance. 1 and 1.5 were equal in trials, 1 carried over better to other
languages."""
_CAUTION = 0.1
"""How little a single example counts by itself. From .05 to .2 nothing changed."""

_MOST = 8000
"""Examples that are learned from: the equations take 4 bytes for each pair, so some 260 MB twice at the
most."""

_LONG = 18
"""Words from which on a message is read by sentence as well: one line of danger hardly moves the vector of a
long message."""
_SENTENCES = 16
"""Sentences that are read apart, some 4 ms each; of a longer message they are taken evenly, the first and the
last among them."""
_SENTENCE_WORDS = 4
"""A sentence of fewer words says too little by itself."""
_CLAUSE_WORDS = 2
"""A clause of one word ("please") says nothing by itself."""
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f\u061f])\s*(?=\S)|\n+")

_ENOUGH = 60
"""Fewer ordinary questions than this tell no threshold: then those stand that the whole knowledge gave."""


@dataclass(frozen=True)
class Limits:
    """From where on a score counts: as agreement with a rule, as a perhaps, as sure."""

    agree: float
    perhaps: float
    sure: float

    def within(self, least: Limits, most: Limits) -> Limits:
        """Kept in a range in which they were tried, whatever the ordinary questions of a folder are like."""
        return Limits(
            min(max(self.agree, least.agree), most.agree),
            min(max(self.perhaps, least.perhaps), most.perhaps),
            min(max(self.sure, least.sure), most.sure),
        )


_WHOLE_SHARES = Limits(0.93, 0.97, 0.997)
"""The share of ordinary questions that stays below each limit. A worried family's ordinary question often
sounds a little like danger: one in thirty may bring the line with where to turn."""
_SENTENCE_SHARES = Limits(0.93, 0.84, 0.997)
"""The same for the strongest sentence of long ordinary questions: of ten sentences, one always sounds a
little like something."""
_WHOLE_RANGE = Limits(0.15, 0.48, 0.58), Limits(0.36, 0.48, 0.80)
_SENTENCE_RANGE = Limits(0.40, 0.48, 0.75), Limits(0.62, 0.59, 0.90)
"""Bounds of both. A sentence's lie close together: the longer the stories among curators' questions are, the
more the strongest sentence of one sounds like danger, and with no bound, danger in one line of a long message
would be lost. From .51 to .63, 91 to 86 of 100 hard messages are noticed, and 25 to 14 of 100 ordinary ones
of worried families get a line or a card."""

_LEANING = Limits(0.2, 0.0, 0.5)
"""How much a whole message must look like danger for one of its sentences to count for a card: as agreement
with a rule, and alone. Torn from a worried parent's message, a sentence ("the police came to school") often
sounds like danger. Without it the sentence is a perhaps."""
_FIRM = 0.6, 0.95
"""From where on, as a whole or by sentence, a message says more than hardship: tried on long messages of
worried families, of which 11 in 100 got a card without it and 2 with it."""


@dataclass(frozen=True)
class Lessons:
    """What is learned from. All texts as people write them."""

    danger: Mapping[str, ByLanguage]
    """By concern, then by language."""
    harmless: ByLanguage
    """Strong words without danger, everyday replies, ordinary questions; by language."""
    ordinary: ByLanguage
    """Ordinary questions for each language's centre: of those that are not learned from come the
    thresholds."""


@dataclass(frozen=True)
class TrainedLook:
    """What was learned, ready to look at vectors."""

    concerns_known: tuple[str, ...]
    known: Vectors
    """The centred vectors of what was learned from."""
    weights: NDArray[np.float32]
    """One column for each concern: what a likeness to each example says about it."""
    centres: Mapping[str, Vectors]
    """The mean of each language's ordinary questions."""
    whole: Limits
    sentences: Limits
    _anywhere: Vectors = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """A language without ordinary questions of its own is read as the others are on average."""
        others = [centre for language, centre in self.centres.items() if language != ENGLISH]
        middle = np.mean(others or list(self.centres.values()), axis=0, dtype=np.float32)
        object.__setattr__(self, "_anywhere", middle)

    @classmethod
    def fit(cls, lessons: Lessons, encode: Encode) -> TrainedLook:
        """Learn. Deterministic."""
        centres = _centres(lessons.ordinary, encode) or _centres(lessons.harmless, encode)
        middle: Vectors = np.asarray(np.mean(list(centres.values()), axis=0), dtype=np.float32)
        names = tuple(sorted(lessons.danger))
        kinds = [*(lessons.danger[name] for name in names), lessons.harmless]
        total = sum(len(texts) for kind in kinds for texts in kind.values())
        known, owners = [], []
        for place, kind in enumerate(kinds):
            for language, texts in kind.items():
                taken = evenly(texts, len(texts) * _MOST // max(total, _MOST))
                if taken:
                    known.append(_centred(encode(taken), centres.get(language, middle)))
                    owners += [place] * len(taken)
        vectors = np.concatenate(known)
        aims = np.eye(len(kinds), dtype=np.float32)[np.array(owners)][:, : len(names)]
        likeness = _likeness(vectors, vectors)
        likeness[np.diag_indices_from(likeness)] += _CAUTION
        weights = np.linalg.solve(likeness, aims)
        del likeness
        untried = cls(
            concerns_known=names,
            known=vectors,
            weights=weights,
            centres=centres,
            whole=_USUAL[0],
            sentences=_USUAL[1],
        )
        learned = {text for texts in lessons.harmless.values() for text in texts}
        return untried._with_limits(lessons.ordinary, learned, encode)

    def _with_limits(self, ordinary: ByLanguage, learned: set[str], encode: Encode) -> TrainedLook:
        unseen = {
            language: [text for text in texts if text not in learned] for language, texts in ordinary.items()
        }
        whole = [self._ordinary(texts, language, encode) for language, texts in unseen.items() if texts]
        long = [parts for parts in map(sentences, unseen.get(ENGLISH, ())) if parts]
        scores = np.concatenate(whole) if whole else np.zeros(0)
        return replace(
            self,
            whole=_limits(scores, _WHOLE_SHARES, _USUAL[0]).within(*_WHOLE_RANGE),
            sentences=_limits(self._strongest(long, encode), _SENTENCE_SHARES, _USUAL[1]).within(
                *_SENTENCE_RANGE
            ),
        )

    def _strongest(self, long: Sequence[Sequence[str]], encode: Encode) -> NDArray[np.float64]:
        """How much the sentence that looks most like danger does so, of each English message. All are read at
        once, which takes half the time."""
        if not long:
            return np.zeros(0)
        scores = self._scores(encode([part for parts in long for part in parts]), ENGLISH)
        starts = np.cumsum([0, *(len(parts) for parts in long[:-1])])
        return np.maximum.reduceat(scores, starts)

    def _ordinary(self, texts: Sequence[str], language: str, encode: Encode) -> NDArray[np.float64]:
        """How much ordinary messages look like danger, as `opinion` reads short ones."""
        scores = self._scores(encode(texts), language)
        spoken = texts if language == ENGLISH else ()
        apart = [(place, part) for place, text in enumerate(spoken) for part in clauses_of(text)]
        if apart:
            strongest = scores.copy()
            found = self._scores(encode([part for _, part in apart]), language)
            np.maximum.at(strongest, [place for place, _ in apart], found)
            scores = _with_clauses(scores, strongest)
        return scores

    def opinion(self, message: Vectors, parts: Vectors, language: str, long: bool = True) -> Opinion:
        """What a message looks like, from its own vector and those of its parts: the sentences of a long one,
        the clauses of a short one (shape (0, d) where it has but one)."""
        leads = self._leads(np.concatenate([np.atleast_2d(message), parts]), language)
        scores = leads.sum(axis=1)
        if not long:
            return self._of_clauses(leads, scores)
        whole, strongest = float(scores[0]), float(scores[1:].max(initial=0.0))
        of_part = _strength(strongest, self.sentences)
        if whole < _LEANING.sure:
            of_part = min(of_part, Strength.PERHAPS)
        read = max(
            (_strength(whole, self.whole), whole - self.whole.perhaps, 0),
            (of_part, strongest - self.sentences.perhaps, 1),
        )
        # Which concern it is, the part says that stands out most; else the message as a whole.
        place = 1 + int(scores[1:].argmax()) if read[2] and len(scores) > 1 else 0
        leaning = whole >= _LEANING.agree
        agrees = whole >= self.whole.agree or (leaning and strongest >= self.sentences.agree)
        firmly = whole >= _FIRM[0] or (leaning and strongest >= _FIRM[1])
        return Opinion(read[0], self._named(leads[place]), agrees, agrees and firmly)

    def _of_clauses(self, leads: NDArray[np.float64], scores: NDArray[np.float64]) -> Opinion:
        """A short message says one thing, or one thing and another beside it, which must not hide it."""
        place = int(scores.argmax())
        score = _with_clauses(float(scores[0]), float(scores[place]))
        agrees = score >= self.whole.agree
        return Opinion(
            _strength(score, self.whole), self._named(leads[place]), agrees, agrees and score >= _FIRM[0]
        )

    def _named(self, leads: NDArray[np.float64]) -> tuple[str, ...]:
        """Every concern, the likeliest first."""
        return tuple(self.concerns_known[place] for place in np.argsort(-leads, kind="stable"))

    def _scores(self, vectors: Vectors, language: str) -> NDArray[np.float64]:
        """How much each vector looks like danger of any kind, some 500 at a time."""
        parts = [
            self._leads(vectors[start : start + 500], language).sum(axis=1)
            for start in range(0, len(vectors), 500)
        ]
        return np.concatenate(parts)

    def _leads(self, vectors: Vectors, language: str) -> NDArray[np.float64]:
        """What the likeness to each example says about each concern, shape (n, concerns)."""
        centred = _centred(vectors, self.centres.get(language, self._anywhere))
        return np.asarray(_likeness(centred, self.known).astype(np.float64) @ self.weights, dtype=np.float64)


_USUAL = (Limits(0.22, 0.48, 0.65), Limits(0.40, 0.55, 0.80))
"""The limits of a whole message and of a sentence as the whole knowledge gives them."""


def sentences(message: str, language: str = ENGLISH) -> list[str]:
    """The sentences of a long message, each worth reading by itself, and in English the clauses of a long
    sentence; none of a short one."""
    if len(message.split()) < _LONG:
        return []
    whole = [part.strip() for part in _SENTENCE_END.split(message)]
    parts = [
        near
        for part in whole
        for near in (part, *(clauses(part) if language == ENGLISH and len(part.split()) >= _LONG else ()))
    ]
    long = [part for part in parts if len(part.split()) >= _SENTENCE_WORDS]
    return evenly(long, _SENTENCES) if len(long) > 1 else []


def clauses_of(message: str) -> list[str]:
    """The clauses of a short message that has two or more; a longer one is read by sentence."""
    found = clauses(message)
    if len(found) < 2 or len(message.split()) >= _LONG:
        return []
    return [clause for clause in found if len(clause.split()) >= _CLAUSE_WORDS]


def evenly(texts: Sequence[str], most: int) -> list[str]:
    """At most so many of the texts, taken at even distances, the first and the last among them."""
    if len(texts) <= most:
        return list(texts)
    if most <= 1:
        return list(texts[:most])
    return [texts[round(number * (len(texts) - 1) / (most - 1))] for number in range(most)]


def _centres(ordinary: ByLanguage, encode: Encode) -> dict[str, Vectors]:
    return {language: encode(texts).mean(axis=0) for language, texts in ordinary.items() if texts}


@overload
def _with_clauses(whole: float, strongest: float) -> float: ...
@overload
def _with_clauses(whole: NDArray[np.float64], strongest: NDArray[np.float64]) -> NDArray[np.float64]: ...
def _with_clauses(
    whole: float | NDArray[np.float64], strongest: float | NDArray[np.float64]
) -> float | NDArray[np.float64]:
    """Halfway between the whole and its strongest clause: "how long is the wait" beside "she fainted twice"
    takes most of it away from the whole, and a clause by itself says too much."""
    return (whole + strongest) / 2


def _strength(score: float, limits: Limits) -> Strength:
    if score >= limits.sure:
        return Strength.SURE
    return Strength.PERHAPS if score >= limits.perhaps else Strength.NONE


def _limits(scores: NDArray[np.float64], shares: Limits, usual: Limits) -> Limits:
    if len(scores) < _ENOUGH:
        return usual
    agree, perhaps, sure = np.quantile(scores, [shares.agree, shares.perhaps, shares.sure])
    return Limits(float(agree), float(perhaps), float(sure))


def _centred(vectors: Vectors, centre: Vectors) -> Vectors:
    moved = vectors - centre
    return np.asarray(
        moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


def _likeness(left: Vectors, right: Vectors) -> Vectors:
    """1 for the same direction, falling with distance. All vectors have length 1, so their product says how
    far apart they are."""
    likeness = left @ right.T
    likeness -= 1
    np.minimum(likeness, 0, out=likeness)
    likeness *= 2 * _SHARPNESS
    return np.asarray(np.exp(likeness, out=likeness))

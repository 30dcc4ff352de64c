"""Fitting a matcher: from questions to everything that ranking needs. Deterministic, and the same on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.sentence_encoders import Encoder
from sendbot.matching.calibration import CalibrationSample, choose_thresholds
from sendbot.matching.decision import Thresholds
from sendbot.matching.features import FEATURES, confidence_features, known_shares, lengths_of
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.message_signs import sign_name, signs_of
from sendbot.matching.reading.reader import MessageReader, ReadMessage
from sendbot.matching.reading.spelling import Spelling
from sendbot.matching.reading.synonyms import Expansion, Synonyms
from sendbot.matching.reading.text import content_words, sentences, words
from sendbot.matching.scorers import (
    Budget,
    Linear,
    Owners,
    Said,
    Scorer,
    Texts,
    fit_scorers,
    folds,
    opinions,
    places_in_entry,
    unseen_opinions,
)
from sendbot.matching.weighing import Confidence, Weights, learn_confidence, learn_weights

Column = NDArray[np.float64]

_UNSEEN_LIMIT = 6000
"""Cross-validation looks at no more questions than this: enough to learn a dozen weights, whatever the size of the base."""

_UNSEEN_CELLS = 10_000_000
"""And no more than keep questions times entries below this, so that memory stays bounded."""

_NEIGHBOUR_IMPORTANCE = 0.15
"""A question whose own entry is hidden is a harder kind of unanswerable than most; it counts for less."""


@dataclass(frozen=True)
class Fitted:
    """Everything that ranking needs, ready to be kept on disk."""

    entries: tuple[str, ...]
    lexical: LexicalIndex
    scorers: Mapping[str, Scorer]
    weights: Weights
    confidence: Confidence
    inside: Linear | None
    thresholds: Thresholds
    sample: CalibrationSample
    covered: tuple[str, ...]
    """Signs (see `signs`) that an entry answers, so that they are no reason to decline."""
    confused: tuple[tuple[str, str, str], ...]
    """(entry, question, entry that it was given to) for questions that go elsewhere when they are left out."""


@dataclass(frozen=True)
class Material:
    """What is learned from, in the order of the entries."""

    entries: tuple[str, ...]
    questions: tuple[str, ...]
    owners: Owners
    answers: tuple[str, ...]
    answer_owners: Owners
    outside: tuple[str, ...]


def gather(
    questions: Mapping[str, Sequence[str]], answers: Mapping[str, str] | None, outside: Sequence[str]
) -> Material:
    """Sort everything by entry; an entry without questions is left out."""
    entries = tuple(entry for entry, asked in questions.items() if asked)
    flat = [(place, question) for place, entry in enumerate(entries) for question in questions[entry]]
    said = [
        (place, sentence)
        for place, entry in enumerate(entries)
        for sentence in sentences((answers or {}).get(entry, ""))
    ]
    return Material(
        entries,
        tuple(question for _, question in flat),
        np.array([place for place, _ in flat], dtype=np.int64),
        tuple(sentence for _, sentence in said),
        np.array([place for place, _ in said], dtype=np.int64),
        tuple(outside),
    )


def make_reader(
    questions: Mapping[str, Sequence[str]], answers: Mapping[str, str] | None, terms: Sequence[Expansion]
) -> MessageReader:
    """A reader whose vocabulary is the knowledge base's own words."""
    synonyms = Synonyms(terms)
    counts: Counter[str] = Counter()
    for asked in questions.values():
        for question in asked:
            counts.update(words(question))
    for answer in (answers or {}).values():
        counts.update(words(answer))
    for term in terms:
        for reading in term.reads_as:
            counts.update(words(reading))
    return MessageReader(Spelling(counts, synonyms.vocabulary), synonyms)


def prepare(readings: Sequence[ReadMessage], lexical: LexicalIndex, encoder: Encoder | None) -> Texts:
    """Readings as vectors and rows."""
    vectors = (
        encoder.encode([reading.plain for reading in readings])
        if encoder
        else np.zeros((len(readings), 0), dtype=np.float32)
    )
    return Texts(vectors, lexical.rows([reading.evidence for reading in readings]))


def prepare_message(readings: Sequence[ReadMessage], lexical: LexicalIndex, encoder: Encoder | None) -> Texts:
    """A message's parts, the whole first. A story's meaning is put together from its sentences': encoding it again would take as long as they."""
    if encoder is None or len(readings) == 1:
        return prepare(readings, lexical, encoder)
    vectors = encoder.encode([reading.plain for reading in readings[1:]])
    whole = np.sqrt([len(reading.tokens) for reading in readings[1:]]) @ vectors
    rows = lexical.rows([reading.evidence for reading in readings])
    return Texts(
        np.vstack([whole / max(float(np.linalg.norm(whole)), 1e-9), vectors]).astype(np.float32), rows
    )


def fit(material: Material, reader: MessageReader, encoder: Encoder | None) -> Fitted:
    """Fit all models; cross-validation supplies opinions on questions as if they had never been seen."""
    asked, said, outside = (
        reader.read_all(texts) for texts in (material.questions, material.answers, material.outside)
    )
    lexical = LexicalIndex.fit([reading.evidence for reading in (*asked, *said)])
    known, answers, strangers = (prepare(readings, lexical, encoder) for readings in (asked, said, outside))
    entries = len(material.entries)
    given = Said(answers, material.answer_owners) if len(said) else None
    scorers = fit_scorers(known, material.owners, entries, given, Budget.for_size(len(asked), entries))
    chosen = _sample_places(material.owners, entries)
    unseen = unseen_opinions(known, material.owners, entries, given, chosen)
    weights = learn_weights(unseen, material.owners[chosen])
    inside, inside_known, inside_strangers = _fit_inside(
        known.take(chosen), material.owners[chosen], strangers
    )
    stage = _SecondStage(tuple(scorers), weights)
    asked_chosen = [asked[place] for place in chosen]
    rows = stage.known_rows(
        unseen,
        material.owners[chosen],
        lengths_of(asked_chosen),
        unseen_shares(asked_chosen, asked, said),
        inside_known,
    )
    if outside:
        rows += stage.outside_rows(
            opinions(scorers, strangers), lengths_of(outside), known_shares(outside), inside_strangers
        )
    rows += _echo_rows(stage, reader, material, chosen, scorers, lexical, encoder, inside)
    confidence, sample = stage.fit(rows, bool(outside))
    confused = _confused(material, chosen, weights.combine(unseen))
    thresholds, covered = choose_thresholds(sample), covered_signs(material, asked, reader)
    return Fitted(
        material.entries, lexical, scorers, weights, confidence, inside, thresholds, sample, covered, confused
    )


def covered_signs(material: Material, asked: Sequence[ReadMessage], reader: MessageReader) -> tuple[str, ...]:
    """The signs that two fifths of some entry's own questions show: an entry for greetings, say."""
    shown: Counter[tuple[int, str]] = Counter()
    for owner, question, reading in zip(material.owners, material.questions, asked, strict=True):
        signs = signs_of(question, reading, reader.english_share(reading.tokens))
        shown[int(owner), sign_name(signs.reason, signs.chat)] += 1
    totals = Counter(material.owners.tolist())
    return tuple(
        sorted({name for (owner, name), count in shown.items() if name and count >= 0.4 * totals[owner]})
    )


def unseen_shares(
    chosen: Sequence[ReadMessage], asked: Sequence[ReadMessage], said: Sequence[ReadMessage]
) -> Column:
    """The share of each question's content words that stand in some other text too: what it would be, were it unseen."""
    texts = Counter(token for reading in (*asked, *said) for token in set(reading.tokens))
    shares = []
    for reading in chosen:
        meaningful = content_words(reading.tokens)
        shares.append(sum(texts[token] >= 2 for token in meaningful) / len(meaningful) if meaningful else 1.0)
    return np.array(shares)


def _sample_places(owners: Owners, entries: int) -> NDArray[np.int64]:
    step = max(1, -(-len(owners) // max(1, min(_UNSEEN_LIMIT, _UNSEEN_CELLS // entries))))
    return np.arange(0, len(owners), step)


def _fit_inside(
    few: Texts, owned: Owners, strangers: Texts
) -> tuple[Linear | None, NDArray[np.float64], NDArray[np.float64]]:
    """A two-way classifier, in scope or not, with its cross-validated opinion on both sides."""
    if len(strangers) < 20 or not few.vectors.shape[1]:
        return None, np.zeros(len(few)), np.zeros(len(strangers))
    features = np.vstack([few.vectors, strangers.vectors])
    owners = np.r_[np.ones(len(few), dtype=np.int64), np.zeros(len(strangers), dtype=np.int64)]
    fold = np.r_[folds(owned, 5), np.arange(len(strangers)) % 5]
    unseen = np.zeros(len(owners))
    for number in range(5):
        model = inside_model(features[fold != number], owners[fold != number])
        unseen[fold == number] = inside_score(model, features[fold == number])
    return inside_model(features, owners), unseen[: len(few)], unseen[len(few) :]


def inside_model(features: NDArray[np.float32], owners: Owners) -> Linear:
    """In scope (1) or not (0), both sides counting alike however many examples they have."""
    from sklearn.linear_model import LogisticRegression  # heavy: two seconds, and only fitting needs it

    model = LogisticRegression(C=10, class_weight="balanced", max_iter=500, tol=1e-5).fit(features, owners)
    return Linear(model.coef_.astype(np.float32), model.intercept_.astype(np.float32), sparse_input=False)


def inside_score(model: Linear, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Above 0: looks like a question that entries answer."""
    return np.asarray((vectors @ model.weights.T + model.bias)[:, 0], dtype=np.float64)


_ECHO_IMPORTANCE = 0.3
_ECHO_STEP = 3


def _echo_rows(
    stage: _SecondStage,
    reader: MessageReader,
    material: Material,
    chosen: NDArray[np.int64],
    scorers: Mapping[str, Scorer],
    lexical: LexicalIndex,
    encoder: Encoder | None,
    inside: Linear | None,
) -> list[_Rows]:
    """Questions with a word left out, while the whole question is known: what a family does that asks in nearly a curator's words.

    Left-out questions alone would teach that nothing is ever near, because curators write them as unlike as they can.
    """
    within = places_in_entry(material.owners)
    places = chosen[within[chosen] % _ECHO_STEP == 0]
    readings = reader.read_all(shortened(material.questions[place], int(within[place])) for place in places)
    texts = prepare(readings, lexical, encoder)
    likely = inside_score(inside, texts.vectors) if inside is not None else np.zeros(len(readings))
    best, features = stage.features(
        opinions(scorers, texts), lengths_of(readings), known_shares(readings), likely
    )
    return [_Rows(features, best == material.owners[places], _ECHO_IMPORTANCE, "echo")]


def shortened(question: str, turn: int) -> str:
    """The question without one of its words (which one depends on `turn`); short ones stay whole."""
    typed = question.split()
    if len(typed) < 4:
        return question
    gone = turn % len(typed)
    return " ".join(typed[:gone] + typed[gone + 1 :])


@dataclass(frozen=True)
class _Rows:
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    importance: float
    kind: str


class _SecondStage:
    """Collects rows of features with known outcomes, then fits the confidence."""

    def __init__(self, names: tuple[str, ...], weights: Weights) -> None:
        self._names = names
        self._weights = weights

    def features(
        self, found: NDArray[np.float32], lengths: Column, shares: Column, inside: Column
    ) -> tuple[NDArray[np.int64], Column]:
        """The best entry of each text and its features."""
        return confidence_features(self._names, self._weights, found, shares, inside, lengths)

    def known_rows(
        self, unseen: NDArray[np.float32], owners: Owners, lengths: Column, shares: Column, inside: Column
    ) -> list[_Rows]:
        """Questions as if never seen, and again with their own entry hidden."""
        best, features = self.features(unseen, lengths, shares, inside)
        rows = [_Rows(features, best == owners, 1.0, "answerable")]
        entries = unseen.shape[1]
        if entries > 2:
            others = np.ones(unseen.shape[:2], dtype=bool)
            others[np.arange(len(owners)), owners] = False
            hidden = unseen[others].reshape(len(owners), entries - 1, unseen.shape[2])
            _, features = self.features(hidden, lengths, shares, inside)
            rows.append(_Rows(features, np.zeros(len(owners), dtype=bool), _NEIGHBOUR_IMPORTANCE, "hidden"))
        return rows

    def outside_rows(
        self, found: NDArray[np.float32], lengths: Column, shares: Column, inside: Column
    ) -> list[_Rows]:
        """Messages that no entry answers."""
        _, features = self.features(found, lengths, shares, inside)
        return [_Rows(features, np.zeros(len(features), dtype=bool), 1.0, "outside")]

    def fit(self, rows: Sequence[_Rows], with_outside: bool) -> tuple[Confidence, CalibrationSample]:
        """The confidence model, and the scores from which thresholds are chosen."""
        features = np.concatenate([part.features for part in rows])
        if (
            not with_outside
        ):  # hidden neighbours alone teach nothing about absolute closeness: only the evidence is used
            features = features * (np.array(FEATURES) == "evidence")
        right = np.concatenate([part.right for part in rows])
        answerable = sum(len(part.right) for part in rows if part.kind == "answerable")
        importance = np.concatenate(
            [np.full(len(part.right), _importance(part, answerable)) for part in rows]
        )
        confidence = learn_confidence(features, right, importance)
        scores = dict(
            zip((part.kind for part in rows), np.split(confidence.score(features), _ends(rows)), strict=True)
        )
        unanswerable = scores.get("outside", scores.get("hidden", np.zeros(0)))
        return confidence, CalibrationSample(scores["answerable"], rows[0].right, unanswerable)


def _importance(part: _Rows, answerable: int) -> float:
    """Messages from outside count half as much in total as the questions do, however few they are."""
    return 0.5 * answerable / len(part.right) if part.kind == "outside" else part.importance


def _ends(rows: Sequence[_Rows]) -> list[int]:
    return [int(end) for end in np.cumsum([len(part.right) for part in rows])[:-1]]


def _confused(
    material: Material, chosen: NDArray[np.int64], logits: NDArray[np.float64]
) -> tuple[tuple[str, str, str], ...]:
    best = logits.argmax(axis=1)
    owners = material.owners[chosen]
    return tuple(
        (material.entries[owners[row]], material.questions[chosen[row]], material.entries[best[row]])
        for row in np.flatnonzero(best != owners)
    )

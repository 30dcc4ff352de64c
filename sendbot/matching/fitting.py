"""Fitting a matcher: from questions to everything that ranking needs. Deterministic, and the same on every
machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.encoding.encoder import Encoder, Vectors, centred
from sendbot.encoding.remembered import Remembering
from sendbot.encoding.token_space import Narrow, space_of
from sendbot.matching.calibration import CalibrationSample, choose_thresholds
from sendbot.matching.decision import Thresholds
from sendbot.matching.entry_texts import EntryWords, Sentences
from sendbot.matching.evidence import FEATURES, Evidence
from sendbot.matching.framing import Framing
from sendbot.matching.kernel import Kernel, Learned, Matrix, Owners, Texts, fit_kernel, fit_scores
from sendbot.matching.late_interaction import LateInteraction
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.message_signs import sign_name, signs_of
from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.reader import MessageReader, ReadMessage
from sendbot.matching.reading.spelling import Spelling
from sendbot.matching.reading.synonyms import Expansion, Synonyms
from sendbot.matching.reading.text import content_words, sentences, words
from sendbot.matching.reading.word_lists import story_sentences
from sendbot.matching.training import Rows, join_rows
from sendbot.matching.weighing import Confidence

_UNSEEN_LIMIT = 2500
"""No more questions than this are judged as if unseen: enough to learn ten weights, whatever the size of the
base."""

_UNSEEN_CELLS = 10_000_000
"""And no more than keep questions times entries below this, so that memory stays bounded."""

_ANSWERED_NOW = 0.6
"""A message of the pool that is as near as this to an entry's words is answered by it since somebody wrote
that entry: it teaches nothing."""

_ECHO_STEP = 3
"""One question in so many is also learned from with a word left out."""

_STORY_STEP = 3
"""One question in so many is also learned from at the end of a family's story."""


_FEW_ASKED = 20
"""An entry that has at most so many questions is learned from what it says too: entries cut down to 12 come
first for three of 100 more of their tests by it. With more questions it does harm: what many answers say in
passing is nothing that families ask for, and long posts of real ones lost four of 100."""


@dataclass(frozen=True)
class Fitted:
    """Everything that ranking needs, ready to be kept on disk."""

    entries: tuple[str, ...]
    lexical: LexicalIndex
    centre: Vectors
    """The mean of the questions' vectors, taken away from every vector; empty without an encoder."""
    kernel: Kernel
    framing: Framing | None
    """Tells what is said around a question; None without an encoder."""
    abroad: Kernel | None
    """From questions in other languages; None without any."""
    evidence: Evidence
    confidence: Confidence
    thresholds: Thresholds
    sample: CalibrationSample
    vocabularies: Mapping[str, frozenset[str]]
    """The words of the questions in each other language, without accents."""
    covered: tuple[str, ...]
    """Signs (see `message_signs`) that an entry answers, so that they are no reason to decline."""
    confused: tuple[tuple[str, str, str], ...]
    """(entry, question, entry that it was given to) for questions that go elsewhere when they are left
    out."""


@dataclass(frozen=True)
class Material:
    """What is learned from, in the order of the entries."""

    entries: tuple[str, ...]
    questions: tuple[str, ...]
    owners: Owners
    answers: tuple[str, ...]
    answer_owners: Owners
    outside: tuple[str, ...]
    abroad: tuple[str, ...] = ()
    """Questions in other languages."""
    abroad_owners: Owners = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def gather(
    questions: Mapping[str, Sequence[str]],
    answers: Mapping[str, str] | None,
    outside: Sequence[str],
    abroad: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> Material:
    """Sort everything by entry; an entry without questions is left out. `abroad` maps a language to its
    questions by entry."""
    entries = tuple(entry for entry, asked in questions.items() if asked)
    asked, owners = _flat([questions[entry] for entry in entries])
    said, said_owners = _flat([sentences((answers or {}).get(entry, "")) for entry in entries])
    elsewhere = [
        [text for kept in (abroad or {}).values() for text in kept.get(entry, ())] for entry in entries
    ]
    abroad_texts, abroad_owners = _flat(elsewhere)
    return Material(
        entries=entries,
        questions=asked,
        owners=owners,
        answers=said,
        answer_owners=said_owners,
        outside=tuple(outside),
        abroad=abroad_texts,
        abroad_owners=abroad_owners,
    )


def _flat(by_entry: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Owners]:
    flat = [(place, text) for place, texts in enumerate(by_entry) for text in texts]
    return tuple(text for _, text in flat), np.array([place for place, _ in flat], dtype=np.int64)


def make_reader(
    questions: Mapping[str, Sequence[str]],
    answers: Mapping[str, str] | None,
    terms: Sequence[Expansion],
    places: LocalPlaces = NOWHERE,
) -> MessageReader:
    """A reader whose vocabulary is the knowledge base's own words, and which knows the area's places."""
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
    return MessageReader(Spelling(counts, synonyms.vocabulary), synonyms, places)


class Preparing:
    """Turns readings into texts that can be compared, the same way for fitting and for answering."""

    def __init__(self, lexical: LexicalIndex, encoder: Encoder | None, centre: Vectors | None = None) -> None:
        self.lexical = lexical
        self.encoder = encoder
        self.centre = centre if centre is not None else np.zeros(0, dtype=np.float32)
        self.space = space_of(encoder)

    def texts(self, readings: Sequence[ReadMessage]) -> Texts:
        """Readings as centred vectors, rows and tokens."""
        tokens = self.tokens(readings)  # first: what is encoded for them is not encoded again
        return self.from_vectors(self.vectors(readings), readings, tokens)

    def tokens(self, readings: Sequence[ReadMessage]) -> Sequence[Narrow]:
        """Each reading's tokens; none where this encoder's cannot be compared."""
        if self.encoder is None or self.space is None:
            return ()
        texts = [reading.for_encoder for reading in readings]
        if isinstance(self.encoder, Remembering):
            return self.encoder.narrowed(texts, self.space)
        return [self.space.narrow(states) for states in self.encoder.encode(texts).states]

    def rows(self, readings: Sequence[ReadMessage]) -> sparse.csr_matrix:
        """Their words."""
        return self.lexical.rows([reading.evidence for reading in readings])

    def vectors(self, readings: Sequence[ReadMessage]) -> Vectors:
        """The encoder's vectors, not centred; of width 0 without an encoder."""
        if self.encoder is None:
            return np.zeros((len(readings), 0), dtype=np.float32)
        return self.encoder.vectors([reading.for_encoder for reading in readings])

    def from_vectors(
        self, vectors: Vectors, readings: Sequence[ReadMessage], tokens: Sequence[Narrow] = ()
    ) -> Texts:
        """Texts whose vectors are known already."""
        return Texts(self._centred(vectors), self.rows(readings), tokens)

    def _centred(self, vectors: Vectors) -> Vectors:
        return centred(vectors, self.centre) if vectors.shape[1] and len(self.centre) else vectors


def fit(
    material: Material,
    reader: MessageReader,
    encoder: Encoder | None,
    vocabularies: Mapping[str, frozenset[str]],
    sure_as: Fitted | None = None,
    keep: Callable[[Learned], object] = lambda _: None,
) -> Fitted:
    """Fit all models. Unseen questions stand for what families will ask: the closed form of leaving each out
    supplies them. With `sure_as`, how sure to be is taken over from there instead. `keep` is shown what the
    weights were solved from."""
    asked, said = reader.read_all(material.questions), reader.read_all(material.answers)
    outside = _without_signs(material, reader)
    abroad = reader.read_all(material.abroad, foreign=frozenset().union(*vocabularies.values()))
    preparing = Preparing(LexicalIndex.fit([reading.evidence for reading in (*asked, *said)]), encoder)
    tokens = preparing.tokens(asked)
    asked_vectors = preparing.vectors(asked)
    preparing.centre = asked_vectors.mean(axis=0) if encoder is not None else preparing.centre
    known = preparing.from_vectors(asked_vectors, asked, tokens)
    answers, strangers, elsewhere = (preparing.texts(readings) for readings in (said, outside, abroad))
    taught = _taught(material, known, strangers, answers)
    evidence = _evidence(material, asked, said, known, answers)
    judged: _Judged | Fitted
    if sure_as is not None:
        kernel, judged = fit_scores(*taught, own=own_of(sure_as, material)), sure_as
    else:
        learned = fit_kernel(*taught)
        keep(learned)
        lesson = _Lesson(
            material=material,
            reader=reader,
            preparing=preparing,
            learned=learned,
            evidence=evidence,
            asked=as_unseen(asked, said),
            asked_vectors=asked_vectors,
            known=known,
        )
        kernel, judged = learned.kernel, _judged(lesson, outside, strangers)
    return Fitted(
        entries=material.entries,
        lexical=preparing.lexical,
        centre=preparing.centre,
        kernel=kernel,
        framing=Framing.fit(encoder, preparing.centre, asked_vectors) if encoder is not None else None,
        abroad=learn_abroad(material, elsewhere),
        evidence=evidence,
        confidence=judged.confidence,
        thresholds=judged.thresholds,
        sample=judged.sample,
        vocabularies=vocabularies,
        covered=covered_signs(material, asked, reader),
        confused=judged.confused,
    )


def own_of(fitted: Fitted, material: Material) -> Matrix:
    """How sure entries are of their own questions, taken over from where they have as many; 0 of 0 for all
    others."""
    found = np.zeros((2, len(material.entries)), dtype=np.float32)
    numbers = np.bincount(material.owners, minlength=len(material.entries))
    for place, entry in enumerate(fitted.entries):
        if entry in material.entries:
            here = material.entries.index(entry)
            if fitted.kernel.own[1, place] == numbers[here]:
                found[:, here] = fitted.kernel.own[:, place]
    return found


@dataclass(frozen=True)
class _Judged:
    """How sure to be, as `Fitted` holds it."""

    confidence: Confidence
    thresholds: Thresholds
    sample: CalibrationSample
    confused: tuple[tuple[str, str, str], ...]


def _judged(lesson: _Lesson, outside: Sequence[ReadMessage], strangers: Texts) -> _Judged:
    rows, unseen = lesson.rows(outside, strangers)
    confidence, sample = join_rows(rows, bool(outside))
    confused = _confused(lesson.material, lesson.chosen, unseen)
    return _Judged(confidence, choose_thresholds(sample), sample, confused)


def _evidence(
    material: Material,
    asked: Sequence[ReadMessage],
    said: Sequence[ReadMessage],
    known: Texts,
    answers: Texts,
) -> Evidence:
    """What messages are compared with: the questions and answers of each entry."""
    entries = len(material.entries)
    words_of = [
        *zip(material.owners.tolist(), (reading.evidence for reading in asked), strict=True),
        *zip(material.answer_owners.tolist(), (reading.evidence for reading in said), strict=True),
    ]
    late = (
        LateInteraction.of(known.tokens, material.owners, answers.tokens, material.answer_owners, entries)
        if known.tokens
        else None
    )
    return Evidence(
        Sentences.of(known, material.owners, entries),
        Sentences.of(answers, material.answer_owners, entries),
        EntryWords.of(words_of, entries),
        late if late is not None and late.worth_asking else None,
    )


def confusions(
    material: Material, reader: MessageReader, encoder: Encoder | None
) -> tuple[tuple[str, str, str], ...]:
    """Which questions would go elsewhere if they were left out: nearly what `Fitted.confused` holds, from the
    questions alone, without what only answering needs."""
    asked = reader.read_all(material.questions)
    preparing = Preparing(LexicalIndex.fit([reading.evidence for reading in asked]), encoder)
    preparing.tokens(asked)  # these are remembered: a fit after this reads no question a second time
    vectors = preparing.vectors(asked)
    preparing.centre = vectors.mean(axis=0) if encoder is not None else preparing.centre
    known = preparing.from_vectors(vectors, asked)
    learned = fit_kernel(known, material.owners, len(material.entries))
    chosen = learned.judged(len(asked), min(_UNSEEN_LIMIT, _UNSEEN_CELLS // len(material.entries)))
    owners = material.owners[chosen]
    return _confused(material, chosen, learned.themselves_unseen(known.take(chosen), owners, chosen))


def _without_signs(material: Material, reader: MessageReader) -> list[ReadMessage]:
    """Messages that nothing answers, but for those that show it themselves (small talk, another nation): no
    score is asked for those."""
    readings = reader.read_all(material.outside)
    return [
        reading
        for text, reading in zip(material.outside, readings, strict=True)
        if signs_of(text, reading, reader.english_share(reading.tokens), places=reader.places).reason is None
    ]


def _taught(
    material: Material, known: Texts, strangers: Texts, answers: Texts
) -> tuple[Texts, Owners, int, int]:
    """What the kernel is fitted to: the questions with their entries, what nothing answers, and what entries
    with few questions say; then how many entries and questions there are."""
    entries, said = len(material.entries), taught_answers(material)
    nobodys = np.full(len(strangers), entries, dtype=np.int64)
    owners = np.concatenate([material.owners, nobodys, material.answer_owners[said]])
    return known.joined(strangers).joined(answers.take(said)), owners, entries, len(known)


def taught_answers(material: Material) -> NDArray[np.int64]:
    """The places of the answers' sentences that are learned from as questions are."""
    asked = np.bincount(material.owners, minlength=len(material.entries))
    return np.flatnonzero(asked[material.answer_owners] <= _FEW_ASKED)


def learn_abroad(material: Material, elsewhere: Texts) -> Kernel | None:
    """Questions in other languages by their meaning alone. An entry that has none there gets no score from
    this kernel."""
    if not len(elsewhere) or not elsewhere.vectors.shape[1]:
        return None
    return fit_scores(elsewhere, material.abroad_owners, len(material.entries))


@dataclass(frozen=True)
class _Lesson:
    """The messages from which the second stage learns how sure to be."""

    material: Material
    reader: MessageReader
    preparing: Preparing
    learned: Learned
    evidence: Evidence
    asked: Sequence[ReadMessage]
    asked_vectors: Vectors
    known: Texts

    @property
    def chosen(self) -> NDArray[np.int64]:
        """The questions that are judged as if unseen."""
        return self.learned.judged(
            len(self.asked), min(_UNSEEN_LIMIT, _UNSEEN_CELLS // len(self.material.entries))
        )

    def rows(self, outside: Sequence[ReadMessage], strangers: Texts) -> tuple[list[Rows], Matrix]:
        """Every kind of row, and the unseen scores of the chosen questions."""
        chosen = self.chosen
        texts = self.known.take(chosen)
        unseen = self.learned.themselves_unseen(texts, self.material.owners[chosen], chosen)
        readings = [self.asked[place] for place in chosen]
        rows = self._known_rows("answerable", "hidden", texts, readings, unseen, chosen)
        if outside:
            none = np.full(len(strangers), len(self.material.entries), dtype=np.int64)
            apart = self.learned.themselves_unseen(
                strangers, none, len(self.asked) + np.arange(len(strangers))
            )
            _, features = self.evidence.features(strangers, outside, self.evidence.reranked(strangers, apart))
            features = features[features[:, FEATURES.index("near words")] < _ANSWERED_NOW]
            rows.append(Rows(features, np.zeros(len(features), dtype=bool), "outside"))
            rows += self._stories(chosen[::_STORY_STEP])
        return [*rows, self._echoes(chosen)], unseen

    def _known_rows(
        self,
        kind: str,
        hidden_kind: str,
        texts: Texts,
        readings: Sequence[ReadMessage],
        unseen: Matrix,
        places: NDArray[np.int64],
    ) -> list[Rows]:
        """Questions as if never seen, and again with their own entry hidden."""
        owners, left_out = self.material.owners[places], [int(place) for place in places]
        reranked = self.evidence.reranked(texts, unseen, left_out)
        best, features = self.evidence.features(texts, readings, reranked, left_out)
        rows = [Rows(features, best == owners, kind)]
        if len(self.material.entries) > 2:
            hidden = unseen.copy()
            hidden[np.arange(len(owners)), owners] = -1
            _, features = self.evidence.features(texts, readings, self.evidence.reranked(texts, hidden))
            rows.append(Rows(features, np.zeros(len(owners), dtype=bool), hidden_kind))
        return rows

    def _stories(self, places: NDArray[np.int64]) -> list[Rows]:
        """Questions at the end of a family's story, which real messages are: much is said that no entry is
        about."""
        told = self.reader.read_all(story_sentences())
        told_tokens = self.preparing.tokens(told)
        told_vectors = self.preparing.vectors(told)
        readings, vectors, tokens = [], [], []
        for turn, place in enumerate(places):
            around = [(7 * turn + 13 * step) % len(told) for step in range(1 + turn % 5)]
            readings.append(joined_reading([*(told[one] for one in around), self.asked[place]]))
            parts = np.vstack([told_vectors[around], self.asked_vectors[place][None]])
            sizes = [len(told[one].tokens) for one in around] + [len(self.asked[place].tokens)]
            vectors.append(np.array(sizes, dtype=np.float32) @ parts)
            if told_tokens:
                tokens.append(
                    np.concatenate([*(told_tokens[one] for one in around), self.known.tokens[place]])
                )
        texts = self.preparing.from_vectors(np.array(vectors, dtype=np.float32), readings, tokens)
        unseen = self.learned.unseen(texts, self.known.take(places), self.material.owners[places], places)
        return self._known_rows("story", "hidden story", texts, readings, unseen, places)

    def _echoes(self, chosen: NDArray[np.int64]) -> Rows:
        """Questions with a word left out, while the whole question is known: what a family does that asks in
        nearly a curator's words.

        Left-out questions alone would teach that nothing is ever near, because curators write them as unlike
        as they can.
        """
        places = chosen[::_ECHO_STEP]
        readings = self.reader.read_all(
            shortened(self.material.questions[place], int(place)) for place in places
        )
        texts = self.preparing.texts(readings)
        scores = self.evidence.reranked(texts, self.learned.kernel.score(texts))
        best, features = self.evidence.features(texts, readings, scores)
        return Rows(features, best == self.material.owners[places], "echo")


def as_unseen(asked: Sequence[ReadMessage], said: Sequence[ReadMessage]) -> list[ReadMessage]:
    """The questions with the share of their words that some other text holds too: what it would be, were they
    unseen."""
    texts = Counter(token for reading in (*asked, *said) for token in set(reading.tokens))
    found = []
    for reading in asked:
        meaningful = content_words(reading.tokens)
        share = sum(texts[token] >= 2 for token in meaningful) / len(meaningful) if meaningful else 1.0
        found.append(replace(reading, known_share=share))
    return found


def joined_reading(readings: Sequence[ReadMessage]) -> ReadMessage:
    """One text made of several."""
    tokens = tuple(token for reading in readings for token in reading.tokens)
    evidence = tuple(token for reading in readings for token in reading.evidence)
    sizes = [max(1, len(reading.tokens)) for reading in readings]
    share = sum(reading.known_share * size for reading, size in zip(readings, sizes, strict=True)) / sum(
        sizes
    )
    text = " ".join(reading.text for reading in readings)
    return ReadMessage(
        text=text,
        tokens=tokens,
        plain=" ".join(tokens),
        evidence=evidence,
        corrections=(),
        expansions=(),
        known_share=share,
    )


def shortened(question: str, turn: int) -> str:
    """The question without one of its words (which one depends on `turn`); short ones stay whole."""
    typed = question.split()
    if len(typed) < 4:
        return question
    gone = turn % len(typed)
    return " ".join(typed[:gone] + typed[gone + 1 :])


def covered_signs(material: Material, asked: Sequence[ReadMessage], reader: MessageReader) -> tuple[str, ...]:
    """The signs that two fifths of some entry's own questions show: an entry for greetings, say."""
    shown: Counter[tuple[int, str]] = Counter()
    for owner, question, reading in zip(material.owners, material.questions, asked, strict=True):
        signs = signs_of(question, reading, reader.english_share(reading.tokens), places=reader.places)
        shown[int(owner), sign_name(signs.reason, signs.chat)] += 1
    totals = Counter(material.owners.tolist())
    return tuple(
        sorted({name for (owner, name), count in shown.items() if name and count >= 0.4 * totals[owner]})
    )


def _confused(
    material: Material, chosen: NDArray[np.int64], unseen: Matrix
) -> tuple[tuple[str, str, str], ...]:
    best, owners = unseen[:, :-1].argmax(axis=1), material.owners[chosen]
    return tuple(
        (material.entries[owners[row]], material.questions[chosen[row]], material.entries[best[row]])
        for row in np.flatnonzero(best != owners)
    )

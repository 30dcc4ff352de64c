"""Scoring: which entries a message may mean, best first. Deciding what to do about it is `decision`'s work.

matcher = Matcher.fit({"bins": ["When is the bin day?", ...], ...}, encoder=load_encoder())
matcher.rank("wen do they empty the bins")[0].entry
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.errors import IndexCacheError
from sendbot.fitted_files import content_key, kept_or_made, load
from sendbot.matching import cache
from sendbot.matching.about_adults import grown_up, is_for_children
from sendbot.matching.calibration import ANSWERED_TARGET, choose_thresholds
from sendbot.matching.decision import Candidate, Ranking, Signs, Thresholds
from sendbot.matching.evidence import FEATURES
from sendbot.matching.fitting import Fitted, Material, Preparing, fit, gather, make_reader
from sendbot.matching.kernel import Learned, Matrix
from sendbot.matching.message_signs import signs_of
from sendbot.matching.reading.languages import detect, plain_words
from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.reader import MessageReader, ReadMessage
from sendbot.matching.reading.synonyms import Expansion
from sendbot.matching.reading.text import MESSAGE_LIMIT, content_words, sentences, words
from sendbot.matching.small_change import FittedBefore, refitted
from sendbot.matching.solved import SOLVED, Solved

_LONG_POST = 60
"""From so many words on a message is a story, read as one: sentences that ask ("what would you do next?") ask
nothing of their own."""

_MOST_QUESTIONS = 5
"""More sentences than this that ask are no list of questions."""

_ABROAD = 0.7
"""What a language's own questions count beside English ones for a message in it: they are nearer to it than
English ones can be."""

_NOT_COMPARED = 0.7
"""The share of a message's words that count as explained in another language, whose words are not compared:
what it is for most questions in English."""

_SIGNED_AWAY = 0.2
"""What is left of a score when the message's signs say that no entry can answer it (small talk, another
nation...)."""


@dataclass(frozen=True)
class OtherLanguage:
    """What curators keep for a language: ways of asking by entry, and words of it, which help to name it."""

    questions: Mapping[str, Sequence[str]]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Explanation:
    """Why a message was ranked as it was: for `ask --explain` and for curators."""

    language: str
    signs: Signs
    parts: tuple[tuple[str, float], ...]
    """The sentences that ask, each with how sure to be of its own best entry."""
    opinions: Mapping[str, Mapping[str, float]]
    features: Mapping[str, float]
    ranking: Ranking


_FOR_ANOTHER = 0.5
"""What is left of a score when somebody grown up is spoken of ("my husband") and the entry never says the
word: it may be offered, and is not answered."""

_BY_CORE = 0.4
"""How sure to be at most where a message and what it asks without its framing point to two entries: enough
for both to be offered, never for an answer."""


@dataclass(frozen=True)
class _Scored:
    """The message, then each sentence of it that asks, then the message without its framing: scores, best
    entries, features and how sure to be."""

    parts: tuple[str, ...]
    scores: Matrix
    best: NDArray[np.int64]
    features: NDArray[np.float64]
    sure: NDArray[np.float64]


@dataclass(frozen=True)
class _Source:
    """What a matcher was fitted from."""

    material: Material
    key: str
    around: str
    """A fingerprint of all but the entries: acronyms, languages, places, what nothing answers."""
    folder: Path | None

    @property
    def path(self) -> Path | None:
        """Where what it was solved from is kept: 170 MB for 13,000 texts, so of the latest two alone."""
        return self.folder and self.folder / f"solved-{self.key[:16]}.npz"

    def keep(self, learned: Learned) -> None:
        """Keep it, where every text is a landmark: else a change is fitted anew."""
        inverse = learned.inverse
        if inverse is not None and self.path is not None:
            kept_or_made(self.path, self.key, SOLVED, lambda: Solved.of(inverse), others=1)


class Matcher:
    """Ranks entries for messages. Fit once; ranking changes nothing, so it may be shared between threads."""

    def __init__(
        self,
        fitted: Fitted,
        reader: MessageReader,
        encoder: Encoder | None,
        source: _Source | None = None,
    ) -> None:
        self.fitted = fitted
        self._source = source
        self._reader = reader
        self._encoder = encoder
        self._preparing = Preparing(fitted.lexical, encoder, fitted.centre)

    @classmethod
    def fit(
        cls,
        questions: Mapping[str, Sequence[str]],
        *,
        answers: Mapping[str, str] | None = None,
        terms: Sequence[Expansion] = (),
        other_languages: Mapping[str, OtherLanguage] | None = None,
        out_of_scope: Sequence[str] = (),
        places: LocalPlaces = NOWHERE,
        encoder: Encoder | None = None,
        cache_dir: Path | None = None,
        remembering: Remembering | None = None,
        sure_as: Matcher | None = None,
    ) -> Matcher:
        """Learn from entries' questions (entry id -> ways of asking).

        **Give an encoder** (`load_encoder()`): without one, words alone are compared. Then a question in
        other words than the curators' is not found, messages in other languages are not read, and about half
        of the quality is gone.

        `answers` are weak evidence; `terms` are acronyms and synonyms; `other_languages` maps a language code
        to its questions by entry and its words; `out_of_scope` are messages that no entry answers, used to
        learn when to be unsure; `places` tell who lives here. With `cache_dir` a fitted index is kept there
        and used again while nothing that it was fitted from has changed, and vectors of texts are remembered
        there; `remembering` is the encoder with such vectors, where others fit with it too. `sure_as` is a
        matcher of nearly the same entries: how sure to be is taken from it, which takes half the time, and
        nothing is kept. Raises ValueError when there is no question at all.
        """
        abroad = {code: dict(kept.questions) for code, kept in sorted((other_languages or {}).items())}
        material = gather(questions, answers, out_of_scope, abroad)
        if not material.questions:
            raise ValueError(
                "There are no questions to learn from. Give at least one entry with at least one question."
            )
        reader = make_reader(questions, answers, terms, places)
        vocabularies = {code: _vocabulary(kept) for code, kept in sorted((other_languages or {}).items())}
        if remembering is None and encoder is not None:
            remembering = Remembering(encoder, cache_dir)
        readable_terms = [[term.forms, term.reads_as] for term in terms]
        known_words = {code: sorted(vocabulary) for code, vocabulary in vocabularies.items()}
        name = encoder.name if encoder else None
        told = (readable_terms, abroad, known_words, out_of_scope, asdict(places), name)
        key = content_key(cache.FORMAT, dict(questions), dict(answers or {}), *told)
        source = _Source(material, key, content_key(told), cache_dir)

        def fitted_anew() -> Fitted:
            fitted = None
            if sure_as is not None and (before := sure_as._before(source)) is not None:
                fitted = refitted(before, material, reader, remembering, vocabularies)
            if fitted is None:
                known = sure_as.fitted if sure_as else None
                fitted = fit(material, reader, remembering, vocabularies, known, source.keep)
            if remembering is not None and cache_dir is not None:
                remembering.save()
            return fitted

        path = cache_dir / f"index-{key[:16]}.npz" if cache_dir is not None and sure_as is None else None
        return cls(kept_or_made(path, key, cache.INDEX, fitted_anew), reader, encoder, source)

    def _before(self, now: _Source) -> FittedBefore | None:
        """What a change of little can start from, where it is kept, and all but the entries is the same."""
        was = self._source
        if was is None or was.around != now.around or was.path is None:
            return None
        with suppress(IndexCacheError):
            return FittedBefore(self.fitted, was.material, load(was.path, was.key, SOLVED))
        return None

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds calibrated while fitting."""
        return self.fitted.thresholds

    @property
    def confused(self) -> tuple[tuple[str, str, str], ...]:
        """(entry, question, entry that it was given to) for questions that went elsewhere while they were
        left out."""
        return self.fitted.confused

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries that can be ranked."""
        return self.fitted.entries

    def language(self, message: str) -> str:
        """The two-letter code of the message's language, "en" when unsure."""
        return detect(message, self._reader.is_known, self.fitted.vocabularies)

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        """Up to `limit` candidates, best first. The first one's score is comparable from message to message.

        Never fails, whatever the message holds; a message without any word gives an empty ranking with its
        reason. `language` is the message's, where it is known already.
        """
        language = language or self.language(message)
        reading = self._read(message, language)
        signs = self._signs(message, reading, language)
        scored = self._score(message, reading, language)
        return (
            Ranking([], signs, language) if scored is None else self._ranking(scored, signs, language, limit)
        )

    def first_scores(self, messages: Sequence[str]) -> Matrix:
        """The scores of whole messages for each entry by meaning and words alone, shape (n, len(entries)):
        all at once, before anything is compared token by token."""
        readings = [self._read(message, self.language(message)) for message in messages]
        vectors = self._preparing.vectors(readings)
        return self.fitted.kernel.score(self._preparing.from_vectors(vectors, readings))[:, :-1]

    def explain(self, message: str) -> Explanation:
        """The ranking of a message with everything that led to it."""
        language = self.language(message)
        reading = self._read(message, language)
        signs = self._signs(message, reading, language)
        scored = self._score(message, reading, language)
        if scored is None:
            return Explanation(
                language=language,
                signs=signs,
                parts=(),
                opinions={},
                features={},
                ranking=Ranking([], signs, language),
            )
        ranking = self._ranking(scored, signs, language, limit=5)
        texts = self._preparing.texts([reading])
        views = {}
        for candidate in ranking:
            entry = self.entries.index(candidate.entry)
            near_words, near_meaning = self.fitted.evidence.asked.closest(entry, texts.vectors, texts.rows)
            near = {"near words": float(near_words[0]), "near meaning": float(near_meaning[0])}
            views[candidate.entry] = {"score": float(scored.scores[0, entry]), **near}
        features = dict(zip(FEATURES, scored.features[0].tolist(), strict=True))
        parts = tuple(zip(scored.parts, scored.sure.tolist(), strict=True))
        return Explanation(
            language=language,
            signs=ranking.signs,
            parts=parts,
            opinions=views,
            features=features,
            ranking=ranking,
        )

    def _read(self, message: str, language: str) -> ReadMessage:
        foreign = None if language == "en" else self.fitted.vocabularies.get(language, frozenset())
        return self._reader.read(message, foreign)

    def _signs(self, message: str, reading: ReadMessage, language: str) -> Signs:
        share = self._reader.english_share(words(message))
        return signs_of(message, reading, share, language, self.fitted.covered, self._reader.places)

    def _ranking(self, scored: _Scored, signs: Signs, language: str, limit: int) -> Ranking:
        asked = self._separate_questions(scored)
        if asked and signs.reason is None:
            signs = replace(signs, questions=asked)
        scores = scored.scores[0, :-1].astype(np.float64)
        order = np.argsort(-scores, kind="stable")[:limit]
        best = float(scored.sure[0]) * (_SIGNED_AWAY if signs.reason is not None else 1.0)
        if order.size and self._is_for_another(scored.parts[0], int(order[0]), language):
            best *= _FOR_ANOTHER
        # A candidate's share of the best one's score falls as its own score does; one at 0 is no more meant
        # than any other.
        shares = np.clip(scores[order] / max(float(scores[order[0]]), 1e-6), 0, 1)
        shares[0] = 1.0
        sure = np.round(best * shares, 6).tolist()
        found = [Candidate(self.entries[place], one) for place, one in zip(order.tolist(), sure, strict=True)]
        return Ranking(found, signs, language)

    def _is_for_another(self, message: str, entry: int, language: str) -> bool:
        """Is somebody grown up spoken of, where the entry speaks of children alone?"""
        found = grown_up(words(message)) if language == "en" else frozenset()
        holds = partial(self.fitted.evidence.words.holds, entry)
        return bool(found) and is_for_children(holds) and not holds(found)

    def _core(self, message: str, language: str) -> tuple[str, ...]:
        """The message without what is said around the question, where something is."""
        if self.fitted.framing is None or self._encoder is None or language != "en":
            return ()
        core = self.fitted.framing.without(message, self._encoder, self.fitted.centre)
        return (core,) if core else ()

    def _score(self, message: str, reading: ReadMessage, language: str) -> _Scored | None:
        if not reading.tokens:
            return None
        core = self._core(message, language)
        parts = (message, *questions_in(message), *core)
        readings = [reading, *(self._reader.read(part) for part in parts[1:])]
        texts = self._preparing.texts(readings)
        scores = self.fitted.kernel.score(texts)
        if self.fitted.abroad is not None and language in self.fitted.vocabularies:
            scores[:, :-1] = (1 - _ABROAD) * scores[:, :-1] + _ABROAD * self.fitted.abroad.score(texts)[
                :, :-1
            ]
        scores = self.fitted.evidence.reranked(texts, scores)
        best, features = self.fitted.evidence.features(texts, readings, scores)
        if language != "en":
            features[:, FEATURES.index("explained")] = _NOT_COMPARED
        sure = self.fitted.confidence.score(features)
        found = _Scored(parts, scores, best, features, sure)
        return _with_core(found) if core else found

    def _separate_questions(self, scored: _Scored) -> tuple[str, ...]:
        """The entries of sentences that each ask something else, and each clearly enough to be answered
        alone."""
        clear = [
            self.entries[owner]
            for owner, sure in zip(scored.best[1:], scored.sure[1:], strict=True)
            if sure >= self.fitted.thresholds.answer
        ]
        different = tuple(dict.fromkeys(clear))
        return different if len(different) > 1 else ()


def _with_core(found: _Scored) -> _Scored:
    """What a message asks without its framing counts for the whole: where both point to one entry, as surely
    as the surer; where not, the other entry is offered second."""
    whole, core = int(found.best[0]), int(found.best[-1])
    sure, scores = found.sure[:-1].copy(), found.scores[:-1].copy()
    if core == whole:
        sure[0] = max(sure[0], found.sure[-1])
    else:
        first, second = np.sort(scores[0, :-1])[::-1][:2]
        scores[0, core] = max(scores[0, core], (first + second) / 2)
        sure[0] = max(sure[0], min(_BY_CORE, float(found.sure[-1]) / 2))
    return _Scored(found.parts[:-1], scores, found.best[:-1], found.features[:-1], sure)


def _vocabulary(language: OtherLanguage) -> frozenset[str]:
    texts = (text for kept in language.questions.values() for text in kept)
    return frozenset(
        token
        for text in (*texts, *(word.rstrip("*") for word in language.words))
        for token in plain_words(text)
    )


def questions_in(message: str) -> tuple[str, ...]:
    """The sentences of a short message that ask, when there are two or more: it may ask two things at
    once."""
    whole = message[:MESSAGE_LIMIT]
    if whole.count("?") < 2 or len(words(whole)) >= _LONG_POST:
        return ()
    found = [part for part in sentences(whole) if f"{part}?" in whole and content_words(words(part))]
    return tuple(found) if 2 <= len(found) <= _MOST_QUESTIONS else ()


def calibrate(
    questions: Mapping[str, Sequence[str]],
    *,
    out_of_scope: Sequence[str] = (),
    encoder: Encoder | None = None,
    answered_target: float = ANSWERED_TARGET,
) -> Thresholds:
    """Thresholds for entries' questions alone (entry id -> ways of asking), by leaving questions out.

    **Give the encoder that the matcher will have**: without one, they are the thresholds of a matcher that
    compares words alone.

    At most `answered_target` of unanswerable messages should be answered. Those are `out_of_scope` when
    given; without them, each question with its own entry hidden stands in for a message that nothing answers.
    """
    matcher = Matcher.fit(questions, out_of_scope=out_of_scope, encoder=encoder)
    return choose_thresholds(matcher.fitted.sample, answered_target)

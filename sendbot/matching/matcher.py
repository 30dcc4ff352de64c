"""Scoring: which entries a message may mean, best first. Deciding what to do about it is `decision`'s work.

matcher = Matcher.fit({"bins": ["When is the bin day?", ...], ...}, encoder=load_encoder())
matcher.rank("wen do they empty the bins")[0].entry
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from sendbot.encoding.sentence_encoders import Encoder, Vectors, read_elsewhere
from sendbot.errors import IndexCacheError
from sendbot.matching import cache
from sendbot.matching.calibration import choose_thresholds
from sendbot.matching.decision import Candidate, Ranking, Signs, Thresholds
from sendbot.matching.features import FEATURES, confidence_features, known_shares, lengths_of
from sendbot.matching.fitting import (
    Fitted,
    Material,
    fit,
    gather,
    inside_score,
    make_reader,
    prepare,
    prepare_message,
)
from sendbot.matching.foreign import Abroad, English, ForeignQuestions, OtherLanguage, foreign_tokens
from sendbot.matching.message_signs import signs_of
from sendbot.matching.reading.languages import detect
from sendbot.matching.reading.reader import MessageReader, ReadMessage
from sendbot.matching.reading.synonyms import Expansion
from sendbot.matching.reading.text import MESSAGE_LIMIT, content_words, sentences, words
from sendbot.matching.scorers import Nearest, Texts, opinions

_LONG = 12
"""From so many words on, a message of several sentences is also read sentence by sentence."""

_MOST_PARTS = 5
_FOREIGN_SHARE = 0.7

_SIGNED_AWAY = 0.2
"""What is left of a score when the message's signs say that no entry can answer it (small talk, another nation...)."""


@dataclass(frozen=True)
class Explanation:
    """Why a message was ranked as it was: for `ask --explain` and for curators."""

    language: str
    signs: Signs
    parts: tuple[tuple[str, float], ...]
    opinions: Mapping[str, Mapping[str, float]]
    features: Mapping[str, float]
    ranking: Ranking


@dataclass(frozen=True)
class _Scored:
    parts: tuple[MessagePart, ...]
    scaled: NDArray[np.float32]
    chances: NDArray[np.float64]
    features: NDArray[np.float64]
    score: float
    asked: tuple[str, ...] = ()
    """The entries of separate questions, when there are two or more."""


class Matcher:
    """Ranks entries for messages. Fit once; ranking changes nothing, so it may be shared between threads."""

    def __init__(
        self,
        fitted: Fitted,
        reader: MessageReader,
        encoder: Encoder | None,
        foreign: Mapping[str, ForeignQuestions] | None = None,
    ) -> None:
        self.fitted = fitted
        self._reader = reader
        self._encoder = encoder
        self._foreign = dict(foreign or {})

    @classmethod
    def fit(
        cls,
        questions: Mapping[str, Sequence[str]],
        *,
        answers: Mapping[str, str] | None = None,
        terms: Sequence[Expansion] = (),
        other_languages: Mapping[str, OtherLanguage] | None = None,
        out_of_scope: Sequence[str] = (),
        encoder: Encoder | None = None,
        cache_dir: Path | None = None,
    ) -> Matcher:
        """Learn from entries' questions (entry id -> ways of asking).

        `answers` are weak evidence; `terms` are acronyms and synonyms; `other_languages` maps a language code to
        its questions by entry and its words; `out_of_scope` are messages that no entry answers, used to learn when to be unsure.
        Without an encoder everything works on words alone. With `cache_dir` a fitted index is kept there and used again
        while nothing that it was fitted from has changed. Raises ValueError when there is no question at all.
        """
        material = gather(questions, answers, out_of_scope)
        if not material.questions:
            raise ValueError(
                "There are no questions to learn from. Give at least one entry with at least one question."
            )
        reader = make_reader(questions, answers, terms)

        def fit_now() -> tuple[Fitted, dict[str, ForeignQuestions]]:
            fitted = fit(material, reader, encoder)
            return fitted, fit_foreign(other_languages or {}, material, fitted, reader, encoder)

        if cache_dir is None:
            fitted, foreign = fit_now()
        else:
            readable_terms = [[term.forms, term.reads_as] for term in terms]
            other = {
                code: [dict(kept.questions), dict(kept.words)]
                for code, kept in (other_languages or {}).items()
            }
            key = cache.content_key(
                dict(questions),
                dict(answers or {}),
                readable_terms,
                other,
                out_of_scope,
                encoder.name if encoder else None,
            )
            fitted, foreign = _kept(cache_dir / f"index-{key[:16]}.npz", key, fit_now)
        return cls(fitted, reader, encoder, foreign)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds calibrated while fitting."""
        return self.fitted.thresholds

    @property
    def confused(self) -> tuple[tuple[str, str, str], ...]:
        """(entry, question, entry that it was given to) for questions that went elsewhere while they were left out."""
        return self.fitted.confused

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries that can be ranked."""
        return self.fitted.entries

    def encode(self, text: str) -> Vectors | None:
        """The encoder's vector of one text, shape (1, d), or None without an encoder."""
        return self._encoder.encode([text[:MESSAGE_LIMIT]]) if self._encoder else None

    def language(self, message: str) -> str:
        """The two-letter code of the message's language, "en" when unsure."""
        tokens = words(message)
        known = {token for token in tokens if self._reader.english_share([token]) == 1.0}
        if tokens and known.issuperset(tokens):
            return "en"
        elsewhere = foreign_tokens(message[:MESSAGE_LIMIT])
        return detect(
            message, known, {code: kept.known_words(elsewhere) for code, kept in self._foreign.items()}
        )

    def rank(self, message: str, limit: int = 5) -> Ranking:
        """Up to `limit` candidates, best first. The first one's score is comparable from message to message.

        Never fails, whatever the message holds; a message without any word gives an empty ranking with its reason.
        """
        language = self.language(message)
        signs = self._signs(message, language)
        scored = self._score(message, language)
        return Ranking([], signs) if scored is None else self._ranking(scored, signs, limit)

    def explain(self, message: str) -> Explanation:
        """The ranking of a message with everything that led to it."""
        language = self.language(message)
        signs = self._signs(message, language)
        scored = self._score(message, language)
        if scored is None:
            return Explanation(language, signs, (), {}, {}, Ranking([], signs))
        ranking = self._ranking(scored, signs, limit=5)
        views = {
            candidate.entry: dict(
                zip(
                    self.fitted.scorers,
                    scored.scaled[self.entries.index(candidate.entry)].tolist(),
                    strict=True,
                )
            )
            for candidate in ranking
        }
        return Explanation(
            language,
            ranking.signs,
            tuple((part.text, part.share) for part in scored.parts),
            views,
            dict(zip(FEATURES, scored.features.tolist(), strict=True)),
            ranking,
        )

    def _signs(self, message: str, language: str) -> Signs:
        reading = self._reader.read(message, self._not_english(message, language))
        return signs_of(
            message, reading, self._reader.english_share(words(message)), language, self.fitted.covered
        )

    def _not_english(self, message: str, language: str) -> frozenset[str] | None:
        """The words of a message that are the other language's own; None for an English message."""
        if language == "en":
            return None
        kept = self._foreign.get(language)
        return frozenset(
            token for token in words(message) if kept is not None and kept.known_words(foreign_tokens(token))
        )

    def _ranking(self, scored: _Scored, signs: Signs, limit: int) -> Ranking:
        order = np.argsort(-scored.chances, kind="stable")[:limit]
        top = scored.chances[order[0]] or 1.0
        if scored.asked and signs.reason is None:
            signs = replace(signs, questions=scored.asked)
        best = scored.score * (_SIGNED_AWAY if signs.reason is not None else 1.0)
        return Ranking(
            [
                Candidate(self.entries[place], round(float(best * scored.chances[place] / top), 6))
                for place in order
            ],
            signs,
        )

    def _score(self, message: str, language: str) -> _Scored | None:
        parts = split_message(message)
        if not parts:
            return None
        readings = self._reader.read_all((part.text for part in parts), self._not_english(message, language))
        texts = prepare_message(readings, self.fitted.lexical, self._encoder)
        found = opinions(self.fitted.scorers, texts)
        scaled = self.fitted.weights.scale(found)
        logits = np.asarray(scaled @ self.fitted.weights.weight, dtype=np.float64)
        shares = np.array([part.share for part in parts])
        chances = shares @ softmax(logits, axis=1) / shares.sum()
        best = int(chances.argmax())
        part = self._telling_part(logits, best)
        owners, features = self._features(found, texts, readings)
        asked = self._separate_questions(parts, owners, self.fitted.confidence.score(features))
        row = features[part].copy()
        row[FEATURES.index("chance")] = chances[best]
        score = float(self.fitted.confidence.score(row[None, :])[0])
        scored = _Scored(parts, scaled[part], chances, row, score, asked)
        return self._with_foreign(scored, message, language)

    @staticmethod
    def _telling_part(logits: NDArray[np.float64], best: int) -> int:
        """The part of a long message that speaks most clearly for the best entry."""
        return int((logits[:, best] - logits.mean(axis=1)).argmax())

    def _features(
        self, found: NDArray[np.float32], texts: Texts, readings: Sequence[ReadMessage]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best entry of each part, and its features."""
        inside = (
            inside_score(self.fitted.inside, texts.vectors)
            if self.fitted.inside is not None
            else np.zeros(len(readings))
        )
        names = tuple(self.fitted.scorers)
        return confidence_features(
            names, self.fitted.weights, found, known_shares(readings), inside, lengths_of(readings)
        )

    def _separate_questions(
        self, parts: Sequence[MessagePart], owners: NDArray[np.int64], scores: NDArray[np.float64]
    ) -> tuple[str, ...]:
        """The entries of sentences that each ask something else, and each clearly enough to be answered alone."""
        clear = [
            self.entries[owner]
            for part, owner, score in zip(parts, owners, scores, strict=True)
            if part.asks and score >= self.fitted.thresholds.answer
        ]
        different = tuple(dict.fromkeys(clear))
        return different if len(different) > 1 else ()

    def _with_foreign(self, scored: _Scored, message: str, language: str) -> _Scored:
        """Another language's own questions join in: they are nearer to the message than English ones can be."""
        questions = self._foreign.get(language)
        if questions is None:
            return scored
        there, score = questions.score(
            message[:MESSAGE_LIMIT], self._encoder, in_english(self.fitted, self._reader, self._encoder)
        )
        chances = (1 - _FOREIGN_SHARE) * scored.chances + _FOREIGN_SHARE * there
        return replace(scored, chances=chances, score=score)


def _kept(
    path: Path, key: str, fit_now: Callable[[], tuple[Fitted, dict[str, ForeignQuestions]]]
) -> tuple[Fitted, dict[str, ForeignQuestions]]:
    """The index kept at `path`, or a new one, kept there if that can be done."""
    try:
        return cache.load(path, key)
    except IndexCacheError:
        fitted, foreign = fit_now()
    with contextlib.suppress(IndexCacheError):  # a full disk costs time at the next start, not an answer now
        cache.save(path, key, fitted, foreign)
        cache.forget_old(path.parent, keep=[path])
    return fitted, foreign


@dataclass(frozen=True)
class MessagePart:
    """A part of a message that is read on its own: what share it has in the whole, and whether it is a sentence that asks."""

    text: str
    share: float = 1.0
    asks: bool = False


def split_message(message: str) -> tuple[MessagePart, ...]:
    """The parts of a message: the whole, and each sentence of a long story, of which the last question counts most.

    A short message is split only when it asks twice. Empty when the message holds no word.
    """
    whole = message[:MESSAGE_LIMIT]
    length = len(words(whole))
    if not length:
        return ()
    found = [part for part in sentences(whole) if len(content_words(words(part))) >= 1]
    asking = [part for part in found if _asks(part, whole)]
    if len(found) < 2 or (length < _LONG and len(asking) < 2):
        return (MessagePart(whole),)
    kept = found[:1] + found[1:][-(_MOST_PARTS - 1) :]
    telling = asking[-1] if asking else kept[-1]
    return (
        MessagePart(whole),
        *(MessagePart(part, 0.8 if part == telling else 0.25, part in asking) for part in kept),
    )


_QUESTION_WORDS = frozenset(
    "what how when where who why which can could do does did is are should will would any".split()
)


def _asks(part: str, whole: str) -> bool:
    first = words(part)[:1]
    return f"{part}?" in whole or bool(first and first[0] in _QUESTION_WORDS)


def in_english(fitted: Fitted, reader: MessageReader, encoder: Encoder | None) -> English:
    """The matcher's evidence for English texts, as other languages lean on it."""

    def evidence(texts: Sequence[str]) -> NDArray[np.float64]:
        return fitted.weights.combine(
            opinions(fitted.scorers, prepare(reader.read_all(texts), fitted.lexical, encoder))
        )

    return evidence


def fit_foreign(
    other_languages: Mapping[str, OtherLanguage],
    material: Material,
    fitted: Fitted,
    reader: MessageReader,
    encoder: Encoder | None,
) -> dict[str, ForeignQuestions]:
    """One small matcher for each language that has questions."""
    if not other_languages:
        return {}
    first = np.searchsorted(material.owners, np.arange(len(material.entries)))
    asked = fitted.scorers["near words"]
    assert isinstance(asked, Nearest)
    vectors = read_elsewhere(encoder, asked.known.texts.vectors)
    titles = tuple(material.questions[place] for place in first)
    abroad = Abroad(vectors, material.owners, material.outside, titles, in_english(fitted, reader, encoder))
    found = {
        code: ForeignQuestions.fit(code, kept, material.entries, encoder, abroad)
        for code, kept in other_languages.items()
    }
    return {code: index for code, index in found.items() if index is not None}


def calibrate(
    questions: Mapping[str, Sequence[str]],
    *,
    out_of_scope: Sequence[str] = (),
    encoder: Encoder | None = None,
    answered_target: float = 0.05,
) -> Thresholds:
    """Thresholds for entries' questions alone (entry id -> ways of asking), by cross-validation.

    At most `answered_target` of unanswerable messages should be answered. Those are `out_of_scope` when given; without
    them, each question with its own entry hidden stands in for a message that nothing answers.
    """
    matcher = Matcher.fit(questions, out_of_scope=out_of_scope, encoder=encoder)
    return choose_thresholds(matcher.fitted.sample, answered_target)

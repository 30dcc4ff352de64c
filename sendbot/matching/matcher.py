"""Scoring: which entries a message may mean, best first. Deciding what to do about it is `decision`'s work.

matcher = Matcher.fit({"bins": ["When is the bin day?", ...], ...}, encoder=load_encoder())
matcher.rank("wen do they empty the bins")[0].entry
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from sendbot.errors import IndexCacheError
from sendbot.matching import cache
from sendbot.matching.decision import Candidate, Ranking, Signs, Thresholds
from sendbot.matching.encoders import Encoder, Vectors
from sendbot.matching.features import FEATURES, confidence_features, known_shares, lengths_of
from sendbot.matching.fitting import Fitted, fit, gather, inside_score, make_reader, prepare
from sendbot.matching.foreign import ForeignQuestions
from sendbot.matching.languages import detect
from sendbot.matching.reader import Reader, Reading
from sendbot.matching.scorers import opinions
from sendbot.matching.signs import signs_of
from sendbot.matching.synonyms import Expansion
from sendbot.matching.text import MESSAGE_LIMIT, content_words, sentences, words

_LONG = 12
"""From so many words on, a message of several sentences is also read sentence by sentence."""

_MOST_PARTS = 5
_FOREIGN_SHARE = 0.6

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
    parts: tuple[tuple[str, float], ...]
    scaled: NDArray[np.float32]
    chances: NDArray[np.float64]
    features: NDArray[np.float64]
    score: float


class Matcher:
    """Ranks entries for messages. Fit once; ranking changes nothing, so it may be shared between threads."""

    def __init__(self, fitted: Fitted, reader: Reader, encoder: Encoder | None, foreign: Mapping[str, ForeignQuestions] | None = None) -> None:
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
        other_languages: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
        out_of_scope: Sequence[str] = (),
        encoder: Encoder | None = None,
        cache_dir: Path | None = None,
    ) -> Matcher:
        """Learn from entries' questions (entry id -> ways of asking).

        `answers` are weak evidence; `terms` are acronyms and synonyms; `other_languages` maps a language code to
        questions by entry; `out_of_scope` are messages that no entry answers, used to learn when to be unsure.
        Without an encoder everything works on words alone. With `cache_dir` a fitted index is kept there and used again
        while nothing that it was fitted from has changed. Raises ValueError when there is no question at all.
        """
        material = gather(questions, answers, out_of_scope)
        if not material.questions:
            raise ValueError("There are no questions to learn from. Give at least one entry with at least one question.")
        reader = make_reader(questions, answers, terms)

        def fit_now() -> tuple[Fitted, dict[str, ForeignQuestions]]:
            return fit(material, reader, encoder), fit_foreign(other_languages or {}, material.entries, encoder)

        if cache_dir is None:
            fitted, foreign = fit_now()
        else:
            readable_terms = [[term.forms, term.reads_as] for term in terms]
            other = {code: dict(asked) for code, asked in (other_languages or {}).items()}
            key = cache.content_key(dict(questions), dict(answers or {}), readable_terms, other, out_of_scope, encoder.name if encoder else None)
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
        return detect(message, known)

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
            candidate.entry: dict(zip(self.fitted.scorers, scored.scaled[self.entries.index(candidate.entry)].tolist(), strict=True))
            for candidate in ranking
        }
        return Explanation(language, signs, scored.parts, views, dict(zip(FEATURES, scored.features.tolist(), strict=True)), ranking)

    def _signs(self, message: str, language: str) -> Signs:
        reading = self._reader.read(message)
        return signs_of(message, reading, self._reader.english_share(words(message)), language, self.fitted.covered)

    def _ranking(self, scored: _Scored, signs: Signs, limit: int) -> Ranking:
        order = np.argsort(-scored.chances, kind="stable")[:limit]
        top = scored.chances[order[0]] or 1.0
        best = scored.score * (_SIGNED_AWAY if signs.reason is not None else 1.0)
        return Ranking([Candidate(self.entries[place], round(float(best * scored.chances[place] / top), 6)) for place in order], signs)

    def _score(self, message: str, language: str) -> _Scored | None:
        parts = split_message(message)
        if not parts:
            return None
        readings = self._reader.read_all(text for text, _ in parts)
        texts = prepare(readings, self.fitted.lexical, self._encoder)
        found = opinions(self.fitted.scorers, texts)
        scaled = self.fitted.weights.scale(found)
        logits = np.asarray(scaled @ self.fitted.weights.weight, dtype=np.float64)
        shares = np.array([share for _, share in parts])
        chances = shares @ softmax(logits, axis=1) / shares.sum()
        inside = inside_score(self.fitted.inside, texts.vectors) if self.fitted.inside is not None else np.zeros(len(parts))
        best = int(chances.argmax())
        part = self._telling_part(logits, best)
        row = self._features(found, readings, inside, part)
        row[FEATURES.index("chance")] = chances[best]
        score = float(self.fitted.confidence.score(row[None, :])[0])
        scored = _Scored(parts, scaled[part], chances, row, score)
        return self._with_foreign(scored, message, language)

    @staticmethod
    def _telling_part(logits: NDArray[np.float64], best: int) -> int:
        """The part of a long message that speaks most clearly for the best entry."""
        return int((logits[:, best] - logits.mean(axis=1)).argmax())

    def _features(self, found: NDArray[np.float32], readings: Sequence[Reading], inside: NDArray[np.float64], part: int) -> NDArray[np.float64]:
        known, lengths = known_shares(readings), lengths_of(readings)
        one = slice(part, part + 1)
        _, features = confidence_features(tuple(self.fitted.scorers), self.fitted.weights, found[one], known[one], inside[one], lengths[one])
        return np.asarray(features[0])

    def _with_foreign(self, scored: _Scored, message: str, language: str) -> _Scored:
        """Another language's own questions join in: they are nearer to the message than English ones can be."""
        questions = self._foreign.get(language)
        if questions is None:
            return scored
        near = questions.score(message, len(self.entries), self._encoder)
        chances = (1 - _FOREIGN_SHARE) * scored.chances + _FOREIGN_SHARE * softmax(12 * near)
        return _Scored(scored.parts, scored.scaled, chances, scored.features, float(max(scored.score, near.max())))


def _kept(path: Path, key: str, fit_now: Callable[[], tuple[Fitted, dict[str, ForeignQuestions]]]) -> tuple[Fitted, dict[str, ForeignQuestions]]:
    """The index kept at `path`, or a new one, kept there if that can be done."""
    try:
        return cache.load(path, key)
    except IndexCacheError:
        fitted, foreign = fit_now()
    with contextlib.suppress(IndexCacheError):  # a full disk costs time at the next start, not an answer now
        cache.save(path, key, fitted, foreign)
        cache.forget_old(path.parent, keep=[path])
    return fitted, foreign


def split_message(message: str) -> tuple[tuple[str, float], ...]:
    """The parts of a message with their shares: the whole, and for a long story each sentence, the last question most.

    Empty when the message holds no word.
    """
    whole = message[:MESSAGE_LIMIT]
    if not words(whole):
        return ()
    parts = [part for part in sentences(whole) if len(content_words(words(part))) >= 1]
    if len(parts) < 2 or len(words(whole)) < _LONG:
        return ((whole, 1.0),)
    kept = parts[:1] + parts[1:][-(_MOST_PARTS - 1) :]
    asking = [place for place, part in enumerate(kept) if _asks(part, whole)]
    telling = asking[-1] if asking else len(kept) - 1
    return ((whole, 1.0), *((part, 0.8 if place == telling else 0.25) for place, part in enumerate(kept)))


def _asks(part: str, whole: str) -> bool:
    first = words(part)[:1]
    question_words = {
        "what",
        "how",
        "when",
        "where",
        "who",
        "why",
        "which",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
        "should",
        "will",
        "would",
        "any",
    }
    return f"{part}?" in whole or bool(first and first[0] in question_words)


def fit_foreign(
    other_languages: Mapping[str, Mapping[str, Sequence[str]]], entries: Sequence[str], encoder: Encoder | None
) -> dict[str, ForeignQuestions]:
    """One index for each language that has questions."""
    fitted = {code: ForeignQuestions.fit(code, questions, entries, encoder) for code, questions in other_languages.items()}
    return {code: index for code, index in fitted.items() if index is not None}

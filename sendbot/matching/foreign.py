"""Questions kept in other languages: matched, never shown. One small matcher a language, over meaning where the encoder reads it and over words.

The encoder reads some languages well and others not at all. Nothing here knows which: what each opinion is worth in a language is learned from that
language's own questions, each judged by the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from sendbot.encoding.sentence_encoders import Encoder, for_other_languages
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.reading.text import words
from sendbot.matching.scorers import (
    KnownTexts,
    Nearest,
    Owners,
    Scorer,
    Texts,
    discriminant,
    folds,
    kernel_ridge,
    opinions,
    starts_of,
)
from sendbot.matching.weighing import Confidence, Weights, learn_confidence, learn_weights

_FOLDS = 5
_STRANGERS = 0.5
"""What messages that nothing answers weigh in total, beside the questions."""


English = Callable[[Sequence[str]], NDArray[np.float64]]
"""The matcher's evidence for each entry, given English texts: shape (m, entries)."""


@dataclass(frozen=True)
class OtherLanguage:
    """What curators keep for a language: ways of asking by entry, and words with what they are in English."""

    questions: Mapping[str, Sequence[str]]
    words: Mapping[str, str] = field(default_factory=dict)
    """`school*` stands for every word that begins so; accents do not count."""


class WordForWord:
    """English words for a message's own: no translation, but enough for the matcher where the encoder cannot read the language."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._whole: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        for word, english in entries.items():
            plain = "".join(foreign_tokens(word.rstrip("*")))
            (self._starts if word.endswith("*") else self._whole)[plain] = english

    def __bool__(self) -> bool:
        return bool(self._whole or self._starts)

    def __contains__(self, token: str) -> bool:
        return token in self._whole or any(token[:size] in self._starts for size in range(len(token), 3, -1))

    def english(self, text: str) -> str:
        """The words that are known, in order; Latin ones that are not (EHCP, SENCO) stay as they are."""
        return " ".join(filter(None, (self._one(token) for token in foreign_tokens(text))))

    def _one(self, token: str) -> str:
        if token in self._whole:
            return self._whole[token]
        for size in range(len(token), 1, -1):
            if token[:size] in self._starts:
                return self._starts[token[:size]]
        return token if token.isascii() and (token.isdigit() or token in _KEPT) else ""


_KEPT = frozenset(
    "ehcp ehc dla pip senco sen send camhs ofsted cqc hapi nhs ceias checs council plan asd adhd la haf eotas ot salt ta gp tribunal".split()
)


@dataclass(frozen=True)
class Abroad:
    """What every language leans on: the base's own questions as the multilingual encoder reads them, and messages that nothing answers."""

    vectors: NDArray[np.float32]
    owners: Owners
    strangers: tuple[str, ...]
    titles: tuple[str, ...]
    """One English question an entry: stands in where a language has none for it."""
    english: English


@dataclass(frozen=True)
class ForeignQuestions:
    """The questions of one language, ready to rank entries (places in the matcher's order) for a message."""

    language: str
    lexical: LexicalIndex
    scorers: Mapping[str, Scorer]
    weights: Weights
    confidence: Confidence
    words: Mapping[str, str] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()
    """The words of its questions, without accents: what tells it from English."""

    @classmethod
    def fit(
        cls,
        language: str,
        material: OtherLanguage,
        entries: Sequence[str],
        encoder: Encoder | None,
        abroad: Abroad,
    ) -> ForeignQuestions | None:
        """None when no question belongs to an entry that exists."""
        questions, word_for_word = material.questions, WordForWord(material.words)
        if not any(questions.get(entry) for entry in entries):
            return None
        flat = [
            (place, text)
            for place, entry in enumerate(entries)
            for text in (questions.get(entry) or abroad.titles[place : place + 1])
        ]
        asked, owners = [text for _, text in flat], np.array([place for place, _ in flat], dtype=np.int64)
        lexical = LexicalIndex.fit([foreign_tokens(text) for text in asked], word_share=0.4)
        known, strangers = (_texts(texts, lexical, encoder) for texts in (asked, abroad.strangers))
        scorers = _fit_scorers(known, owners, abroad)
        unseen, outside = _unseen(known, owners, abroad), opinions(scorers, strangers)
        if word_for_word:
            unseen = _joined(unseen, _in_english(asked, word_for_word, abroad.english))
            outside = _joined(outside, abroad.english([*abroad.strangers, "?"])[:-1])
        weights = learn_weights(unseen, owners)
        vocabulary = frozenset(
            token for texts in questions.values() for text in texts for token in foreign_tokens(text)
        )
        return cls(
            language,
            lexical,
            scorers,
            weights,
            _confidence(weights, unseen, owners, outside),
            dict(material.words),
            vocabulary,
        )

    @cached_property
    def _word_for_word(self) -> WordForWord:
        return WordForWord(self.words)

    def known_words(self, tokens: Sequence[str]) -> int:
        """How many of a message's words (as `foreign_tokens` gives them) stand in this language's questions or word list."""
        return sum(
            token in self.vocabulary or token in self._word_for_word
            for token in tokens
            if not token.isdigit()
        )

    def score(
        self, message: str, encoder: Encoder | None, english: English
    ) -> tuple[NDArray[np.float64], float]:
        """Each entry's chance, shape (entries,), and how sure to be of the best, 0 to 1."""
        found = opinions(self.scorers, _texts([message], self.lexical, encoder))
        if self.words:
            found = _joined(found, _in_english([message], self._word_for_word, english))
        logits = self.weights.combine(found)
        return softmax(logits, axis=1)[0], float(self.confidence.score(_signs(logits))[0])


def foreign_tokens(text: str) -> list[str]:
    """Words with their accents removed (families often leave them out); Chinese, which has no spaces, by characters."""
    plain = (
        "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
        .replace("ł", "l")
        .replace("Ł", "L")
    )
    return [part for token in words(plain) for part in (list(token) if _is_chinese(token) else [token])]


def _is_chinese(token: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in token)


def _texts(texts: Sequence[str], lexical: LexicalIndex, encoder: Encoder | None) -> Texts:
    reads = for_other_languages(encoder)
    vectors = (
        reads.encode([*texts, "?"])[:-1] if reads else np.zeros((len(texts), 0), dtype=np.float32)
    )  # one more, so that none has a width too
    return Texts(vectors, lexical.rows([foreign_tokens(text) for text in texts]))


def _in_english(texts: Sequence[str], word_for_word: WordForWord, english: English) -> NDArray[np.float64]:
    """Evidence from the English words; none at all for a text of which no word is known."""
    read = [word_for_word.english(text) for text in texts]
    found = english([text or "?" for text in read])
    found[[not text for text in read]] = 0
    return found


def _joined(found: NDArray[np.float32], more: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.concatenate([found, more[:, :, None].astype(np.float32)], axis=2)


def _fit_scorers(known: Texts, owners: Owners, abroad: Abroad) -> dict[str, Scorer]:
    """Opinions in closed form, so that eight languages fit in a few seconds."""
    asked, starts, entries = KnownTexts(known), starts_of(owners), len(abroad.titles)
    scorers: dict[str, Scorer] = {
        "near words": Nearest(asked, starts, by_words=True),
        "close": kernel_ridge(asked, owners, entries),
    }
    if known.vectors.shape[1]:
        scorers["near meaning"] = Nearest(asked, starts, by_words=False)
        scorers["meaning"] = discriminant(
            np.vstack([abroad.vectors, known.vectors]), np.concatenate([abroad.owners, owners]), entries
        )
    return scorers


def _unseen(known: Texts, owners: Owners, abroad: Abroad) -> NDArray[np.float32]:
    """Opinions on each question by scorers that never saw it. An entry whose only question is held back keeps it: it teaches nothing."""
    fold, alone = folds(owners, _FOLDS), np.bincount(owners, minlength=len(abroad.titles))[owners] == 1
    found: list[tuple[NDArray[np.int64], NDArray[np.float32]]] = []
    for number in range(_FOLDS):
        held = np.flatnonzero(fold == number)
        kept = np.flatnonzero((fold != number) | alone)
        kept = np.sort(np.concatenate([kept, _first_of_lost(owners, kept, len(abroad.titles))]))
        if len(held):
            found.append(
                (held, opinions(_fit_scorers(known.take(kept), owners[kept], abroad), known.take(held)))
            )
    result = np.zeros((len(owners), *found[0][1].shape[1:]), dtype=np.float32)
    for held, part in found:
        result[held] = part
    return result


def _first_of_lost(owners: Owners, kept: NDArray[np.int64], entries: int) -> NDArray[np.int64]:
    lost = np.setdiff1d(np.arange(entries), owners[kept])
    return np.searchsorted(owners, lost)


def _signs(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """What tells how sure to be: the evidence for the best entry, its lead and its chance, shape (m, 3)."""
    ordered = np.sort(logits, axis=1)
    best, second = ordered[:, -1], ordered[:, -2] if logits.shape[1] > 1 else ordered[:, -1] - 6
    return np.stack([best, np.clip(best - second, 0, 6), softmax(logits, axis=1).max(axis=1)], axis=1)


def _confidence(
    weights: Weights, unseen: NDArray[np.float32], owners: Owners, strangers: NDArray[np.float32]
) -> Confidence:
    logits, outside = weights.combine(unseen), weights.combine(strangers)
    right = np.concatenate([logits.argmax(axis=1) == owners, np.zeros(len(outside), dtype=bool)])
    importance = np.concatenate(
        [np.ones(len(owners)), np.full(len(outside), _STRANGERS * len(owners) / max(1, len(outside)))]
    )
    return learn_confidence(np.concatenate([_signs(logits), _signs(outside)]), right, importance)

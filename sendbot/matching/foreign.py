"""Questions kept in other languages: matched, never shown. One small nearest-neighbour index a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.matching.encoders import Encoder, for_other_languages
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.scorers import Texts
from sendbot.matching.text import words

WELL_ENCODED = frozenset({"pl", "pt", "ar", "zh", "es"})
"""Languages that the default encoder was trained on; for the others letters and words count for more."""


@dataclass(frozen=True)
class ForeignQuestions:
    """The questions of one language with their entries (places in the matcher's order)."""

    language: str
    lexical: LexicalIndex
    known: Texts
    owners: NDArray[np.int64]

    @classmethod
    def fit(cls, language: str, questions: Mapping[str, Sequence[str]], entries: Sequence[str], encoder: Encoder | None) -> ForeignQuestions | None:
        """None when no question belongs to an entry that exists."""
        places = {entry: place for place, entry in enumerate(entries)}
        flat = [(places[entry], question) for entry, asked in questions.items() if entry in places for question in asked]
        if not flat:
            return None
        tokens = [foreign_tokens(question) for _, question in flat]
        lexical = LexicalIndex.fit(tokens, word_share=0.4)
        return cls(language, lexical, _texts([question for _, question in flat], tokens, lexical, encoder), np.array([place for place, _ in flat]))

    def score(self, message: str, entries: int, encoder: Encoder | None) -> NDArray[np.float64]:
        """How near each entry's nearest question in this language is, 0 to 1, shape (entries,)."""
        tokens = foreign_tokens(message)
        text = _texts([message], tokens=[tokens], lexical=self.lexical, encoder=encoder)
        letters = np.asarray((text.rows @ self.known.rows.T).todense())[0]
        meaning = (text.vectors @ self.known.vectors.T)[0]
        trust = 0.0 if encoder is None else 0.7 if self.language in WELL_ENCODED else 0.35
        nearest = np.zeros(entries)
        np.maximum.at(nearest, self.owners, trust * np.maximum(meaning, 0) + (1 - trust) * letters)
        return nearest


def foreign_tokens(text: str) -> list[str]:
    """Words with their accents removed (families often leave them out); Chinese, which has no spaces, by characters."""
    import unicodedata

    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark)).replace("ł", "l").replace("Ł", "L")
    return [part for token in words(plain) for part in (list(token) if _is_chinese(token) else [token])]


def _is_chinese(token: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in token)


def _texts(texts: Sequence[str], tokens: Sequence[Sequence[str]], lexical: LexicalIndex, encoder: Encoder | None) -> Texts:
    reads = for_other_languages(encoder)
    vectors = reads.encode(texts) if reads else np.zeros((len(texts), 1), dtype=np.float32)
    return Texts(vectors, lexical.rows(tokens))

"""The matchers that are compared: ours, and what a team would build in an afternoon with a good library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from sendbot.encoding.encoder import load_encoder
from sendbot.matching.matcher import Matcher

Questions = Mapping[str, Sequence[str]]
Found = tuple[str, float]
Rank = Callable[[str], Found]

NOTHING = ("", -1.0)


def sendbot(questions: Questions) -> tuple[Rank, float]:
    """Our matcher, fitted to the questions alone, and the answer threshold that it calibrated from them."""
    matcher = Matcher.fit(questions, encoder=load_encoder())

    def rank(message: str) -> Found:
        found = matcher.rank(message, limit=1)
        return (found[0].entry, found[0].score) if found else NOTHING

    return rank, matcher.thresholds.answer


def rapidfuzz_token_set(questions: Questions) -> Rank:
    """The question with the highest `token_set_ratio`."""
    owners, texts = flat(questions)
    lower = [text.casefold() for text in texts]

    def rank(message: str) -> Found:
        scores = process.cdist([message.casefold()], lower, scorer=fuzz.token_set_ratio, dtype=np.float32)[0]
        return _best(owners, scores / 100)

    return rank


def bm25(questions: Questions) -> Rank:
    """The question with the highest BM25 score (bm25s, its own tokeniser and English stop words)."""
    import bm25s

    owners, texts = flat(questions)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def rank(message: str) -> Found:
        tokens = bm25s.tokenize([message], stopwords="en", return_ids=False, show_progress=False)[0]
        return _best(owners, index.get_scores(tokens)) if tokens else NOTHING

    return rank


def tfidf_nearest(questions: Questions) -> Rank:
    """The nearest question by TF-IDF cosine (scikit-learn, words and pairs of words)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    owners, texts = flat(questions)
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    known = vectorizer.fit_transform(texts).T.tocsr()

    def rank(message: str) -> Found:
        return _best(owners, np.asarray((vectorizer.transform([message]) @ known).todense())[0])

    return rank


PEERS: Mapping[str, Callable[[Questions], Rank]] = {
    "rapidfuzz token_set_ratio": rapidfuzz_token_set,
    "BM25 (bm25s)": bm25,
    "TF-IDF nearest": tfidf_nearest,
}


def flat(questions: Questions) -> tuple[list[str], list[str]]:
    """Entries and questions, one line a question."""
    pairs = [(entry, question) for entry, asked in questions.items() for question in asked]
    return [entry for entry, _ in pairs], [question for _, question in pairs]


def _best(owners: Sequence[str], scores: NDArray[np.float32]) -> Found:
    place = int(np.argmax(scores))
    return owners[place], float(scores[place])

"""Plain matchers to compare with: what a team would build in an afternoon with a good library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from sendbot.matching.decision import Candidate
from sendbot.matching.reading.text import normalise


def token_set_ratio(questions: Mapping[str, Sequence[str]]) -> Callable[[str], list[Candidate]]:
    """Rank by rapidfuzz's `token_set_ratio` alone, the best of each entry's questions."""
    flat = [(entry, normalise(question)) for entry, asked in questions.items() for question in asked]
    owners = np.array([entry for entry, _ in flat])
    texts = [text for _, text in flat]

    def rank(message: str) -> list[Candidate]:
        scores = (
            process.cdist([normalise(message)], texts, scorer=fuzz.token_set_ratio, dtype=np.float32)[0] / 100
        )
        best: dict[str, float] = {}
        for place in np.argsort(-scores, kind="stable"):
            best.setdefault(str(owners[place]), float(scores[place]))
            if len(best) == 5:
                break
        return [Candidate(entry, score) for entry, score in best.items()]

    return rank

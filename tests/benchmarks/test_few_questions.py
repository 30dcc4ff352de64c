from __future__ import annotations

from pathlib import Path
from typing import cast

from sendbot.knowledge.reading import load
from sendbot.matching.decision import Candidate
from sendbot.matching.matcher import Matcher
from tests.benchmarks.few_questions import CUT, KEPT, cut, shares

ROOT = Path(__file__).parents[2]


class _Always:
    """Ranks one entry first, whatever is asked, and another one after it."""

    def __init__(self, *entries: str) -> None:
        self.entries = entries

    def rank(self, message: str, limit: int) -> list[Candidate]:
        del message
        return [Candidate(entry, 0.5) for entry in self.entries[:limit]]


def test_some_entries_are_cut_short_and_no_other() -> None:
    knowledge = load(ROOT / "knowledge")
    short, chosen = cut(knowledge)
    assert len(chosen) == CUT
    for name, entry in knowledge.entries.items():
        asked = short.entries[name].questions
        if name in chosen:
            assert len(asked) == KEPT
            assert set(asked) < set(entry.questions)
        else:
            assert asked == entry.questions


def test_the_share_counts_who_comes_first_and_who_among_three() -> None:
    knowledge = load(ROOT / "knowledge")
    _, chosen = cut(knowledge)
    one, other = sorted(chosen)[:2]
    mine, others = shares(cast(Matcher, _Always(one, other)), knowledge, chosen)
    assert 0 < mine.first < mine.three < 0.2
    assert mine.tests > 300
    assert others.first < 0.05

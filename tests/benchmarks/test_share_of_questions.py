from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.reading import load
from tests.benchmarks.share_of_questions import with_share

ROOT = Path(__file__).parents[2]


def test_every_entry_keeps_its_share() -> None:
    knowledge = load(ROOT / "knowledge")
    half = with_share(knowledge, 0.5)
    for name, entry in knowledge.entries.items():
        asked = half.entries[name].questions
        assert len(asked) == round(len(entry.questions) / 2)
        assert set(asked) <= set(entry.questions)
    assert with_share(knowledge, 0.5) == half
    assert all(len(entry.questions) == 1 for entry in with_share(knowledge, 0.001).entries.values())

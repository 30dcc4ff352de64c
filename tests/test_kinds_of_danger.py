from __future__ import annotations

from pathlib import Path

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.reading import load

FOLDER = Path(__file__).parent.parent / "knowledge"


def test_every_concern_has_its_help_and_every_rule_and_example_a_concern() -> None:
    knowledge = load(FOLDER)
    assert set(CONCERNS) == set(knowledge.safety_entries)
    assert {rule.concern for rule in knowledge.safety_rules} <= set(CONCERNS)
    assert set(knowledge.safety_examples) <= set(CONCERNS)
    assert len(CONCERNS) == len(set(CONCERNS))

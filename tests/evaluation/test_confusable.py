from __future__ import annotations

from pathlib import Path

from sendbot.evaluation.confusable import confusable
from sendbot.knowledge.reading import read

VALID = Path(__file__).parent.parent / "knowledge" / "small_valid"


def test_a_pair_that_is_often_confused_is_told_with_its_place_and_examples() -> None:
    knowledge = read(VALID).knowledge
    found = confusable(
        knowledge,
        [("plan-late", f"question {number}", "plan-what") for number in range(5)]
        + [("plan-what", "once", "plan-late")],
    )
    assert len(found) == 1
    assert str(found[0]).startswith(
        'small_valid/topic.yaml:5: warning: 5 questions of entry "plan-late" go to "plan-what"'
    )
    assert '"question 0", "question 1"' in found[0].message

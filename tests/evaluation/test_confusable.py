from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sendbot.evaluation.confusable import confusable
from sendbot.knowledge.entries import Place
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


def test_of_two_national_entries_nothing_is_told_and_of_one_what_the_areas_own_can_do() -> None:
    knowledge = read(VALID).knowledge
    confused = [("plan-late", f"question {number}", "plan-what") for number in range(5)]
    places = dict(knowledge.places)
    places["entries", "plan-late"] = Place("national/ehcp.yaml", 3)
    places["entries", "plan-late", "questions"] = Place("national/ehcp.yaml", 4)
    (found,) = confusable(replace(knowledge, places=places), confused)
    assert found.place == knowledge.place("entries", "plan-what", "questions")
    assert found.message.startswith(
        'entry "plan-what" takes 5 questions of the national entry "plan-late", such as "question 0"'
    )
    places["entries", "plan-what"] = Place("national/ehcp.yaml", 9)
    assert confusable(replace(knowledge, places=places), confused) == ()

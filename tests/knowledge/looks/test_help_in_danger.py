from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.help_in_danger import danger_problems
from tests.knowledge.looks.told import told


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "advice"),
    [
        (
            "safety.yaml",
            "contacts_young: [emergency-999]",
            "contacts_young: [nhs-111, emergency-999]",
            15,
            "emergency-999 first",
        ),
        ("safety.yaml", "phrases: [not breathing]", "phrases: [not breath(ing)?]", 84, "under patterns"),
        (
            "safety.yaml",
            "phrases: [cannot cope any more]",
            "phrases: [cannot cope any more, Want to die]",
            89,
            "suicide-self-harm-words",
        ),
        ("area.yaml", "danger: [emergency-999, nhs-111]", "danger: [nhs-111]", 11, "emergency-999 first"),
    ],
)
def test_what_help_in_danger_lacks_is_told(
    file: str, before: str, after: str, line: int, advice: str, tmp_path: Path
) -> None:
    (only,) = told(danger_problems, tmp_path, file, before, after)
    assert advice in only
    assert only.startswith(f"{file}:{line}: ")


def test_a_phrase_twice_under_one_danger_and_a_question_mark_at_its_end_are_left_alone(
    tmp_path: Path,
) -> None:
    for number, phrase in enumerate(["not breathing, she is not breathing?", "not breathing, NOT breathing"]):
        found = told(
            danger_problems,
            tmp_path / str(number),
            "safety.yaml",
            "phrases: [not breathing]",
            f"phrases: [{phrase}]",
        )
        assert found == []

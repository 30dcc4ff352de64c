from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.repeated import repeated_problems
from tests.knowledge.looks.told import told


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "advice"),
    [
        (
            "safety.yaml",
            "must_fire: [I want to die now]",
            "must_fire: [I want to die now, i want to die now]",
            70,
            "twice",
        ),
        (
            "safety.yaml",
            "    line: In danger call 999.\n",
            "    line: Help now if somebody may hurt themselves\n",
            8,
            "same text as its title",
        ),
        (
            "contacts.yaml",
            "note: Closed in August.",
            "note: Advice that costs nothing",
            21,
            "what it alone should say",
        ),
        (
            "area.yaml",
            "danger: [emergency-999, nhs-111]",
            "danger: [emergency-999, emergency-999]",
            11,
            "twice",
        ),
        (
            "languages/pl.yaml",
            "    - plan się spóźnia\n",
            "    - plan się spóźnia\n    - plan się spóźnia\n",
            26,
            "twice",
        ),
        ("questions/topic.yaml", 'holds: ["20 weeks"]', 'holds: ["20 weeks", "20 Weeks"]', 5, "twice"),
        (
            "safety/safety-medical-emergency.yaml",
            "  - he will not wake up",
            "  - Plan meaning",
            4,
            "out of one",
        ),
        (
            "topic.yaml",
            "    sources:\n      - title: The page",
            '    sources:\n      - {title: P, url: "https://example.org/passes/", seen: 2026-06-02}\n      - '
            "title: The page",
            85,
            "Take one out",
        ),
        (
            "safety.yaml",
            "title: Help now in a medical emergency",
            "title: Help now when you cannot go on",
            55,
            "its own title",
        ),
        ("topic.yaml", "      - plan meaning", "      - A plan is a paper", 40, "take the answer out"),
        (
            "topic.yaml",
            "label: The last day for the plan",
            "label: Some times of year do not count",
            25,
            "mind",
        ),
        ("glossary.yaml", "also: [local authority]", "also: [local authority, LA]", 3, "Take it out"),
    ],
)
def test_what_stands_twice_is_told_where_the_second_stands(
    file: str, before: str, after: str, line: int, advice: str, tmp_path: Path
) -> None:
    (only,) = told(repeated_problems, tmp_path, file, before, after)
    assert advice in only
    assert only.startswith(f"{file}:{line}: ")


def test_one_page_with_another_date_and_one_word_in_two_lists_are_left_alone(tmp_path: Path) -> None:
    twice = (
        '    sources:\n      - {title: P, url: "https://example.org/passes", seen: 2026-06-02, dated: '
        '"2021"}\n      - title: The page'
    )
    assert (
        told(repeated_problems, tmp_path, "topic.yaml", "    sources:\n      - title: The page", twice) == []
    )
    towns = "towns: [marlow]\n  county: marlowshire"
    assert told(repeated_problems, tmp_path / "b", "area.yaml", "towns: [marlow]", towns) == []

from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.looks.other_subject import subject_problems
from tests.knowledge.looks.told import told


def test_an_easy_read_about_another_thing_is_told_with_whose_it_may_be(tmp_path: Path) -> None:
    words = "      The council owes you a form.\n      It takes weeks."
    (only,) = told(subject_problems, tmp_path, "topic.yaml", "      A plan is a paper.", words)
    assert only.startswith("topic.yaml:45: ")
    assert "shorter words" in only
    gone = told(
        subject_problems,
        tmp_path / "b",
        "topic.yaml",
        "      A plan is a paper.",
        "      The helper gives the child a plan.",
    )
    assert gone == []


def test_a_few_words_show_nothing(tmp_path: Path) -> None:
    words = "      Ring somebody now."
    assert told(subject_problems, tmp_path, "topic.yaml", "      A plan is a paper.", words) == []

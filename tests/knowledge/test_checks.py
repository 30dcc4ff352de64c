from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sendbot.knowledge.checks import check
from tests.knowledge.broken_folders import TODAY, problems_of
from tests.knowledge.looks.told import told

HERE = Path(__file__).parent


def laid_over(folder: Path, tmp_path: Path) -> Path:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(HERE / "small_valid", knowledge)
    shutil.copytree(folder, knowledge, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return knowledge


def test_the_valid_folder_has_no_problem(tmp_path: Path) -> None:
    shutil.copytree(HERE / "small_valid", tmp_path / "knowledge")
    assert problems_of(tmp_path / "knowledge") == []


@pytest.mark.parametrize("folder", sorted((HERE / "broken").iterdir()), ids=lambda folder: folder.name)
def test_every_problem_is_told_with_file_line_and_advice(folder: Path, tmp_path: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").strip().split("\n")
    assert problems_of(laid_over(folder, tmp_path)) == expected


def test_there_are_enough_of_them() -> None:
    assert len(list((HERE / "broken").iterdir())) >= 40


@pytest.mark.parametrize(("word", "codes"), [("TODO", False), ("XXX", False), ("QZQ", True)])
def test_a_mark_left_open_is_no_acronym(word: str, codes: bool, tmp_path: Path) -> None:
    answer = "Ask the council for the form. It takes two weeks."
    found = told(lambda one: check(one, TODAY), tmp_path, "topic.yaml", answer, f"{answer} {word}.")
    assert any("glossary.yaml" in message for message in found) is codes
    assert any(word in message for message in found)

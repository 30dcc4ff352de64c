from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sendbot.cli.knowledge_commits import Author, on_a_branch
from sendbot.errors import ReviewError


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder inside a repository."""
    made = tmp_path / "repository" / "knowledge"
    made.mkdir(parents=True)
    (made / "library.yaml").write_text("before\n", encoding="utf-8")
    git(made.parent, "init", "-q", "-b", "main")
    git(made, "add", ".")
    git(made, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "first")
    return made


def test_the_change_is_on_a_branch_under_the_curator_s_name_and_nothing_else_moves(folder: Path) -> None:
    head = git(folder, "rev-parse", "HEAD")
    by = Author("Ada Min", "ada@example.org")
    assert on_a_branch(folder, "desk/g-1", {"knowledge/library.yaml": "after\n"}, "Answer", by) == "desk/g-1"
    assert git(folder, "show", "desk/g-1:knowledge/library.yaml") == "after"
    assert git(folder, "log", "-1", "--format=%an %ae %cn", "desk/g-1") == "Ada Min ada@example.org Ada Min"
    assert git(folder, "rev-parse", "HEAD") == head == git(folder, "rev-parse", "desk/g-1^")
    assert git(folder, "status", "--porcelain") == ""
    assert (folder / "library.yaml").read_text(encoding="utf-8") == "before\n"


def test_a_second_commit_grows_from_the_first(folder: Path) -> None:
    by = Author("Ada Min", "ada@example.org")
    on_a_branch(folder, "desk/g-1", {"knowledge/library.yaml": "one\n"}, "Answer", by)
    first = git(folder, "rev-parse", "desk/g-1")
    on_a_branch(folder, "desk/g-1", {"knowledge/library.yaml": "two\n"}, "Answer", by)
    assert git(folder, "rev-parse", "desk/g-1^") == first


def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="Download the file instead"):
        on_a_branch(tmp_path, "desk/g-1", {"knowledge/a.yaml": ""}, "Answer", Author("A", "a@example.org"))

"""What lies at the top of the repository is what a newcomer is told of, and nothing that was left there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

AT_THE_TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bot.py",
    "docs",
    "knowledge",
    "pyproject.toml",
    "requirements-test.lock",
    "requirements.lock",
    "sendbot",
    "tests",
}


def strays(paths: list[str]) -> set[str]:
    """Names at the top that nobody is told of."""
    return {path.split("/")[0] for path in paths if path} - AT_THE_TOP


@pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="this is no checkout of git"
)
def test_nothing_stray_lies_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert strays(listed.stdout.split("\0")) == set()


def test_a_note_left_at_the_top_is_found() -> None:
    assert strays(["README.md", "sendbot/errors.py", "SOME-NOTE.md"]) == {"SOME-NOTE.md"}

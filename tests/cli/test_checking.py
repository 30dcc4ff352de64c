from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sendbot.cli.checking import changes, last_changes, look
from sendbot.errors import KnowledgeError
from sendbot.settings import Settings
from tests.knowledge.slips import Slip, write

SLIP = Slip("a", "topic.yaml", "**The council has 20 weeks to finish a plan.**", "**The council", "")
LATER = Slip(
    "b",
    "topic.yaml",
    "    questions:\n      - free bus",
    "    questions:\n      - a bus\n      - free bus",
    "",
)


def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="none")


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.org"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_only_what_a_change_brought_is_shown_against_git_and_against_a_folder(tmp_path: Path) -> None:
    folder, before = tmp_path / "knowledge", tmp_path / "before" / "knowledge"
    write(folder, SLIP)
    write(before, SLIP)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "knowledge")
    git(tmp_path, "commit", "-qm", "one")
    text = (folder / "topic.yaml").read_text(encoding="utf-8")
    (folder / "topic.yaml").write_text(
        text.replace("# yaml", "# moved down\n# yaml").replace("What is a plan?", "What is __a__ plan?"),
        encoding="utf-8",
    )
    now = look(settings(tmp_path), folder, matching=False)
    assert {one.code for one in now} >= {"bold", "marks"}
    for against in ("HEAD", str(before)):
        new = changes(settings(tmp_path), folder, against, now)
        assert {one.code for one in new if one.severity == "error"} == {"marks"}
    with pytest.raises(KnowledgeError, match="git does not know"):
        changes(settings(tmp_path), folder, "no-such-branch", now)
    with pytest.raises(KnowledgeError):
        changes(settings(tmp_path), folder, "--upload-pack=x", now)


def test_matching_is_looked_at_where_there_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder, LATER)
    plain = look(settings(tmp_path), folder, matching=False)
    assert set(plain) <= set(look(settings(tmp_path), folder, matching=True))
    assert len(list((tmp_path / "data" / "cache").glob("verdict-*.npz"))) == 2
    assert set(last_changes(folder)) >= {"knowledge/topic.yaml", "knowledge/languages/pl.yaml"}


def test_looking_at_a_folder_in_which_nothing_changed_loads_nothing_heavy() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys; import sendbot.cli.checking; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "sendbot.cli.folders" in loaded
    assert not {"scipy", "sqlalchemy", "telegram", "starlette", "ctranslate2"} & set(loaded)

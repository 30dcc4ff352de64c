from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sendbot.errors import KnowledgeError
from sendbot.knowledge.nodes import LARGEST_FILE
from sendbot.knowledge.reading import load
from sendbot.upkeep.reload import fingerprint
from tests.knowledge.broken_folders import problems_of
from tests.small_folder import write_small_folder

HERE = Path(__file__).parent


def laid_over(folder: Path, tmp_path: Path) -> Path:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(HERE / "small_valid", knowledge)
    shutil.copytree(folder, knowledge, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return knowledge


def test_a_file_of_50_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    knowledge = laid_over(HERE / "broken" / "52-yml-name", tmp_path)
    (knowledge / "extra.yml").unlink()
    (knowledge / "huge.yaml").write_bytes(b"a" * 50_000_000)
    assert problems_of(knowledge) == [
        f"huge.yaml:1: This file has 50 MB; the most is {LARGEST_FILE // 1_000_000}. Split it up."
    ]


def test_aliases_that_would_explode_are_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    shutil.copytree(HERE / "small_valid", tmp_path / "knowledge")
    (tmp_path / "knowledge" / "bomb.yaml").write_text(bomb, encoding="utf-8")
    assert any("shorthand" in line for line in problems_of(tmp_path / "knowledge"))


def test_a_folder_that_is_missing_and_one_that_is_a_file(tmp_path: Path) -> None:
    assert "does not exist" in problems_of(tmp_path / "nowhere")[0]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file, not a folder" in problems_of(tmp_path / "file")[0]


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    shutil.copytree(HERE / "small_valid", tmp_path / "knowledge")
    topic = tmp_path / "knowledge" / "topic.yaml"
    topic.write_bytes(b"\xef\xbb\xbf" + topic.read_bytes().replace(b"\n", b"\r\n"))
    assert problems_of(tmp_path / "knowledge") == []


def test_loading_says_the_first_problems_and_keeps_all(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="problems to put right") as caught:
        load(laid_over(HERE / "broken" / "58-many-at-once", tmp_path))
    assert len(caught.value.problems) >= 6


@pytest.mark.parametrize("name", [".#library.yaml", "._library.yaml", "~$library.yaml", "#library.yaml#"])
def test_what_editors_and_other_systems_leave_behind_is_not_read(tmp_path: Path, name: str) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    if name.startswith(".#"):
        (folder / name).symlink_to("me@host.123:456")
    else:
        (folder / name).write_bytes(b"\x00\x05\x16\x07\xff")
    assert load(folder).entries


@pytest.mark.parametrize("kind", ["pipe", "folder", "nowhere"])
def test_what_is_no_file_is_not_read_and_nobody_waits_for_it(tmp_path: Path, kind: str) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    path = folder / "stray.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    assert load(folder).entries
    assert fingerprint(folder)


def test_a_number_of_5000_digits_is_said_with_its_file(tmp_path: Path) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    text = f"entries:\n  - id: x\n    title: {'9' * 5000}\n"
    (folder / "stray.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"stray\.yaml"):
        load(folder)

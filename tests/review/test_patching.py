from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from sendbot.errors import ReviewError
from sendbot.review.patching import difference, with_entry, with_wordings

FILE = """# The library
workstream: voice
entries:
  - id: hours
    title: When are you open?  # on buttons
    questions:
      - opening times
      - "is it: open"

    answer: |
      At nine.
  # fines are looked after by care
  - id: fines
    questions: [late books, what do I owe]
    answers: [g-old]
    answer: Ten pence.
"""
BLOCK = "  - id: badge\n    answers: [g-new]\n    questions:\n      - blue badge\n    answer: |\n      Ask.\n"


def ids(text: str) -> list[str]:
    return [one["id"] for one in yaml.safe_load(text)["entries"]]


def test_a_new_entry_comes_last_and_every_comment_stays() -> None:
    made = with_entry(FILE, BLOCK)
    assert ids(made) == ["hours", "fines", "badge"]
    assert made.startswith(FILE.rstrip("\n"))


def test_a_new_entry_takes_the_file_s_own_indentation() -> None:
    flat = "entries:\n- id: one\n  answer: x\nworkstream: voice\n"
    made = with_entry(flat, BLOCK)
    assert ids(made) == ["one", "badge"]
    assert made.endswith("workstream: voice\n")


@pytest.mark.parametrize(
    ("entry", "added"), [("hours", "answers: [g-new]"), ("fines", "answers: [g-old, g-new]")]
)
def test_wordings_join_an_entry_whichever_way_its_lists_are_written(entry: str, added: str) -> None:
    made = with_wordings(FILE, entry, ["how: odd", "blue badge"], "g-new")
    found = next(one for one in yaml.safe_load(made)["entries"] if one["id"] == entry)
    assert found["questions"][-2:] == ["how: odd", "blue badge"]
    assert added in made
    assert [line for line in FILE.split("\n") if "#" in line] == [
        line for line in made.split("\n") if "#" in line
    ]


def test_an_entry_whose_id_does_not_stand_first_is_found() -> None:
    odd = (
        "entries:\n- answer: x\n  id: one\n  questions:\n  - a\n- answer: y\n  id: two\n  questions:\n  - b\n"
    )
    made = with_wordings(odd, "one", ["c"], "g-new")
    assert yaml.safe_load(made)["entries"][0]["questions"] == ["a", "c"]
    assert yaml.safe_load(made)["entries"][1]["questions"] == ["b"]


@pytest.mark.parametrize(
    "text", ["", "entries: []", "entries: {a: 1}", "workstream: voice", "entries:\n  - [", "x"]
)
def test_a_file_that_cannot_be_added_to_safely_is_left_alone(text: str) -> None:
    with pytest.raises(ReviewError, match="by hand"):
        with_wordings(text, "hours", ["a"], "g-new")


def test_the_patch_is_one_that_git_takes(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    path = tmp_path / "knowledge" / "library.yaml"
    path.write_text(FILE, encoding="utf-8")
    made = with_wordings(FILE, "hours", ["blue badge"], "g-new")
    patch = difference(FILE, made, "knowledge/library.yaml")
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=tmp_path, check=True)
    assert path.read_text(encoding="utf-8") == made

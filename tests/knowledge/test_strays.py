from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.strays import read_paths, stray_problems, unread_names


@pytest.mark.parametrize(
    ("name", "severity", "says"),
    [
        ("a.yaml.txt", "error", 'Rename it to "a.yaml"'),
        ("a.YAML", "error", 'Rename it to "a.yaml"'),
        ("a.yml", "error", 'Rename it to "a.yaml"'),
        ("one/two/a.yaml", "error", "two folders deep"),
        ("langauge/pl.yaml", "error", '"languages"'),
        ("wordings.yaml", "error", '"wording.yaml"'),
        ("a.csv", "warning", "not read"),
    ],
)
def test_a_file_that_is_not_read_is_named(tmp_path: Path, name: str, severity: str, says: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x", encoding="utf-8")
    (found,) = stray_problems(tmp_path)
    assert (found.severity, found.place.path) == (severity, f"{tmp_path.name}/{name}")
    assert says in found.message


def test_what_a_file_with_a_wrong_ending_holds_is_not_missing(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yaml.txt", "c.YAML", "languages/pl.yml", "d.md", "e.csv", "one/two/f.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert sorted(unread_names(tmp_path)) == ["a.yaml", "b.yaml", "c.yaml", "languages/pl.yaml"]
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    assert "a.yaml" not in set(unread_names(tmp_path))


def test_answers_guides_schemas_and_hidden_files_are_no_strays(tmp_path: Path) -> None:
    for name in ("a.yaml", "more/b.yaml", "README.md", "schemas/x.schema.json", ".hidden/x.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert list(stray_problems(tmp_path)) == []
    assert [path.name for path in read_paths(tmp_path)] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    "name",
    ["ehcp-backup.yaml", "ehcp_v2.yaml", "ehcp 2026-03-01.yaml", "Copy of ehcp.yaml", "ehcp-final.yaml"],
)
def test_a_copy_that_stands_beside_its_file_is_named(tmp_path: Path, name: str) -> None:
    for each in ("ehcp.yaml", name):
        (tmp_path / each).write_text("x", encoding="utf-8")
    (found,) = stray_problems(tmp_path)
    assert found.place.path == f"{tmp_path.name}/{name}"
    assert "This is a copy of ehcp.yaml" in found.message
    (tmp_path / "ehcp.yaml").unlink()
    assert list(stray_problems(tmp_path)) == []

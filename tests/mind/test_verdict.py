from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.entries import Place, Problem
from sendbot.mind.verdict import verdict

FOUND = (Problem(Place("knowledge/a.yaml", 3, 2), "Mend it.", "warning", "bold"),)


def test_a_folder_in_which_nothing_has_changed_is_not_looked_at_again(tmp_path: Path) -> None:
    folder, cache, looks = tmp_path / "knowledge", tmp_path / "cache", []
    folder.mkdir()
    (folder / "a.yaml").write_text("entries: []\n", encoding="utf-8")

    def find() -> tuple[Problem, ...]:
        looks.append(1)
        return FOUND

    def look(day: str = "monday") -> tuple[Problem, ...]:
        return verdict(folder, (day,), cache, find)

    assert look() == look() == FOUND
    assert len(looks) == 1
    assert look("tuesday") == FOUND
    (folder / "a.yaml").write_text("entries: [x]\n", encoding="utf-8")
    assert look() == FOUND
    (folder / "b.csv").write_text("", encoding="utf-8")
    assert look() == FOUND
    assert len(looks) == 4


def test_a_verdict_that_is_torn_or_cannot_be_kept_is_found_again(tmp_path: Path) -> None:
    folder, cache = tmp_path / "knowledge", tmp_path / "cache"
    folder.mkdir()
    verdict(folder, (), cache, lambda: FOUND)
    for path in cache.iterdir():
        path.write_bytes(b"torn")
    assert verdict(folder, (), cache, lambda: ()) == ()
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert verdict(folder, (), tmp_path / "file", lambda: FOUND) == FOUND

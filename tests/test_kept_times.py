from __future__ import annotations

from pathlib import Path

from sendbot.kept_times import kept_table, times_in_words
from sendbot.knowledge.reading import read

ROOT = Path(__file__).parents[1]


def test_no_time_is_typed_into_the_words_that_promise_one() -> None:
    wanted = times_in_words()
    text = (ROOT / "knowledge" / "about.yaml").read_text(encoding="utf-8")
    assert "{kept-questions}" in text
    assert wanted["questions"] not in text
    assert "{kept-wishes}" in (ROOT / "knowledge" / "wording.yaml").read_text(encoding="utf-8")


def test_a_time_that_is_unknown_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "wording.yaml").write_text("wording:\n  kept: Gone after {kept-qestions}.\n", encoding="utf-8")
    found = [str(problem) for problem in read(folder).problems if problem.code == "placeholder"]
    assert len(found) == 1
    assert found[0].startswith(
        'knowledge/wording.yaml:2: "{kept-qestions}" is no time that is known. It can be: audit'
    )


def test_the_privacy_page_has_the_same_table() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for row in kept_table():
        setting = f"`{row.setting}`" if row.setting else "-"
        assert f"| {row.what} | {row.words} | {setting} | {row.reason} |" in page

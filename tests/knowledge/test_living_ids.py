from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.reading import read
from tests.knowledge.slips import Slip, found_in, write


def test_a_retired_id_is_honoured_by_every_reference(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder)
    for name in ("topic.yaml", "languages/pl.yaml", "questions/topic.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        text = text.replace("related: [plan-late]", "related: [plan-slow]").replace(
            "  plan-late:\n", "  plan-slow:\n"
        )
        (folder / name).write_text(text.replace("part_of: plan-what", "part_of: plan-old"), encoding="utf-8")
    text = (folder / "topic.yaml").read_text(encoding="utf-8")
    (folder / "topic.yaml").write_text(
        text.replace("    checked: {on", "    was: [plan-old]\n    checked: {on"), encoding="utf-8"
    )
    knowledge = read(folder).knowledge
    assert knowledge.entries["plan-what"].related == ("plan-late",)
    assert knowledge.entries["plan-what-sections"].part_of == "plan-what"
    assert knowledge.whole("plan-what-sections") == "plan-what"
    assert list(knowledge.languages["pl"].questions) == ["plan-late"]
    assert {test.expected[0] for test in knowledge.tests if test.expected} == {"plan-late", "bus-pass"}
    assert not [one for one in found_in(folder) if one.code == "unknown-id" and one.severity == "error"]


def test_an_id_that_was_never_used_is_still_unknown(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder, Slip("x", "topic.yaml", "related: [plan-late]", "related: [plan-slower]", ""))
    assert [one.message for one in found_in(folder) if one.code == "unknown-id" and one.severity == "error"]

from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.entries import Problem
from sendbot.knowledge.problems import errors_among
from sendbot.knowledge.reading import read
from sendbot.mind.soundness import problems_of
from tests.knowledge.slips import TODAY, Slip, write

AREA = "name: Cheshire East\nauthority: Cheshire East Council\napplies_to: cheshire-east\n"
"""Where nothing is said of the area, an entry may apply to anywhere."""


def errors_of(folder: Path, slip: Slip | None = None) -> tuple[Problem, ...]:
    write(folder, slip)
    (folder / "area.yaml").write_text(AREA, encoding="utf-8")
    return errors_among(problems_of(read(folder), TODAY))


def test_form_values_wording_and_safety_are_one_standard(tmp_path: Path) -> None:
    assert not errors_of(tmp_path / "sound" / "knowledge")
    slips = (
        Slip("form", "topic.yaml", "applies_to: england", "applies_to: wales", ""),
        Slip("value", "contacts.yaml", 'phone: "999"', 'phone: "9999"', ""),
        Slip("wording", "wording.yaml", "{month}", "{moth}", ""),
        Slip("safety", "safety.yaml", "must_fire: [I want to die now]", "must_fire: [hello]", ""),
    )
    for slip in slips:
        assert errors_of(tmp_path / slip.what / "knowledge", slip), slip.what

from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.reading import read
from sendbot.mind.soundness import errors_among, problems_of
from tests.knowledge.slips import TODAY, Slip, write


def test_form_values_wording_and_safety_are_one_standard(tmp_path: Path) -> None:
    slips = (
        Slip("form", "topic.yaml", "applies_to: england", "applies_to: wales", ""),
        Slip("value", "contacts.yaml", 'phone: "999"', 'phone: "9999"', ""),
        Slip("wording", "wording.yaml", "{month}", "{moth}", ""),
        Slip("safety", "safety.yaml", "must_fire: [I want to die now]", "must_fire: [hello]", ""),
    )
    for slip in slips:
        folder = tmp_path / slip.what / "knowledge"
        write(folder, slip)
        assert errors_among(problems_of(read(folder), TODAY)), slip.what

"""The verbs of curators."""

from __future__ import annotations

import json
from pathlib import Path

from tests.verbs import bot


def test_check_names_every_problem_with_its_line(own_house: Path) -> None:
    folder = own_house / "knowledge"
    wording = (folder / "wording.yaml").read_text(encoding="utf-8")
    (folder / "wording.yaml").write_text(
        wording.replace("Checked by the {by} on {date}.", "Checked by the {by} on {when}."), encoding="utf-8"
    )
    done = bot(own_house, "check")
    assert done.returncode == 1
    assert (
        'Wording "checked" uses {when}, which the bot cannot fill in. It may use {by}, {date}.' in done.stdout
    )
    assert "knowledge/wording.yaml:" in done.stdout
    assert json.loads(bot(own_house, "check", str(folder), "--format", "json").stdout)
    assert "::error " in bot(own_house, "check", "--format", "github").stdout

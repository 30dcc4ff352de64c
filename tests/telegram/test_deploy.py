"""The units and the container file name things that exist, and the units leave a service few rights."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sendbot.cli.main import VERBS
from sendbot.settings import Settings
from sendbot.upkeep.fitting_child import MOST_MEMORY
from tests.telegram.process import ROOT

DEPLOY = ROOT / "sendbot" / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 2.5
"""Of 10, as systemd counts it."""


def test_both_run_a_verb_that_exists() -> None:
    units = [
        re.search(r"^ExecStart=\S+ bot\.py (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in UNITS
    ]
    container = re.search(
        r'^ENTRYPOINT \["python", "bot\.py", "(\w+)"\]$',
        (DEPLOY / "Containerfile").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert container is not None
    assert {container[1], *(unit[1] for unit in units if unit)} <= set(VERBS)
    assert all(units)


def test_the_container_copies_what_is_there_and_sets_what_is_known() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", text, re.MULTILINE)
    assert copied
    assert all((Path(ROOT) / name).exists() for name in copied)
    settings = {f"SENDBOT_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"^ENV (\w+)=", text, re.MULTILINE)) <= {*settings, "MALLOC_ARENA_MAX"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here that could judge a unit")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_leaves_its_service_few_rights(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found is not None, done.stderr
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_has_room_for_a_child_that_fits_and_keeps_what_is_written_private(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    most = re.search(r"^MemoryMax=(\d+)M$", text, re.MULTILINE)
    assert most is not None
    assert int(most[1]) * 1_000_000 > MOST_MEMORY + 500_000_000  # the bot itself beside it
    assert "\nUMask=0077\n" in text
    assert "\nOOMPolicy=continue\n" in text

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

from tests.materials import ROOT, bill, write

PROJECT = {"name": "sendbot", "version": "1", "license": "MIT"}


def test_every_locked_package_is_named_once_with_its_version(tmp_path: Path) -> None:
    number = write(tmp_path / "build" / "sbom.json")
    made = json.loads((tmp_path / "build" / "sbom.json").read_text(encoding="utf-8"))
    parts = made["components"]
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {line.split()[0] for line in lines if re.match(r"\w", line)}
    assert {f"{part['name']}=={part['version']}" for part in parts} == locked
    assert number == len(parts) == len({part["purl"] for part in parts})
    assert made["dependencies"] == [{"ref": "sendbot", "dependsOn": [part["bom-ref"] for part in parts]}]


def test_an_installed_package_has_its_licence_and_one_that_is_not_here_has_none() -> None:
    lock = (
        f"pyyaml=={version('pyyaml')} \\\n    --hash=sha256:0\nNot_Here==1.0 ; sys_platform == 'win32' \\\n"
    )
    there, absent = bill(lock, PROJECT)["components"]
    assert there["licenses"] == [{"license": {"name": "MIT"}}]
    assert absent["purl"] == "pkg:pypi/not-here@1.0"
    assert "licenses" not in absent

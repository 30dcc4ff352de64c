from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.audited import audited

SOUND: dict[str, Any] = {"name": "sound", "version": "1.0", "vulns": []}
SICK = {"name": "sick", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "Dependency not found and could not be audited"}


def program(folder: Path, prints: str, code: int = 0) -> str:
    """A program that does as pip-audit does."""
    path = folder / "pip-audit"
    path.write_text(f"#!{sys.executable}\nprint({prints!r})\nraise SystemExit({code})\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def said(folder: Path, *packages: dict[str, Any]) -> tuple[int, str]:
    vulnerable = any(package.get("vulns") for package in packages)
    code, sentences = audited(
        program(folder, json.dumps({"dependencies": packages}), int(vulnerable)), "lock"
    )
    return code, "\n".join(sentences)


def test_a_known_vulnerability_fails_and_is_named_with_the_version_that_mends_it(tmp_path: Path) -> None:
    code, text = said(tmp_path, SOUND, SICK, UNKNOWN)
    assert code == 1
    assert "sick 2.0: PYSEC-1, mended in 2.1." in text
    assert "found out about unknown." in text


def test_what_is_sound_passes_and_is_counted(tmp_path: Path) -> None:
    assert said(tmp_path, SOUND, SOUND) == (0, "2 packages audited, 0 known vulnerabilities.")
    assert said(tmp_path, SOUND, UNKNOWN)[0] == 0


def test_a_closed_network_fails_nobody_and_is_never_taken_for_a_clean_bill(tmp_path: Path) -> None:
    assert said(tmp_path, UNKNOWN, UNKNOWN)[1].startswith("Not audited")


@pytest.mark.parametrize(("prints", "code"), [("requests.exceptions.ConnectionError", 1), ("{}", 0), ("", 2)])
def test_a_program_that_fails_says_nothing_of_the_packages(tmp_path: Path, prints: str, code: int) -> None:
    assert audited(program(tmp_path, prints, code), "lock")[1][0].startswith("Not audited")


def test_a_program_that_is_not_there_is_a_sentence_too(tmp_path: Path) -> None:
    assert audited(str(tmp_path / "none"), "lock") == (
        0,
        ["Not audited: pip-audit, or its data, cannot be reached from here."],
    )

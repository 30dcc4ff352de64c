"""docs/dependencies.md against pyproject.toml, the lock file and what the installed packages say; and the
built wheel outside a checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
ROWS = {
    name: cells.split(" | ") for name, cells in re.findall(r"^\| `([\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
}


def plain(name: str) -> str:
    """As package registries compare names."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def named() -> set[str]:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {plain(re.split(r"[\[><=;! ]", line)[0]) for line in found["project"]["dependencies"]}


def said_licence(name: str) -> str:
    """What an installed package says of its licence, in whatever place."""
    meta = distribution(name).metadata
    classifiers = [one for one in meta.get_all("Classifier") or [] if one.startswith("License")]
    said = [text for key in ("License-Expression", "License") for text in meta.get_all(key) or []]
    return " ".join([*said, *classifiers])


def test_the_table_names_what_is_needed_and_nothing_else() -> None:
    assert {plain(name) for name in ROWS} == named()
    assert all(len(cells) == 4 and all(cells) for cells in ROWS.values())


def test_each_of_them_is_locked() -> None:
    locked = re.findall(
        r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert named() <= {plain(name) for name in locked}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_licence_is_the_one_that_the_package_states(name: str) -> None:
    said = said_licence(name)
    kind = next(kind for kind in ("LGPL", "Apache", "MIT", "BSD") if kind in ROWS[name][1])
    assert kind in said, f"{name} says {said[:200]}"
    own = said.split("Copyright")[0]  # what follows belongs to libraries inside it
    assert kind == "LGPL" or "GPL" not in own


def test_the_built_wheel_works_outside_a_checkout(tmp_path: Path) -> None:
    """What the wheel holds is unpacked into a folder of its own and run from elsewhere: only the packages are
    shared."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "sendbot", source / "sendbot", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "dist").mkdir()
    build = "import setuptools.build_meta as build; print('wheel:' + build.build_wheel('dist', {}))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build],
        cwd=source,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    wheel = source / "dist" / done.stdout.rsplit("wheel:", 1)[1].strip()
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    plain_environment = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    environment = plain_environment | {"PYTHONPATH": str(installed)}

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sendbot", *arguments],
            cwd=elsewhere,
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert "purge" in run("--help").stdout
    missing = run("show", "ehcp-timescales")
    assert missing.returncode == 1
    assert len(missing.stderr.strip().splitlines()) == 1
    assert "SENDBOT_KNOWLEDGE_DIR" in missing.stderr
    shown = run("show", "ehcp-timescales", SENDBOT_KNOWLEDGE_DIR=str(ROOT / "knowledge"))
    assert shown.returncode == 0, shown.stderr
    assert "EHC" in shown.stdout

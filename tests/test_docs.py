"""README.md against the code: every verb, every setting, both commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendbot.cli.main import VERBS
from sendbot.settings import Settings
from tests.readme_command import command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table_after(heading: str) -> set[str]:
    """The first cells, in code marks, of the first table after a heading."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([\w]+)` \|", section, re.MULTILINE))


def test_every_verb_is_in_the_table_and_every_row_is_a_verb() -> None:
    assert table_after("Verbs") == set(VERBS)


def test_every_setting_is_in_the_table_and_every_row_is_a_setting() -> None:
    assert table_after("Settings") == {f"SENDBOT_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("name", ["start", "tests"])
def test_both_commands_set_up_from_a_lock_file_that_exists(name: str) -> None:
    found = re.search(r"-r (\S+\.lock)", command(name))
    assert found is not None
    assert (ROOT / found[1]).is_file()


def test_every_room_stands_in_the_picture() -> None:
    picture = README.split("\n## The house\n", 1)[1].split("\n## ", 1)[0]
    rooms = {
        path.stem
        for path in (ROOT / "sendbot").iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }
    assert all(f"`{room}`" in picture for room in rooms)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_carry_hashes_and_no_hosts(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index" not in text

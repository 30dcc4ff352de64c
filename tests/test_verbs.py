"""The front door: every verb of the table exists, help says the same about it everywhere, and loads nothing for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sendbot.cli.main import VERBS, verb


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_can_be_found_and_its_own_help_begins_as_the_list_does(name: str) -> None:
    found = verb(name)
    said = " ".join((found.help or "").split())
    assert said.startswith(VERBS[name][1].removesuffix(".").split(";")[0].split(",")[0])


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['bot.py', '--help']\n"
        "from sendbot.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'scipy', 'sqlalchemy', 'telegram', 'starlette', 'textstat', 'sklearn'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "doctor" in done.stdout

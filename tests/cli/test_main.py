"""The front door: every verb of the table exists, help says the same about it everywhere, and loads nothing
for that."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sendbot.cli.main import VERBS, _loaded, verb
from tests.verbs import ROOT, bot, environment, polite
from tests.waiting import PATIENCE


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_can_be_found_and_its_own_help_begins_as_the_list_does(name: str) -> None:
    found = verb(name)
    said = " ".join((found.help or "").split())
    assert said.startswith(VERBS[name][1].removesuffix(".").split(";")[0].split(",")[0])


def _numbers(found: Any, path: str) -> list[tuple[str, Any]]:
    """Every whole number that a verb, or one of its own verbs, takes."""
    below = getattr(found, "commands", {})
    own = [(f"{path} {one.opts[0]}", one) for one in found.params if one.type_descriptor.annotation is int]
    return own + [pair for name, inner in below.items() for pair in _numbers(inner, f"{path} {name}")]


def test_every_whole_number_on_the_command_line_has_a_least_and_a_most() -> None:
    found = [pair for name in VERBS for pair in _numbers(verb(name), name)]
    assert {"purge --days", "questions --limit"} <= {name for name, _ in found}
    assert [name for name, one in found if one.min is None or one.max is None] == []


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['bot.py', '--help']\n"
        "from sendbot.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'scipy', 'sqlalchemy', 'telegram', 'starlette', 'sklearn'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "doctor" in done.stdout


@pytest.mark.parametrize("module", ["json", "no_such_module"])
def test_the_collector_works_again_once_a_module_is_loaded_or_is_not(module: str) -> None:
    with suppress(ModuleNotFoundError):
        _loaded(module)
    try:
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_help_names_every_verb(house: Path) -> None:
    done = bot(house, "--help")
    for name in ("chat", "ask", "check", "show", "questions", "purge", "redact", "date", "evaluate"):
        assert f"\n  {name} " in done.stdout


def test_no_verb_is_a_chat(house: Path) -> None:
    assert "Goodbye" in bot(house, typed="bye\n").stdout


def test_a_reader_that_leaves_early_is_no_error(house: Path) -> None:
    command = f"yes 'borrow a book' | head -400 | {sys.executable} {ROOT / 'bot.py'} ask --json | head -1"
    done = subprocess.run(
        ["bash", "-c", command],
        env=environment(house),
        cwd=house,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["entry"] == "borrow"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--nonsense"),
        ("nonsense",),
        ("show",),
        ("questions", "--limit", "0"),
        ("purge", "--days", "x"),
        ("purge", "--days", "999999"),
        ("questions", "--limit", "99999999999999999999"),
    ],
)
def test_wrong_usage_says_how(house: Path, arguments: tuple[str, ...]) -> None:
    polite(bot(house, *arguments), 2)

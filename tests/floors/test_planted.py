"""The guard is proven: each tiny tree below breaks one rule of the house, and must be refused for just that
reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors.checker import House, violations
from tests.floors.table import Room

HOUSE = House(
    rooms={
        "cli": Room(4, "the verbs", rooms=("talk", "store"), packages=("typer",), io=("os",)),
        "talk": Room(3, "one turn", rooms=("store.shapes",), pure=True),
        "store": Room(2, "rows", packages=("sqlalchemy",), io=("pathlib",)),
        "errors": Room(1, "errors", pure=True),
    },
    late_own=("cli",),
    environment=("cli/main.py",),
)

SOUND = {
    "cli/main.py": "import os\nimport typer\nfrom house.talk.turn import turn\nprint(os.environ, typer, "
    "turn)",
    "talk/turn.py": "import re\nfrom house.store.shapes import Row\nfrom house.errors import Wrong\nturn "
    "= (re, Row, Wrong)",
    "store/shapes.py": "class Row:\n    '''A row.'''",
    "store/tables.py": "import sqlalchemy\nfrom house.store.shapes import Row\nused = (sqlalchemy, Row)",
    "errors.py": "class Wrong(Exception):\n    '''Wrong.'''",
}

PLANTED = {
    "a file written in a pure "
    "room": ("talk/keeping.py", "def keep(path):\n    path.write_text('x')", "calls write_text"),
    "a file opened in a pure room": ("talk/keeping.py", "def keep():\n    return open('x')", "calls open"),
    "a subprocess through "
    "__import__": ("talk/run.py", "def run():\n    __import__('subprocess').run(['ls'])", "calls __import__"),
    "a network package": ("talk/ask.py", "import httpx\nused = httpx", "package httpx"),
    "a socket of the standard "
    "library": ("talk/ask.py", "from urllib.request import urlopen\nused = urlopen", "imports urllib"),
    "an event loop in a pure room": ("talk/wait.py", "import asyncio\nused = asyncio", "imports asyncio"),
    "an upward import": ("store/up.py", "from house.talk.turn import turn\nused = turn", "imports talk.turn"),
    "a late upward import": (
        "store/up.py",
        "def up():\n    from house.talk.turn import turn  # heavy: so it says\n    return turn",
        "imports talk.turn",
    ),
    "a circle of two files in one room": (
        "store/shapes.py",
        "from house.store import tables\nclass Row:\n    '''A row.'''\n    where = tables",
        "a circle of files: store.shapes, store.tables",
    ),
    "a circle for typing alone": (
        "store/shapes.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.store.tables import "
        "used\nclass Row:\n    '''A row.'''",
        "a circle of files: store.shapes, store.tables",
    ),
    "a low room importing the command "
    "line": ("store/wiring.py", "import house.cli.main\nused = house", "imports cli.main"),
    "a module that its row does not "
    "name": ("talk/more.py", "from house.store.tables import used\nmore = used", "imports store.tables"),
    "an unlisted third-party package": ("cli/draw.py", "import rich\nused = rich", "package rich"),
    "a doubled module name": ("talk/shapes.py", "used = 1", "module name shapes stands twice"),
    "a doubled class name": ("talk/row.py", "class Row:\n    '''Another.'''", "class name Row stands twice"),
    "a room without a row": ("extra/thing.py", "used = 1", "extra has no row"),
    "the clock read in a pure room": (
        "talk/when.py",
        "from datetime import date\ndef when():\n    return date.today()",
        "reads the clock",
    ),
    "the environment read low "
    "down": ("store/where.py", "def where(os):\n    return os.environ", "reads the environment"),
    "a late import without its "
    "reason": ("store/late.py", "def late():\n    import sqlalchemy\n    return "
                                "sqlalchemy", "without its reason"),
    "a late import of our own": (
        "talk/late.py",
        "def late():\n    from house.store.shapes import Row  # heavy: no\n    return Row",
        "only heavy packages may wait",
    ),
    "an import by dots": ("talk/dots.py", "from . import turn\nused = turn", "imports by dots"),
    "a module without a promise": ("talk/silent.py", None, "does not say what it promises"),
    "a long function": ("talk/long.py", "def long():\n" + "    x = 1\n" * 60, "has 61 lines"),
}  # fmt: skip


def plant(root: Path, files: dict[str, str | None]) -> Path:
    """A package called "house" with these files."""
    for name, text in files.items():
        path = root / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("used = 1\n" if text is None else f'"""A promise."""\n{text}\n', encoding="utf-8")
    return root / "house"


def test_the_sound_tree_passes(tmp_path: Path) -> None:
    assert violations(plant(tmp_path, dict(SOUND)), HOUSE) == []


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_violation_is_refused_and_named(what: str, tmp_path: Path) -> None:
    file, text, reason = PLANTED[what]
    found = violations(plant(tmp_path, {**SOUND, file: text}), HOUSE)
    assert any(reason in sentence for sentence in found), found
    assert all(reason in sentence for sentence in found if file in sentence), found

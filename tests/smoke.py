"""Does sendbot work with this Python? Every module is imported, and one question asked: `python3.13 -m
tests.smoke`."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import sendbot
from tests.small_folder import write_small_folder

ROOT = Path(__file__).parent.parent
_ASKED = "how do I borrow a book?"
_ANSWER = "How do I borrow a book?"
_PATIENCE = 300
"""Seconds; it takes five on a quiet machine."""


def modules() -> list[str]:
    """Every one that can be imported; raises whatever one of them raises."""
    names = [found.name for found in pkgutil.walk_packages(sendbot.__path__, "sendbot.")]
    # the first begins to work, and the second is read by Alembic alone
    found = [name for name in names if not name.endswith(("__main__", "migrations.env"))]
    for name in found:
        importlib.import_module(name)
    return found


def answer(folder: Path) -> str:
    """What the real program says to a question that the small library knows."""
    write_small_folder(folder / "knowledge")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    own = {
        "SENDBOT_KNOWLEDGE_DIR": str(folder / "knowledge"),
        "SENDBOT_DATA_DIR": str(folder / "data"),
        "SENDBOT_ENCODER": "none",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), "ask", _ASKED],
        env=plain | own,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    return done.stdout if done.returncode == 0 else done.stderr


if __name__ == "__main__":
    count = len(modules())
    with tempfile.TemporaryDirectory() as place:
        said = answer(Path(place))
    if _ANSWER not in said:
        sys.exit(f"The question was not answered: {said[-2000:]}")
    print(f"Python {sys.version.split()[0]}: {count} modules imported, a question answered.")

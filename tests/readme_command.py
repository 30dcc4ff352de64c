"""Print one of the two commands that README.md gives, so that CI runs what readers run: `readme_command.py
start|tests`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def command(name: str) -> str:
    """The command in the fenced block that follows the comment `<!-- command: NAME -->`."""
    found = re.search(
        rf"<!-- command: {name} -->\s*```sh\n(.+?)\n```", README.read_text(encoding="utf-8"), re.DOTALL
    )
    if found is None:
        raise SystemExit(f"README.md has no command named {name}.")
    return found.group(1)


if __name__ == "__main__":
    print(command(sys.argv[1]))

"""The picture of the house, made from the table. `python -m tests.floors.picture` writes it into README.md
and docs/house.md."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from tests.floors.table import ROOMS

ROOT = Path(__file__).parents[2]
MARKED = re.compile(r"(<!-- house -->\n).*?(<!-- /house -->)", re.DOTALL)


def short() -> str:
    """One line for each room: floor, name, promise."""
    rows = ["| floor | room | promise |", "|---|---|---|"]
    for floor, rooms in groupby(ROOMS.items(), key=lambda item: item[1].floor):
        for name, room in rooms:
            rows.append(f"| {floor} | `{name}` | {room.promise}{'. Pure' if room.pure else ''} |")
    return "\n".join(rows) + "\n"


def whole() -> str:
    """One line for each room, with everything that it may import."""
    rows = [
        "| floor | room | promise | our rooms | packages | standard library, input and output |",
        "|---|---|---|---|---|---|",
    ]
    for name, room in ROOMS.items():
        cells = [", ".join(part) or "-" for part in (room.rooms, room.packages, room.io)]
        rows.append(
            f"| {room.floor} | `{name}` | {room.promise}{'. Pure' if room.pure else ''} | "
            f"{' | '.join(cells)} |"
        )
    return "\n".join(rows) + "\n"


PICTURES = {ROOT / "README.md": short, ROOT / "docs" / "house.md": whole}


def drawn(path: Path) -> str:
    """The page as it should be."""
    return MARKED.sub(lambda found: found[1] + PICTURES[path]() + found[2], path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for page in PICTURES:
        page.write_text(drawn(page), encoding="utf-8")

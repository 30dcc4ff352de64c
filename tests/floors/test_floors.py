"""The house held against its table, and the table against itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors.checker import House, violations
from tests.floors.picture import PICTURES, drawn
from tests.floors.table import DYNAMIC, LATE_OWN, READS_ENVIRONMENT, ROOMS

ROOT = Path(__file__).parents[2]
HOUSE = House(ROOMS, LATE_OWN, READS_ENVIRONMENT, DYNAMIC)


def family(room: str) -> str:
    return room.split("/", maxsplit=1)[0]


def test_the_code_keeps_to_the_table() -> None:
    assert violations(ROOT / "sendbot", HOUSE) == []


def test_the_table_itself_has_no_stairs_up() -> None:
    for name, room in ROOMS.items():
        for below in room.rooms:
            there = below.split(".")[0]
            assert there in ROOMS, f"{name} names {there}, which is no room"
            if family(there) != family(name):
                assert ROOMS[there].floor < room.floor, f"{name} stands no higher than {there}"


def test_every_room_of_the_table_exists() -> None:
    for name in ROOMS:
        assert (ROOT / "sendbot" / name).is_dir() or (ROOT / "sendbot" / f"{name}.py").is_file(), name


@pytest.mark.parametrize("page", PICTURES, ids=lambda page: page.name)
def test_the_picture_is_made_from_the_table(page: Path) -> None:
    assert "<!-- house -->" in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == drawn(page), "run: python -m tests.floors.picture"

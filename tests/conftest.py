"""The small library as a folder that the real program reads, and an emulated Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.small_folder import write_small_folder
from tests.telegram.emulator import Emulator


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    async with Emulator() as server:
        yield server


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge folder, with a place for saved indexes that all tests share."""
    folder = tmp_path_factory.mktemp("library")
    write_small_folder(folder / "knowledge")
    (folder / "data" / "cache").mkdir(parents=True)
    return folder


@pytest.fixture
def house(library: Path, tmp_path: Path) -> Path:
    """A house of one's own: the shared knowledge and saved indexes, an empty database."""
    (tmp_path / "knowledge").symlink_to(library / "knowledge")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cache").symlink_to(library / "data" / "cache")
    return tmp_path

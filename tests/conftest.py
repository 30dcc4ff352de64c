"""The small library as a folder that the real program reads, and an emulated Telegram."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small_folder import write_small_folder
from tests.telegram.emulator import Emulator

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
"""How long an example takes says nothing on a machine with other things to do."""


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    async with Emulator() as server:
        yield server


_MEASURING = "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"
"""What tells a new process to note which lines it runs through."""


@pytest.fixture(scope="module")
def unmeasured() -> Iterator[None]:
    """The processes that a module starts do not note their lines, which takes half as long again: for faults
    and browsers, whose lines other tests run through as well."""
    said = {name: os.environ.pop(name) for name in _MEASURING if name in os.environ}
    yield
    os.environ.update(said)


@pytest.fixture(scope="session")
def saved_indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for fitted matchers that the whole run shares, on every core: each knowledge is fitted once."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "saved-indexes"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, saved_indexes: Path) -> Path:
    """The knowledge folder, and a data folder with the saved indexes."""
    folder = tmp_path_factory.mktemp("library")
    write_small_folder(folder / "knowledge")
    (folder / "data").mkdir()
    (folder / "data" / "cache").symlink_to(saved_indexes)
    return folder


@pytest.fixture
def house(library: Path, tmp_path: Path) -> Path:
    """A house of one's own: the shared knowledge and saved indexes, an empty database."""
    (tmp_path / "knowledge").symlink_to(library / "knowledge")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cache").symlink_to(library / "data" / "cache")
    return tmp_path


@pytest.fixture
def own_house(tmp_path: Path, saved_indexes: Path) -> Path:
    """A house whose knowledge a test may change."""
    write_small_folder(tmp_path / "knowledge")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cache").symlink_to(saved_indexes)
    return tmp_path

"""An emulated Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.telegram.emulator import Emulator


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    async with Emulator() as server:
        yield server

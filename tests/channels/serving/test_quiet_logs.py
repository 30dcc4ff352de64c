"""However much is logged, no foreign library writes what a family wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from sendbot.cli.shared import settings_now
from tests.channels.web.house import Family, site_in

_NAMES = ("aiosqlite", "sqlalchemy", "asyncpg", "httpx", "httpx2", "httpcore", "telegram", "authlib")


@pytest.fixture(autouse=True)
def as_in_a_new_process() -> Iterator[None]:
    """Loggers on which nobody has laid a hand, and as they were afterwards."""
    before = {name: logging.getLogger(name).level for name in _NAMES}
    for name in _NAMES:
        logging.getLogger(name).setLevel(logging.NOTSET)
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


async def test_every_verb_keeps_statements_with_words_in_them_out_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SENDBOT_LOG_LEVEL", "DEBUG")
    caplog.set_level(logging.DEBUG)
    settings_now()
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        assert "Your question is kept" in await family.asks("purple elephants")
    assert "elephant" not in caplog.text

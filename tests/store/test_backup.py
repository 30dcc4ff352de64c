"""Copies of a database in use, and the way back, with a second program that goes on writing."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained
from sendbot.errors import StoreError
from sendbot.store.backup import back_up, bring_back
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def asked(number: int) -> Abstained:
    return Abstained((), "nothing-near", "en", f"q-{number:08d}", redact(f"zebras number {number}").text)


def address(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / 'sendbot.db'}"


async def test_a_copy_made_in_use_is_brought_back_in_use(tmp_path: Path) -> None:
    url, copy = address(tmp_path), tmp_path / "copies" / "monday.db"
    async with Store.open(url) as store:
        await store.record([asked(number) for number in range(30)], NOON)
        assert back_up(url, copy) == 30
        await store.record([asked(number) for number in range(30, 50)], NOON)
        found, before = bring_back(url, copy, NOON)
        assert found == 30
        assert len(await store.questions()) == 30  # seen by whoever has the file open
        await store.record([asked(99)], NOON)
    assert before is not None
    assert before.name == "sendbot.db.before-20261123-120000"
    async with Store.open(f"sqlite+aiosqlite:///{before}") as old:
        assert len(await old.questions()) == 50
    async with Store.open(url) as store:
        assert len(await store.questions()) == 31


async def test_a_copy_holds_whole_transactions_while_somebody_writes(tmp_path: Path) -> None:
    url = address(tmp_path)
    found: list[int] = []
    async with Store.open(url) as store:
        await store.record([asked(0)], NOON)
        copying = threading.Thread(
            target=lambda: found.extend(back_up(url, tmp_path / f"{number}.db") for number in range(3))
        )
        copying.start()
        for number in range(1, 60):
            await store.record([asked(number)], NOON)
        copying.join()
        assert len(await store.questions()) == 60
    assert len(found) == 3
    assert found == sorted(found)


async def test_copies_are_private_and_nothing_is_written_over(tmp_path: Path) -> None:
    url, copy = address(tmp_path), tmp_path / "copy.db"
    async with Store.open(url):
        back_up(url, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with pytest.raises(StoreError, match="is there already"):
        back_up(url, copy)


async def test_what_cannot_be_copied_or_brought_back_is_a_sentence(tmp_path: Path) -> None:
    url, odd = address(tmp_path), tmp_path / "odd.db"
    with pytest.raises(StoreError, match="no database file"):
        back_up(url, tmp_path / "copy.db")
    async with Store.open(url) as store:
        await store.record([asked(1)], NOON)
        odd.write_bytes(b"no database " * 500)
        with pytest.raises(StoreError, match="damaged, or is no SQLite database"):
            bring_back(url, odd)
        odd.unlink()
        with pytest.raises(StoreError, match="There is no file"):
            bring_back(url, odd)
        assert len(await store.questions()) == 1
    for verb in (back_up, bring_back):
        with pytest.raises(StoreError, match="pg_dump") as caught:
            verb("postgresql+asyncpg://u:secret@db.internal/name", odd)
        assert "secret" not in str(caught.value)

"""Words that were taken back leave the files, as soon as nobody reads any more."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained
from sendbot.store.store import Store
from sendbot.upkeep import traces
from sendbot.upkeep.traces import keep_traces_away, tidy_for
from tests.waiting import until

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = "zebras and gnus and violins"


def readable(folder: Path) -> bool:
    """Do the words stand in any of the database's files?"""
    return any(WORDS.encode() in path.read_bytes() for path in folder.glob("sendbot.db*"))


async def test_words_that_were_deleted_while_somebody_read_leave_the_files_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "_EVERY", 0.05)
    file = tmp_path / "sendbot.db"
    async with Store.open(f"sqlite+aiosqlite:///{file}", wait=0.2) as store:
        question = Abstained((), "nothing-near", "en", "q-00000001", redact(WORDS).text)
        await store.record([question], NOON)
        with closing(sqlite3.connect(file)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM logged_questions").fetchone()
            await store.purge(NOON + timedelta(days=1))
            assert store.traces_left
            assert readable(tmp_path)
            assert not await tidy_for(store, 0.1)
            working = asyncio.create_task(keep_traces_away(lambda: _now(store)))
            reader.rollback()
        await until(lambda: not store.traces_left)
        assert not readable(tmp_path)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _now(store: Store) -> Store:
    return store


async def test_what_a_process_that_was_killed_has_left_is_tidied_after_the_next_opening(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}"
    async with Store.open(url) as store:
        assert store.traces_left  # nobody knows what was before
        assert await tidy_for(store, 5)
        assert not store.traces_left

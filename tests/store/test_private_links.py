"""Private links: kept as a sum, answered by a group or by an entry, deleted with what they lead to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained
from sendbot.store.private_links import (
    delete_link,
    find_link,
    keep_link,
)
from sendbot.store.store import Store
from sendbot.store.tables import private_links
from tests.store.answered_group import answered_by_a_group

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET, QUESTION = "s" * 32, "q-abcd1234"


async def kept(store: Store) -> None:
    await store.record([Abstained((), "nothing close", "en", QUESTION, redact("blue bicycle").text)], NOW)


async def test_a_link_leads_to_its_question_and_the_file_holds_no_secret(tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        assert not await keep_link(store, SECRET, QUESTION, "", NOW), "nothing is kept that it could wait for"
        await kept(store)
        assert await keep_link(store, SECRET, QUESTION, "z-pl", NOW)
        found = await find_link(store, SECRET)
        assert found is not None
        assert (found.question_id, found.view, found.entry) == (QUESTION, "z-pl", None)
        assert await find_link(store, "another") is None
        await answered_by_a_group(store, QUESTION, NOW)
        found = await find_link(store, SECRET)
        assert found is not None
        assert found.entry == "hours"
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert SECRET.encode() not in held


async def test_a_link_goes_when_it_is_deleted_and_when_its_question_is(tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        await kept(store)
        await keep_link(store, SECRET, QUESTION, "", NOW)
        assert await delete_link(store, SECRET)
        assert not await delete_link(store, SECRET)
        await keep_link(store, SECRET, QUESTION, "", NOW)
        await store.delete_question(QUESTION)
        assert await find_link(store, SECRET) is None


async def test_a_link_that_is_asked_for_twice_is_one(tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        await kept(store)
        assert await keep_link(store, SECRET, QUESTION, "", NOW)
        assert await keep_link(store, SECRET, QUESTION, "", NOW)
        async with store.reading() as connection:
            number = await connection.execute(sa.select(sa.func.count()).select_from(private_links))
            assert number.scalar_one() == 1

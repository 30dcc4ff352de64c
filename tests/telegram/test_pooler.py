"""The bot with a real pgbouncer before its database: sessions kept together work, also when the pooler
dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pooled import PROGRAM, Pooler
from tests.postgres import Postgres
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.telegram.test_database_faults import STAFF, questions, recorded, told
from tests.waiting import until

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no pgbouncer here")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as one:
        yield one


async def test_through_a_pooler_that_keeps_sessions_nothing_is_lost_also_when_it_dies(
    telegram: Emulator, house: Path, server: Postgres
) -> None:
    direct, said = server.new_database(), questions(60)
    with Pooler(server.folder, "session") as pooler:
        settings = {"database_url": pooler.address(direct), "staff_chat": str(STAFF)}
        async with BotProcess(telegram, house, **settings) as bot:
            for chat, text in said[:30]:
                telegram.says(chat, text)
            await until(lambda: not telegram.queue)
            pooler.kill()
            for chat, text in said[30:]:
                telegram.says(chat, text)
            for chat, _ in said[30:]:
                await telegram.replies(chat, 1)
            await until(lambda: not telegram.queue)
            assert "kept on the disk" in told(telegram)
            pooler.start()
            await until(lambda: "database is back" in told(telegram))
            assert await bot.stop() == 0
    assert sorted(await recorded(direct)) == sorted(text for _, text in said)

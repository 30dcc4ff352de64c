"""What is each database's own: files that are missing, torn, locked, not ours or newer, and servers that are
away."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from sendbot.care.redaction import redact
from sendbot.conversation.events import (
    Abstained,
    Forgotten,
)
from sendbot.errors import StoreError
from sendbot.matching.decision import Candidate
from sendbot.store.engine import close_engine, make_engine, translated
from sendbot.store.store import Store
from tests.postgres import Postgres

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANDIDATES = (Candidate("hours", 0.4), Candidate("fines", 0.25))


def abstained(number: int = 1, text: str = "when are the bins collected") -> Abstained:
    return Abstained(CANDIDATES, "nothing close", "en", f"q-{number:08d}", redact(text).text)


def file_at(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'sendbot.db'}"


async def test_a_forgotten_sentence_is_in_no_file_of_the_database(tmp_path: Path) -> None:
    async with Store.open(file_at(tmp_path)) as store:
        await store.record(
            [abstained(1, "a very particular sentence"), abstained(2, "another peculiar one")], NOON
        )
        await store.record([Forgotten("q-00000001")], NOON)
        await store.purge(NOON + timedelta(days=1))
    with sqlite3.connect(tmp_path / "sendbot.db") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    connection.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"particular" not in written
    assert b"peculiar" not in written


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    async with Store.open(file_at(tmp_path / "new" / "data")):
        assert (tmp_path / "new" / "data" / "sendbot.db").is_file()


async def test_a_torn_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "sendbot.db").write_bytes(b"this is no database at all" * 200)
    with pytest.raises(
        StoreError, match=r"database file .*sendbot.db: it is damaged or is not a database. Move it aside"
    ):
        async with Store.open(file_at(tmp_path)):
            pass


async def test_a_locked_database_is_waited_for_and_then_said(tmp_path: Path) -> None:
    async with Store.open(file_at(tmp_path), wait=0.1) as store:
        holder = sqlite3.connect(tmp_path / "sendbot.db", isolation_level=None)
        holder.execute("begin immediate")
        with pytest.raises(StoreError, match="another program is using it"):
            await store.record([abstained()], NOON)
        holder.execute("rollback")
        holder.close()
        await store.record([abstained()], NOON)
        assert len(await store.questions()) == 1


async def test_a_file_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    async with Store.open(file_at(tmp_path)):
        pass
    read_only = f"sqlite+aiosqlite:///file:{tmp_path / 'sendbot.db'}?mode=ro&uri=true"
    async with Store.open(read_only) as store:
        assert await store.questions() == []
        with pytest.raises(StoreError, match="the file may not be written to"):
            await store.record([abstained()], NOON)


async def test_a_path_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="Could not open the database file"):
        async with Store.open(file_at(tmp_path / "file")):
            pass


async def test_a_newer_database_is_said(tmp_path: Path) -> None:
    async with Store.open(file_at(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "sendbot.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version of sendbot"):
        async with Store.open(file_at(tmp_path)):
            pass


async def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    with pytest.raises(StoreError, match="it does not answer") as said:
        async with Store.open("postgresql+asyncpg://sendbot:hush@127.0.0.1:1/sendbot"):
            pass
    assert "hush" not in str(said.value)


async def test_opening_again_changes_nothing(url: str) -> None:
    async with Store.open(url) as first:
        await first.record([abstained()], NOON)
    async with Store.open(url) as again:
        assert len(await again.questions()) == 1


async def test_two_may_have_it_open_at_once(url: str) -> None:
    async with Store.open(url) as one, Store.open(url) as other:
        await one.record([abstained(1)], NOON)
        await other.record([abstained(2)], NOON)
        assert len(await one.questions()) == 2


async def test_four_that_start_at_once_make_the_tables_once(url: str) -> None:
    async def start() -> int:
        async with Store.open(url) as store:
            return len(await store.questions())

    assert await asyncio.gather(*(start() for _ in range(4))) == [0, 0, 0, 0]


@pytest.mark.parametrize("address", ["nonsense", "sqlite+nothing:///x", "oracle+asyncdb://h/x", ""])
async def test_a_wrong_address_is_said(address: str) -> None:
    with pytest.raises(StoreError, match="SENDBOT_DATABASE_URL"):
        async with Store.open(address):
            pass


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"database": "no_such_database"}, "there is no database of that name"),
        ({"username": "nobody_here"}, "there is no such user"),
        ({"host": "no-such-host.invalid", "query": {}}, "there is no host of that name"),
    ],
)
async def test_each_wrong_part_of_an_address_is_its_own_sentence(
    postgres: Postgres, change: dict[str, Any], sentence: str
) -> None:
    address = make_url(postgres.new_database()).set(**change).render_as_string(hide_password=False)
    with pytest.raises(StoreError, match=sentence):
        async with Store.open(address):
            pass


async def test_a_database_that_takes_the_connection_and_says_nothing_is_given_up() -> None:
    given_up = asyncio.Event()
    left: list[asyncio.StreamWriter] = []

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left.append(writer)
        await given_up.wait()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(StoreError, match="does not answer in time"):
            async with Store.open(
                f"postgresql://u:p@127.0.0.1:{port}/name?connect_timeout=1&sslmode=disable"
            ):
                pass
        given_up.set()
        for writer in left:  # a connection left open is told against whatever test runs next
            writer.close()
            await writer.wait_closed()
    assert left


@pytest.mark.parametrize(
    "kind", [asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError]
)
def test_a_pooler_that_changes_connections_between_statements_is_a_sentence(kind: type[Exception]) -> None:
    with (
        pytest.raises(StoreError, match=r"pool_mode = session"),
        translated("postgresql+asyncpg://u@host/name", "write to"),
    ):
        raise kind("prepared statement")


async def test_a_write_that_is_given_up_in_the_middle_keeps_nobody_else_from_writing(tmp_path: Path) -> None:
    engine = make_engine(file_at(tmp_path), wait=5)
    async with engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE numbers (n INTEGER)")
        await connection.commit()
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute("BEGIN IMMEDIATE")
        half = await driver.execute("INSERT INTO numbers VALUES (1), (2) RETURNING n")
        assert await half.fetchone() == (1,)  # and here its time is over
        await connection.invalidate()
    await close_engine(engine)
    with sqlite3.connect(tmp_path / "sendbot.db", timeout=0, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM numbers").fetchone() == (0,)
        other.execute("COMMIT")
    assert half is not None

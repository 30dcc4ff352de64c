from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from sendbot.errors import StoreError
from sendbot.store.engine import MIGRATIONS, versions
from sendbot.store.migration_state import CURRENT, NEW, NEWER, OLDER, table_state
from sendbot.store.store import Store


def test_the_files_name_the_versions_in_the_order_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    walked = [revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()]
    assert list(versions()) == walked[::-1]


async def marked(store: Store, revision: str) -> None:
    async with store.changing() as connection:
        await connection.execute(
            sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )


async def test_a_database_without_tables_is_new(url: str) -> None:
    assert await table_state(url) == NEW


async def test_ours_is_current_and_an_earlier_or_later_one_is_told_apart(url: str) -> None:
    async with Store.open(url) as store:
        assert await table_state(url) == CURRENT
        await marked(store, "0001")
        assert await table_state(url) == OLDER
        await marked(store, "9999")
        assert await table_state(url) == NEWER


async def test_looking_changes_nothing(url: str) -> None:
    async with Store.open(url) as store:
        await marked(store, "0001")
    await table_state(url)
    assert await table_state(url) == OLDER


async def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "sendbot.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(StoreError, match="damaged or is not a database"):
        await table_state(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}")

"""Several servers: one that hangs, one that refuses, one that is there."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from sendbot.store.hosts import Hosts
from tests.ports import free_port
from tests.postgres import Postgres


def database_of(postgres: Postgres) -> str:
    return make_url(postgres.new_database()).database or ""


async def test_a_server_that_hangs_or_is_away_is_passed_over_and_remembered(
    postgres: Postgres,
) -> None:
    folder = str(postgres.folder)
    name = database_of(postgres)
    with socket.create_server(("127.0.0.1", 0)) as hangs:  # takes connections and says nothing
        hosts = Hosts()
        places: dict[str, Any] = {
            "host": ["127.0.0.1", "127.0.0.1", folder],
            "port": [hangs.getsockname()[1], free_port(), 5432],
            "timeout": 0.3,
        }
        first = await hosts.connect(**places, user="postgres", database=name)
        assert await first.fetchval("SHOW lock_timeout") == "5s"
        await first.close()
        loop = asyncio.get_running_loop()
        began = loop.time()
        again = await asyncio.wait_for(hosts.connect(**places, user="postgres", database=name), 60)
        quick = loop.time() - began
        await again.close()
        assert hosts._first == 2
        assert quick > 0
        with pytest.raises(OSError):  # noqa: PT011 - the system's own words differ
            await Hosts().connect(host=["127.0.0.1"], port=[free_port()], timeout=0.3)


async def test_a_server_of_the_wrong_kind_is_passed_over(postgres: Postgres) -> None:
    name = database_of(postgres)
    with pytest.raises(asyncpg.TargetServerAttributeNotMatched):
        await Hosts().connect(
            host=[str(postgres.folder)],
            port=5432,
            user="postgres",
            database=name,
            target_session_attrs="standby",
        )

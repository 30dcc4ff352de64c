"""A desk that trusts a provider on a real port; one account, without a password."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from sendbot.bookshelf import LiveShelf
from sendbot.review.states import Role
from sendbot.reviewing import make_bench
from sendbot.settings import Settings
from sendbot.store.people import add_person
from sendbot.store.store import Store
from tests.desk.council import CLIENT, SECRET, council
from tests.desk.signing_on import LEAD, Clock, House
from tests.small_folder import write_small_folder


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LiveShelf:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(knowledge_dir=write_small_folder(folder / "knowledge"), data_dir=folder / "data", encoder="none")
    return LiveShelf(settings, date(2026, 11, 23))


@pytest.fixture
async def house(tmp_path: Path, shelf: LiveShelf) -> AsyncIterator[House]:
    clock = Clock()
    async with council(clock) as made, Store.open(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}") as store:
        await add_person(store, clock(), "test", email=LEAD, name="Lead", role=Role.LEAD)
        settings = Settings(oidc_issuer=made.issuer, oidc_client=CLIENT, oidc_secret=SecretStr(SECRET), encoder="none", data_dir=tmp_path)
        bench = make_bench(store, shelf, settings, (), "")
        bench.now = clock
        yield House(bench, made, clock)


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.browser() as made:
        yield made

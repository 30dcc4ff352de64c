from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from sendbot.desk.access.password import hashed
from tests.desk.conftest import (
    CURATOR,
    PASSWORD,
    said,
    send,
    sign_in,
)


async def test_an_account_without_a_password_opens_to_none(client: httpx.AsyncClient, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as database:
        database.execute("UPDATE staff SET password = NULL WHERE email = ?", (CURATOR,))
    for password in ("", "None", PASSWORD):
        assert (await sign_in(client, CURATOR, password)).status_code in {422, 429}


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "elevenchars"])
async def test_weak_passwords_are_refused_in_words(client: httpx.AsyncClient, password: str) -> None:
    await sign_in(client)
    refused = await send(client, "/account", "/account", old=PASSWORD, new=password)
    assert refused.status_code == 422
    assert "three random words" in said(refused) or "shorter" in said(refused)


def test_passwords_are_kept_as_argon2id_with_the_memory_that_owasp_asks_for() -> None:
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", hashed(PASSWORD))
    assert found is not None
    assert int(found[1]) >= 19_456
    assert int(found[2]) >= 2

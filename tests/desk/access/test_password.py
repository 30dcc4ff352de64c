from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from sendbot.desk.access.password import hashed
from sendbot.errors import ReviewError
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


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiop123",
        "letmeinletmein",
        "administrator1",
        "curator@example.org",
        "Curator-Curator",
    ],
)
def test_common_passwords_and_one_s_own_name_are_refused(password: str) -> None:
    with pytest.raises(ReviewError, match="three random words"):
        hashed(password, (CURATOR, "Curator"))


@pytest.mark.parametrize("password", [PASSWORD, "purple-tram-lantern", "Mein Hund isst Kuchen"])
def test_three_random_words_are_good(password: str) -> None:
    assert hashed(password, (CURATOR, "Curator")).startswith("$argon2id$")


async def test_a_first_password_is_changed_before_anything_is_shown(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    fields = {"email": "new@example.org", "name": "New One", "role": "admin", "password": PASSWORD}
    assert (await send(client, "/staff", "/staff", **fields)).status_code == 303
    client.cookies.clear()
    await sign_in(client, "new@example.org")
    for path in ("/queue", "/groups/g-00000001", "/audit", "/staff.csv", "/queue.csv"):
        answer = await client.get(path)
        assert answer.status_code in {303, 404}
        assert answer.headers.get("location", "/account?first=1") == "/account?first=1"
    assert "set by somebody else" in said(await client.get("/account"))
    same = await send(client, "/account", "/account", old=PASSWORD, new=PASSWORD)
    assert same.status_code == 422
    await send(client, "/account", "/account", old=PASSWORD, new="lanterns in a purple tram")
    assert (await client.get("/queue")).status_code == 200

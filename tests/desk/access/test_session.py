"""Attempts to come in by a session, and when one ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import httpx
import pytest

from sendbot.desk.context import DeskContext
from tests.desk.conftest import (
    CURATOR,
    Clock,
    browser_of,
    send,
    session_cookie,
    sign_in,
    signed_out,
)


@pytest.mark.parametrize(
    "cookie", ["", "x", "0" * 43, "../../etc/passwd", "' OR 1=1 --", "A" * 101, "ä" * 40]
)
async def test_a_forged_session_opens_nothing(client: httpx.AsyncClient, cookie: str) -> None:
    await sign_in(client)
    client.cookies.clear()
    assert signed_out(await client.get("/queue", headers={b"cookie": f"desk={cookie}".encode()}))


async def test_what_the_database_holds_of_a_session_or_password_opens_nothing(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await sign_in(client)
    held = sqlite3.connect(tmp_path / "desk.db").execute("SELECT token, form FROM staff_sessions").fetchall()
    stored = [row[0] for row in sqlite3.connect(tmp_path / "desk.db").execute("SELECT password FROM staff")]
    assert all(value.startswith("$argon2id$") for value in stored)
    for value in {held[0][0], held[0][1]}:
        assert signed_out(await client.get("/queue", headers={"cookie": f"desk={value}"}))
    client.cookies.clear()
    assert (await sign_in(client, password=stored[0])).status_code == 422


async def test_a_session_ends_when_nobody_is_there(client: httpx.AsyncClient, clock: Clock) -> None:
    await sign_in(client)
    for _ in range(3):
        clock.later(minutes=29)
        assert (await client.get("/queue")).status_code == 200
    clock.later(minutes=31)
    assert signed_out(await client.get("/queue"))
    clock.later(minutes=-31)
    assert signed_out(await client.get("/queue")), "an ended session stays ended"


async def test_a_session_ends_after_ten_hours_however_busy(client: httpx.AsyncClient, clock: Clock) -> None:
    await sign_in(client)
    for _ in range(29):
        clock.later(minutes=20)
        assert (await client.get("/help")).status_code == 200
    clock.later(minutes=21)
    assert signed_out(await client.get("/help"))


async def test_a_planted_session_is_not_taken_up(client: httpx.AsyncClient) -> None:
    client.cookies.set("desk", "planted-by-somebody-else-0123456789abcdef", domain="127.0.0.1")
    assert "planted" not in session_cookie(await sign_in(client))


async def test_signing_out_everywhere_closes_every_browser(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other)
        assert (await other.get("/queue")).status_code == 200
        await send(client, "/account", "/sign-out", everywhere="1")
        assert signed_out(await other.get("/queue"))
    assert signed_out(await client.get("/queue"))


@pytest.mark.parametrize("change", [{"active": ""}, {"role": "lead"}, {"password": "three other words"}])
async def test_whoever_loses_rights_is_signed_out_at_once(
    client: httpx.AsyncClient, context: DeskContext, change: dict[str, str]
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        done = await send(
            client,
            "/staff/3",
            "/staff/3",
            **{"role": "curator", "workstream": "voice", "active": "1", **change},
        )
        assert done.headers["location"] == "/staff?done=changed"
        assert signed_out(await other.get("/queue"))


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: httpx.AsyncClient,
) -> None:
    cookies = (await sign_in(client)).headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if "-form" not in cookie.split("=")[0])
    assert "HttpOnly" in session
    assert "SameSite=lax" in session

from __future__ import annotations

import asyncio

import httpx

from sendbot.desk.access.throttle import FOR_ACCOUNT
from tests.desk.conftest import (
    ADMIN,
    LEAD,
    Clock,
    said,
    send,
    sign_in,
    token_in,
)


async def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    for _ in range(5):
        assert (await sign_in(client, password="wrong wrong wrong")).status_code == 422
    locked = await sign_in(client)
    assert locked.status_code == 429
    assert "Wait 15 minutes" in said(locked) or "Wait 16 minutes" in said(locked)
    assert (await sign_in(client, LEAD)).status_code == 303
    clock.later(minutes=15, seconds=1)
    client.cookies.clear()
    assert (await sign_in(client)).status_code == 303


async def test_one_address_cannot_try_many_accounts(client: httpx.AsyncClient) -> None:
    for number in range(20):
        await sign_in(client, f"person{number}@example.org", "wrong wrong wrong")
    assert (await sign_in(client)).status_code == 429


async def test_forty_eight_tries_at_once_are_counted_before_any_is_looked_at(
    client: httpx.AsyncClient,
) -> None:
    form = token_in(await client.get("/sign-in"))
    wrong = {"form": form, "email": ADMIN, "password": "wrong wrong wrong", "next": "/queue"}
    answers = await asyncio.gather(*(client.post("/sign-in", data=wrong) for _ in range(48)))
    assert [answer.status_code for answer in answers].count(422) == FOR_ACCOUNT


async def test_an_address_that_fails_does_not_lock_out_whoever_is_known_there(
    client: httpx.AsyncClient,
) -> None:
    assert (await sign_in(client)).status_code == 303
    client.cookies.clear()
    for number in range(20):
        await sign_in(client, f"person{number}@example.org", "wrong wrong wrong")
    assert (await sign_in(client, LEAD)).status_code == 429
    assert (await sign_in(client)).status_code == 303


async def test_guessing_one_s_own_old_password_is_limited_and_logged(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    codes = [
        (
            await send(
                client, "/account", "/account", old="wrong wrong wrong", new="lanterns in a purple tram"
            )
        ).status_code
        for _ in range(7)
    ]
    assert codes == [422] * 5 + [429] * 2
    assert said(await client.get("/audit")).count("password change refused") == 5


async def test_look_alike_letters_are_no_account(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    added = await send(
        client,
        "/staff",
        "/staff",
        email="\u017fomeone@example.org",
        role="admin",
        password="lanterns in a tram",
    )
    assert added.status_code == 422
    assert "letters that look like others" in said(added)
    client.cookies.clear()
    assert (await sign_in(client, "adm\u0131n@example.org")).status_code == 422

from __future__ import annotations

import httpx

from tests.desk.conftest import (
    LEAD,
    Clock,
    said,
    sign_in,
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

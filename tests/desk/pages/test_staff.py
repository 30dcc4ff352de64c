from __future__ import annotations

import httpx
import pytest

from sendbot.desk.context import DeskContext
from sendbot.store.accounts import person
from tests.desk.conftest import (
    ADMIN,
    CURATOR,
    LEAD,
    PASSWORD,
    browser_of,
    said,
    send,
    sign_in,
    token_in,
)

BADGE, UNIFORM = "/groups/g-00000001", "/groups/g-00000002"


@pytest.mark.parametrize("path", ["/staff", "/staff/1", "/audit", "/audit.csv", "/audit.xlsx"])
@pytest.mark.parametrize("email", [LEAD, CURATOR])
async def test_only_admins_come_to_staff_and_audit(client: httpx.AsyncClient, path: str, email: str) -> None:
    await sign_in(client, email)
    assert (await client.get(path)).status_code == 403


async def test_nobody_makes_themselves_an_admin(client: httpx.AsyncClient, context: DeskContext) -> None:
    await sign_in(client, LEAD)
    form = token_in(await client.get("/account"))
    fields = {
        "form": form,
        "role": "admin",
        "workstream": "care",
        "active": "1",
        "name": "x",
        "email": "new@example.org",
        "password": PASSWORD,
    }
    assert (await client.post("/staff/2", data=fields)).status_code == 403
    assert (await client.post("/staff", data=fields)).status_code == 403
    assert (
        await client.post("/account", data=fields | {"old": PASSWORD, "new": "lanterns in a purple tram"})
    ).status_code == 303
    found = await person(context.store, LEAD)
    assert found is not None
    assert found.role == "lead"


async def test_the_last_admin_stays(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    refused = await send(client, "/staff/1", "/staff/1", role="lead", workstream="care", active="1")
    assert refused.status_code == 422
    assert "last active admin" in said(refused)


async def test_no_password_token_or_wording_stands_in_the_audit_log(client: httpx.AsyncClient) -> None:
    await sign_in(client, password="a wrong password")
    await sign_in(client)
    await send(
        client,
        "/staff",
        "/staff",
        name="New",
        email="new@example.org",
        role="lead",
        workstream="care",
        password="secret secret secret",
    )
    await send(client, BADGE, f"{BADGE}/note", note="a private thought")
    log = (await client.get("/audit.csv")).text
    for secret in ("a wrong password", "secret secret", "argon2", "private thought", "blue badge"):
        assert secret not in log


ADMIN_PAGES = ("/staff", "/audit")


@pytest.mark.parametrize("path", ADMIN_PAGES)
async def test_staff_and_audit_are_for_admins(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client, LEAD)
    assert (await client.get(path)).status_code == 403


async def test_what_was_done_stands_in_the_audit_log_with_who_did_it(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, CURATOR)
    await send(client, BADGE, f"{BADGE}/note", note="Seen.")
    await client.get("/queue.csv")
    await client.get(f"{BADGE}.xlsx")
    async with browser_of(context) as other:
        await sign_in(other, ADMIN)
        page = said(await other.get("/audit"))
        for text in (
            "Curator noted g-00000001",
            "Curator exported queue.csv",
            "Curator exported questions.xlsx",
            "Admin signed in admin@example.org",
        ):
            assert text in page
        assert "Curator,3,noted,g-00000001" in (await other.get("/audit.csv")).text

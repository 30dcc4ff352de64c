"""Every page of the desk over a real database, as an admin and as a lead."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.desk.conftest import LEAD, sign_in, token_in

PAGES = ("/queue", "/knowledge", "/try", "/preview", "/insights", "/report", "/account", "/help")
ADMIN_PAGES = ("/staff", "/audit")


@pytest.mark.parametrize("path", [*PAGES, *ADMIN_PAGES])
async def test_every_page_opens_for_an_admin(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client)
    page = await client.get(path)
    assert page.status_code == 200
    assert "<h1" in page.text
    assert (
        "script-src" not in page.headers["content-security-policy"]
        or "unsafe" not in page.headers["content-security-policy"]
    )


@pytest.mark.parametrize("path", [*PAGES, *ADMIN_PAGES])
async def test_no_page_opens_without_signing_in(client: httpx.AsyncClient, path: str) -> None:
    page = await client.get(path)
    assert page.status_code == 303
    assert page.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("path", ADMIN_PAGES)
async def test_staff_and_audit_are_for_admins(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client, LEAD)
    assert (await client.get(path)).status_code == 403


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: httpx.AsyncClient) -> None:
    wrong = await sign_in(client, password="not the password")
    unknown = await sign_in(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert "The email address or the password is not right." in wrong.text
    assert "The email address or the password is not right." in unknown.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_signing_in_never_leads_away(client: httpx.AsyncClient, wanted: str) -> None:
    assert (await sign_in(client, wanted=wanted)).headers["location"] == "/queue"


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: httpx.AsyncClient,
) -> None:
    cookies = (await sign_in(client)).headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if "-form" not in cookie.split("=")[0])
    assert "HttpOnly" in session
    assert "SameSite=lax" in session


async def test_a_change_without_the_forms_token_is_refused(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    group = re.search(r'href="(/groups/[^"]+)"', (await client.get("/queue")).text)
    assert group is not None
    assert (await client.get(group[1])).status_code == 200
    assert (await client.post(f"{group[1]}/note", data={"text": "hello"})).status_code == 403


async def test_another_host_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.get("/sign-in", headers={"host": "evil.example"})).status_code == 400


async def test_lists_are_downloaded_as_csv_and_xlsx(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert "blue badge" in (await client.get("/queue.csv")).text
    assert (await client.get("/queue.xlsx")).content.startswith(b"PK")


async def test_a_lead_sees_only_groups_of_their_workstreams(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    group = re.search(r'href="(/groups/[^"]+)"', (await client.get("/queue")).text)
    assert group is not None
    client.cookies.clear()
    await sign_in(client, LEAD)
    assert "blue badge" not in (await client.get("/queue")).text
    assert (await client.get(group[1])).status_code in {403, 404}


async def test_asking_as_a_family_shows_reply_and_reasons(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    token = token_in(await client.get("/try"))
    page = await client.post("/try", data={"form": token, "question": "How do I borrow a book?"})
    assert page.status_code == 200
    assert "thresholds" in page.text

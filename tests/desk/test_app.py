"""Every page of the desk over a real database."""

from __future__ import annotations

import httpx
import pytest

from tests.desk.conftest import sign_in

PAGES = ("/queue", "/knowledge", "/curators", "/try", "/preview", "/insights", "/report", "/account", "/help")
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

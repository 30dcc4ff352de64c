"""Every page of the desk over a real database."""

from __future__ import annotations

from typing import Any, cast

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext
from sendbot.pages.listening import behind
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


async def test_the_desk_as_it_is_served_lets_no_error_out(
    context: DeskContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(request: Request) -> Response:
        raise KeyError(request.query_params["email"])

    monkeypatch.setattr("sendbot.desk.pages.sign_in.show", broken)
    app = behind(make_app(context), ())
    transport = httpx.ASGITransport(cast(Any, app))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
        page = await browser.get("/sign-in?email=lead@example.org")
    assert page.status_code == 500
    assert "Something went wrong on this page." in page.text
    assert "lead@example.org" not in caplog.text

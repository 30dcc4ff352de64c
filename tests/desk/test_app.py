"""Every page of the desk over a real database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext
from sendbot.pages.listening import behind
from sendbot.store.backup import back_up
from sendbot.store.review.queries import notes
from sendbot.store.store import Store
from tests.desk.conftest import said, send, sign_in, token_in
from tests.waiting import PATIENCE

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


BADGE = "g-00000001"


async def test_the_desk_goes_over_to_the_database_file_that_is_under_its_name(
    context: DeskContext, own_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copy, old = (own_house / name for name in ("desk.db", "copy.db", "old.db"))
    back_up(f"sqlite+aiosqlite:///{file}", copy)
    app = make_app(context)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        await sign_in(client)
        form = {"form": token_in(await client.get("/account")), "note": "call the parrot society"}
        file.rename(old)
        copy.rename(file)
        refused = await client.post(f"/groups/{BADGE}/note", data=form)
        assert refused.status_code == 503
        assert "was moved, deleted or replaced" in said(refused)
        monkeypatch.setattr("sendbot.desk.app._LOOKS_AT_FILE", 0.01)

        async with app.router.lifespan_context(app), asyncio.timeout(PATIENCE):
            while (await client.get("/account")).status_code != 303:  # the copy knows no session of today
                await asyncio.sleep(0.01)
            await sign_in(client)
            await send(client, f"/groups/{BADGE}", f"/groups/{BADGE}/note", note="call the parrot society")
    async with Store.open(f"sqlite+aiosqlite:///{file}") as now:
        assert [note.text for note in await notes(now, BADGE)] == ["call the parrot society"]
    async with Store.open(f"sqlite+aiosqlite:///{old}") as before:
        assert await notes(before, BADGE) == []


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

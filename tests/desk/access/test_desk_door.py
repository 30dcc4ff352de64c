"""Attempts to break in, each against one promise of the desk's door."""

from __future__ import annotations

import re
from typing import Any, cast

import httpx
import pytest

from sendbot.desk.access.desk_door import LARGEST_BODY
from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext, DeskOptions
from sendbot.pages.listening import behind
from tests.desk.conftest import (
    CURATOR,
    browser_of,
    session_cookie,
    sign_in,
    token_in,
)

BADGE, UNIFORM = "/groups/g-00000001", "/groups/g-00000002"


CHANGES = ("assign", "route", "state", "note", "split", "merge")


@pytest.mark.parametrize(
    "path",
    [
        *[f"{BADGE}/{verb}" for verb in CHANGES],
        "/try",
        "/preview",
        "/staff",
        "/staff/2",
        "/account",
        "/sign-out",
    ],
)
@pytest.mark.parametrize("token", ["", "wrong", "another session's"])
async def test_no_change_without_the_form_s_token(
    client: httpx.AsyncClient, context: DeskContext, path: str, token: str
) -> None:
    await sign_in(client)
    if token == "another session's":
        async with browser_of(context) as other:
            await sign_in(other, CURATOR)
            token = token_in(await other.get("/account"))
    before = (await client.get("/audit.csv")).text.count("\n")
    assert (await client.post(path, data={"form": token, "note": "x", "version": "1"})).status_code == 403
    log = (await client.get("/audit.csv")).text
    assert log.count("\n") == before + 2, "the refusal, and the first download itself"
    assert f"POST {path},the form was not one" in log


async def test_huge_bodies_are_refused_before_they_are_read(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    form = token_in(await client.get("/try"))
    assert (await client.post("/try", data={"form": form, "question": "x" * LARGEST_BODY})).status_code == 413

    async def endless() -> object:
        for _ in range(10_000):
            yield b"x" * 10_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert (await client.post("/try", content=endless(), headers=kind)).status_code == 413  # type: ignore[arg-type]
    assert (await client.post("/try", content="&".join(["a=1"] * 500), headers=kind)).status_code == 413
    assert (
        await client.post("/try", content=b"x", headers=kind | {"content-length": "-1"})
    ).status_code == 413
    assert (await client.get("/queue?q=" + "x" * 5000)).status_code == 414


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
async def test_other_kinds_of_body_are_refused(client: httpx.AsyncClient, kind: str) -> None:
    await sign_in(client)
    form = token_in(await client.get("/try"))
    assert (
        await client.post("/try", content=f"form={form}&question=x", headers={"content-type": kind})
    ).status_code == 415


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "",
        "127.0.0.1:80:90",
        "[::ffff:127.0.0.1]",
    ],
)
async def test_only_known_hosts_are_answered(client: httpx.AsyncClient, host: str) -> None:
    answer = await client.get("/sign-in", headers={"host": host})
    assert answer.status_code == 400
    assert "form" not in answer.text.split(".")[0]


async def test_forwarded_headers_are_not_believed(client: httpx.AsyncClient) -> None:
    headers = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "1.2.3.4",
        "forwarded": "host=evil.example",
    }
    answer = await client.get("/queue", headers=headers)
    assert "evil.example" not in answer.headers["location"]
    assert "strict-transport-security" not in answer.headers


async def test_a_named_proxy_is_believed_and_no_other(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    app = behind(make_app(context), ("10.0.0.1",))
    headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    for address, believed in (("10.0.0.1", True), ("10.0.0.2", False)):
        transport = httpx.ASGITransport(cast(Any, app), client=(address, 4000))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://desk.example.org", headers=headers
        ) as browser:
            page = await browser.get("/sign-in")
            assert ("strict-transport-security" in page.headers) is believed
            assert ("not encrypted" in page.text) is not believed


async def test_every_answer_carries_the_headers_that_hold_a_browser_back(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for path in ("/queue", "/nowhere", "/static/desk.css", "/queue.csv", "/report.html", "/sign-out"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
        assert "server" not in headers
        assert path == "/static/desk.css" or headers["cache-control"] == "no-store"


async def test_over_tls_the_cookie_is_secure_and_the_browser_stays_with_tls(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(make_app(context)), base_url="https://desk.example.org"
    ) as browser:
        answer = await sign_in(browser)
        cookie = session_cookie(answer)
        assert cookie.startswith("__Host-desk=")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        assert (await browser.get("/queue")).status_code == 200


async def test_without_tls_away_from_this_machine_nobody_can_sign_in(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(make_app(context)), base_url="http://desk.example.org"
    ) as browser:
        page = await browser.get("/sign-in")
        assert "not encrypted" in page.text
        assert "Secure" in page.headers["set-cookie"]


async def test_a_change_without_the_forms_token_is_refused(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    group = re.search(r'href="(/groups/[^"]+)"', (await client.get("/queue")).text)
    assert group is not None
    assert (await client.get(group[1])).status_code == 200
    assert (await client.post(f"{group[1]}/note", data={"text": "hello"})).status_code == 403


async def test_another_host_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.get("/sign-in", headers={"host": "evil.example"})).status_code == 400

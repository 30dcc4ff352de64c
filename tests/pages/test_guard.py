"""The door lets in what fits, in time, under a name that it knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendbot.pages import guard
from sendbot.pages.guard import Door, Guard

OWN = ((b"content-security-policy", b"default-src 'none'"),)
DOOR = Door(("page.example",), 1000, 50, OWN, "the page", "it", frozenset({"/healthz"}))


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())), headers={"server": "secret 1.0"})


def browser(door: Door = DOOR) -> httpx.AsyncClient:
    routes = [Route("/", _echo, methods=["GET", "POST"]), Route("/healthz", _echo)]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, door=door)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://page.example")


async def test_every_answer_carries_the_headers_and_no_name_of_a_server() -> None:
    async with browser() as client:
        for path in ("/", "/nowhere"):
            headers = (await client.get(path)).headers
            assert headers["content-security-policy"] == "default-src 'none'"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert headers["strict-transport-security"].startswith("max-age")
            assert "server" not in headers


async def test_a_strange_name_is_refused_but_a_monitor_asks_by_address() -> None:
    async with browser() as client:
        refused = await client.get("/", headers={"host": "evil.example"})
        assert refused.status_code == 400
        assert "the page" in refused.text
        assert (await client.get("/healthz", headers={"host": "10.0.0.5:8070"})).status_code == 200


async def test_what_is_too_large_is_refused_whatever_it_says_of_its_length() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    async with browser() as client:
        assert (await client.post("/", content=b"x" * 1001)).status_code == 413
        assert (await client.post("/", content=endless())).status_code == 413
        assert (await client.post("/", content=b"x" * 1000)).text == "1000"
        assert (await client.get("/?" + "x" * 51)).status_code == 414


async def test_a_body_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_READ_WITHIN", 0.05)
    sent: list[dict[str, Any]] = []
    held = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if not sent and not held.is_set():
            held.set()
            return {"type": "http.request", "body": b"x", "more_body": True}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    app = Starlette(routes=[Route("/", _echo, methods=["POST"])], middleware=[Middleware(Guard, door=DOOR)])
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"page.example")],
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 408

"""A port that is taken is said in a sentence; copies may share one; only named proxies are believed."""

from __future__ import annotations

import asyncio
import socket
import sys
from typing import Any, cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendbot.errors import SettingsError
from sendbot.pages.listening import behind, listening_at, opened


def test_a_taken_port_is_a_sentence_that_says_what_to_do() -> None:
    with opened("127.0.0.1", 0, "The page") as door:
        port = door.getsockname()[1]
        with pytest.raises(SettingsError, match=r"The page cannot listen on 127.0.0.1, port .* --port"):
            opened("127.0.0.1", port, "The page")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deals out no connections")
def test_copies_that_say_so_share_a_port() -> None:
    with opened("127.0.0.1", 0, "The page", shared=True) as one:
        port = one.getsockname()[1]
        with opened("127.0.0.1", port, "The page", shared=True) as other:
            assert other.getsockname()[1] == port


@pytest.mark.parametrize(("peer", "seen"), [("10.0.0.1", "203.0.113.9"), ("10.0.0.2", "10.0.0.2")])
async def test_only_a_named_proxy_says_who_asks(peer: str, seen: str) -> None:
    async def who(request: Request) -> Response:
        assert request.client is not None
        return PlainTextResponse(request.client.host)

    app = behind(Starlette(routes=[Route("/", who)]), ("10.0.0.1",))
    transport = httpx.ASGITransport(cast(Any, app), client=(peer, 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.example") as client:
        assert (await client.get("/", headers={"x-forwarded-for": "203.0.113.9"})).text == seen


async def test_what_a_browser_is_sent_waits_for_no_receipt() -> None:
    found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def came(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken = writer.get_extra_info("socket")
        found.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    for door in (opened("127.0.0.1", 0, "The page"), listening_at("127.0.0.1", 0)):
        async with await asyncio.start_server(came, sock=door) as server:
            port = server.sockets[0].getsockname()[1]
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            assert await found
            writer.close()
        found = asyncio.get_running_loop().create_future()

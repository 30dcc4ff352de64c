from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from sendbot.channels.telegram.transport.http import Request
from tests.ports import free_port

SECRET = "4242:an-emulated-token"


class Server:
    """Keeps what came, and answers as it is told to."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.go_on = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.fields = dict(await request.post())
        match request.match_info["what"]:
            case "silent":
                await self.go_on.wait()
            case "elsewhere":
                raise web.HTTPFound("/said")
            case "cut":
                assert request.transport is not None
                request.transport.abort()
            case "refused":
                return web.Response(status=403, text="no")
        return web.Response(text="well")


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, str]]:
    made = Server()
    application = web.Application()
    application.router.add_route("*", "/{what}", made.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield made, f"http://127.0.0.1:{runner.addresses[0][1]}"
    made.go_on.set()
    await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[Request]:
    made = Request(trust_env=False, read_timeout=30)
    await made.initialize()
    yield made
    await made.shutdown()


async def test_status_and_body_come_back(server: tuple[Server, str], request_: Request) -> None:
    assert await request_.do_request(f"{server[1]}/said", "GET") == (200, b"well")
    assert await request_.do_request(f"{server[1]}/refused", "GET") == (403, b"no")
    assert request_.read_timeout == 30


async def test_parameters_are_sent_as_a_form(server: tuple[Server, str], request_: Request) -> None:
    data = RequestData([RequestParameter("chat_id", 7, []), RequestParameter("text", "Żółw & <b>", [])])
    await request_.do_request(f"{server[1]}/said", "POST", data)
    assert server[0].fields == {"chat_id": "7", "text": "Żółw & <b>"}


async def test_no_redirect_is_followed(server: tuple[Server, str], request_: Request) -> None:
    status, _ = await request_.do_request(f"{server[1]}/elsewhere", "GET")
    assert status == 302


async def test_a_silent_server_is_given_up(server: tuple[Server, str], request_: Request) -> None:
    with pytest.raises(TimedOut):
        await request_.do_request(f"{server[1]}/silent", "GET", read_timeout=0.1)


async def test_a_fault_says_nothing_of_the_address(server: tuple[Server, str], request_: Request) -> None:
    for address in (f"{server[1]}/cut?{SECRET}", f"http://127.0.0.1:{free_port()}/bot{SECRET}/getMe"):
        with pytest.raises(NetworkError) as said:
            await request_.do_request(address, "GET")
        assert SECRET not in str(said.value)
        assert said.value.__suppress_context__


async def test_a_name_that_no_host_has_is_said_as_such(request_: Request) -> None:
    with pytest.raises(NetworkError, match="look at the DNS") as said:
        await request_.do_request(f"http://telegram.invalid/bot{SECRET}/getMe", "GET")
    assert SECRET not in str(said.value)


async def test_each_response_says_what_time_it_is_there(server: tuple[Server, str]) -> None:
    dates: list[str] = []
    request = Request(trust_env=False, dated=dates.append)
    await request.initialize()
    for path in ("said", "refused"):
        await request.do_request(f"{server[1]}/{path}", "GET")
    await request.shutdown()
    assert [parsedate_to_datetime(date).tzinfo for date in dates] == [UTC, UTC]


async def test_before_the_start_and_after_the_end_nothing_is_sent(server: tuple[Server, str]) -> None:
    request = Request(trust_env=False)
    with pytest.raises(NetworkError, match="closed"):
        await request.do_request(f"{server[1]}/said", "GET")
    await request.initialize()
    await request.initialize()
    assert (await request.do_request(f"{server[1]}/said", "GET"))[0] == 200
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NetworkError, match="closed"):
        await request.do_request(f"{server[1]}/said", "GET")

"""An error ends at the outermost wrapper, and nothing that it says reaches the log."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sendbot.pages.contained import Contained
from sendbot.pages.listening import QuietServer, behind, listening_at
from tests.waiting import until


async def breaks(request: Request) -> Response:
    raise ValueError(f"cannot read {(await request.body()).decode()!r}")


async def sorry(_request: Request, _problem: Exception) -> Response:
    return PlainTextResponse("our own page", 500)


async def test_the_server_logs_no_word_of_what_a_family_wrote(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    app = Starlette(routes=[Route("/", breaks, methods=["POST"])], exception_handlers={Exception: sorry})
    door = listening_at("127.0.0.1", 0)
    server = QuietServer(uvicorn.Config(behind(app, ("127.0.0.1",)), log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    await until(lambda: server.started)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{door.getsockname()[1]}") as browser:
        page = await browser.post("/", content="my son Joshua")
    server.should_exit = True
    await serving
    assert (page.status_code, page.text) == (500, "our own page")
    assert "A request ended with an error (ValueError)." in caplog.text
    assert "Joshua" not in caplog.text


async def test_whoever_asked_gets_an_answer_where_nobody_gave_one() -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise KeyError("my son Joshua")

    transport = httpx.ASGITransport(cast(Any, Contained(broken)))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.example") as client:
        page = await client.get("/")
    assert page.status_code == 500
    assert page.text.startswith("Something went wrong.")


async def test_a_start_that_fails_is_no_secret() -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise KeyError("no database")

    with pytest.raises(KeyError):
        await Contained(broken)({"type": "lifespan"}, cast(Any, None), cast(Any, None))

"""Silent connections make room for whoever asks, and none may be silent for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from sendbot.pages import doorman as module
from sendbot.pages.doorman import CROWDED, Doorman, connections_of
from sendbot.pages.listening import QuietServer, listening_at
from tests.waiting import PATIENCE, until

_GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class House:
    """A server whose answers can be held."""

    def __init__(self, doorman: Doorman) -> None:
        self.doorman = doorman
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.in_hand = 0
        self.port = 0
        self._came: list[asyncio.StreamWriter] = []

    async def app(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Says whether it was told of a crowd."""
        self.in_hand += 1
        await self.go_on.wait()
        body = b"crowded" if CROWDED in scope else b"welcome"
        headers = [(b"content-length", b"7")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        self.in_hand -= 1

    async def comes(self, number: int = 1) -> list[Pair]:
        """So many visitors, who say nothing yet."""
        found = [await asyncio.open_connection("127.0.0.1", self.port) for _ in range(number)]
        self._came += [writer for _, writer in found]
        return found

    def leave(self) -> None:
        """All of them go."""
        for writer in self._came:
            writer.close()


@asynccontextmanager
async def house(doorman: Doorman) -> AsyncIterator[House]:
    found, door = House(doorman), listening_at("127.0.0.1", 0)
    found.port = door.getsockname()[1]
    server = QuietServer(
        uvicorn.Config(
            found.app,
            http=connections_of(doorman),
            interface="asgi3",
            proxy_headers=False,
            lifespan="off",
            log_config=None,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[door]))
    await until(lambda: server.started)
    try:
        yield found
    finally:
        found.go_on.set()
        found.leave()
        server.should_exit = True
        await serving
    assert doorman.open == 0
    assert not doorman._silent
    assert not doorman._networks


async def asks(pair: Pair) -> bytes:
    """What a visitor is told."""
    pair[1].write(_GET)
    async with asyncio.timeout(PATIENCE):
        head = await pair[0].readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        return await pair[0].readexactly(7)


async def is_closed(pair: Pair) -> bool:
    async with asyncio.timeout(PATIENCE):
        return await pair[0].read() == b""


async def test_of_many_silent_ones_the_longest_silent_goes_and_whoever_asks_is_served() -> None:
    async with house(Doorman(most=10)) as found:
        silent = await found.comes(10)
        assert await asks(silent[0]) == b"welcome", "which then is the one that was silent last"
        family = (await found.comes())[0]
        assert await asks(family) == b"welcome"
        assert await is_closed(silent[1])
        assert await asks(silent[0]) == b"welcome"
        more = await found.comes(30)
        assert await asks(more[-1]) == b"welcome"
        await until(lambda: found.doorman.open <= 10)


async def test_one_address_closes_its_own_and_nobody_else_s() -> None:
    async with house(Doorman(most=100, each=3)) as found:
        silent = await found.comes(4)
        assert await is_closed(silent[0])
        assert await asks(silent[3]) == b"welcome"
        found.go_on.clear()
        for pair in silent[1:]:
            pair[1].write(_GET)
        await until(lambda: found.in_hand == 3)
        assert await is_closed((await found.comes())[0]), "none of its own is silent"


async def test_when_each_has_a_request_in_hand_the_next_are_told_of_the_crowd(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_SPARE", 2)
    async with house(Doorman(most=3)) as found:
        found.go_on.clear()
        inside = await found.comes(3)
        for pair in inside:
            pair[1].write(_GET)
        await until(lambda: found.in_hand == 3)
        late = (await found.comes())[0]
        late[1].write(_GET)
        await until(lambda: found.in_hand == 4)
        later = (await found.comes())[0]
        later[1].write(_GET)
        await until(lambda: found.in_hand == 5)
        assert await is_closed((await found.comes())[0]), "and beyond that closed unheard"
        found.go_on.set()
        assert (await inside[0][0].read(4096)).endswith(b"welcome")
        assert (await late[0].read()).endswith(b"crowded"), "and its connection is not kept"


async def test_the_headers_have_their_time_and_a_drop_now_and_then_does_not_lengthen_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_HEAD_WITHIN", 0.5)
    async with house(Doorman(most=10)) as found:
        silent, slow, busy = await found.comes(3)
        assert await asks(busy) == b"welcome"
        found.go_on.clear()
        busy[1].write(_GET)
        await until(lambda: found.in_hand == 1)
        slow[1].write(b"GET / HTTP/1.1\r\n")
        assert await is_closed(silent)
        assert await is_closed(slow)
        kept = found.doorman.open
        assert kept == 1, "an answer may take longer"
        found.go_on.set()
        assert (await busy[0].readexactly(len(b"HTTP/1.1 200"))) == b"HTTP/1.1 200"


async def test_what_was_sent_on_meanwhile_is_taken_at_once() -> None:
    async with house(Doorman(most=10)) as found:
        pair = (await found.comes())[0]
        pair[1].write(_GET + _GET)
        async with asyncio.timeout(PATIENCE):
            for _ in range(2):
                assert (await pair[0].readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
                assert await pair[0].readexactly(7) == b"welcome"

"""Ways in which Telegram, or the way to it, can misbehave; the emulator plays them in turn."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

Kind = Literal["429", "500", "502", "409", "403", "400", "dropped", "half", "held", "lost", "topic", "moved"]


@dataclass
class Fault:
    """The next `times` calls of `method` ("*": any but getMe) go wrong in this way; `seconds` is how long to
    wait, as Telegram says. A call that is "held" goes on when `go_on` is set."""

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1.0
    chat: int | None = None
    moved_to: int = 0
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def meets(self, method: str, chat: int | None) -> bool:
        """Is it this call's turn to go wrong?"""
        wanted = self.method in {method, "*"} and (self.method == method or method != "getMe")
        return wanted and self.times > 0 and self.chat in {None, chat}


async def play(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """Misbehave. None means that the call goes on as usual afterwards."""
    fault.times -= 1
    match fault.kind:
        case "held":
            await fault.go_on.wait()
            return None
        case "429":
            return refusal(
                429, f"Too Many Requests: retry after {int(fault.seconds)}", retry_after=int(fault.seconds)
            )
        case "502":
            return web.Response(
                status=502,
                text="<html><head><title>502 Bad Gateway</title></head></html>",
                content_type="text/html",
            )
        case "dropped" | "lost":
            _cut(request)
            return web.Response()
        case "half":
            return await _half(request)
    words = {
        "500": "Internal Server Error",
        "409": "Conflict: terminated by other getUpdates request",
        "403": "Forbidden: bot was blocked by the user",
    }
    if fault.kind == "topic":
        return refusal(400, "Bad Request: message thread not found")
    if fault.kind == "moved":
        return refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=fault.moved_to,
        )
    return refusal(int(fault.kind), words.get(fault.kind, "Bad Request: no"))


def refusal(code: int, description: str, **parameters: int) -> web.Response:
    """A refusal in Telegram's own form."""
    body = {"ok": False, "error_code": code, "description": description} | (
        {"parameters": parameters} if parameters else {}
    )
    return web.json_response(body, status=code)


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _half(request: web.Request) -> web.StreamResponse:
    """The beginning of a response, and then nothing more."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "result": {"message_id"')
    _cut(request)
    return response

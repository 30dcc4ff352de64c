"""The door of a server of pages: which hosts it answers to, how large and how slow a request may be, and the
headers of every answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sendbot.errors import BodyTooLargeError, BodyTooSlowError

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
"""What holds every browser back, on every page of ours."""
_READ_WITHIN = 10.0
"""Seconds in which the whole body has to be there: the largest takes five on a bad phone line."""


@dataclass(frozen=True)
class Door:
    """What one server lets in, and what its answers carry. `serves` is how it is called in a refusal, `verb`
    starts it."""

    hosts: tuple[str, ...]
    largest_body: int
    longest_query: int
    headers: tuple[tuple[bytes, bytes], ...]
    serves: str
    verb: str
    any_host: frozenset[str] = frozenset()
    """Paths that are answered whatever the host is called: a monitor asks by address."""


class Guard:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door
        self._hosts = {host.casefold() for host in door.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await self._refuse(send, *refusal)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {
                    **message,
                    "headers": [*_without(message["headers"]), *self._added(scope, message["headers"])],
                }
            await send(message)

        try:
            await self._app(scope, _counted(receive, self._door.largest_body), guarded)
        except ClientDisconnect:
            return  # half a form, and nobody who would read an answer
        except BodyTooLargeError:
            if not begun:
                await self._refuse(send, 413, "What was sent is too large. Send less at a time.")
        except BodyTooSlowError:
            if not begun:
                await self._refuse(send, 408, "What was sent did not arrive in time. Try again.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").casefold()
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name not in self._hosts and scope["path"] not in self._door.any_host:
            return (
                400,
                f"This name is not one that {self._door.serves} answers to. Start {self._door.verb} with "
                "--host and the name in the address bar.",
            )
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._door.largest_body:
            return 413, "What was sent is too large. Send less at a time."
        if len(scope.get("query_string", b"")) > self._door.longest_query:
            return 414, "The address is too long. Search for fewer words."
        return None

    def _added(self, scope: Scope, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        own = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in (*HEADERS, *self._door.headers) if name not in own]
        if b"cache-control" not in own:
            added.append((b"cache-control", b"no-store"))
        if scope.get("scheme") == "https":
            added.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
        return added

    async def _refuse(self, send: Send, status: int, sentence: str) -> None:
        body = sentence.encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *HEADERS,
            *self._door.headers,
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _counted(receive: Receive, largest: int) -> Receive:
    """The body, as long as it is neither too large, whatever its stated length, nor too slow."""
    seen = 0
    whole = False
    until: float | None = None

    async def limited() -> Message:
        nonlocal seen, whole, until
        if whole:
            return await receive()  # only whether the reader is still there
        now = asyncio.get_running_loop().time()
        until = until or now + _READ_WITHIN
        try:
            async with asyncio.timeout(max(until - now, 0)):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlowError from None
        seen += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if seen > largest:
            raise BodyTooLargeError
        return message

    return limited


def _without(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in {b"server", b"x-powered-by"}]

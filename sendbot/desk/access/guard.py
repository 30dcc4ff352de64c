"""The door of the desk: which hosts it answers to, how large a request may be, and the headers of every
answer."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 200_000
"""Bytes: a pasted file of answers is some 70,000."""
SLOWEST_BODY = 10.0
"""Seconds from the first look for a body to its end: the longest form is there within one."""
_LONGEST_QUERY = 4_000
"""Bytes: a search with every filter set is below a thousand."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors "
    "'none'; base-uri 'none'; "
    "object-src 'none'; script-src 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    (b"x-robots-tag", b"noindex, nofollow"),
)


class _TooSlowError(Exception):
    """The body did not come in time."""


class _TooLargeError(Exception):
    """The body grew past the limit while it was read."""


class Guard:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], patience: float = SLOWEST_BODY) -> None:
        self._app = app
        self._patience = patience
        self._hosts = {host.casefold() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {
                    **message,
                    "headers": [*_without(message["headers"]), *_added(scope, message["headers"])],
                }
            await send(message)

        try:
            await self._app(scope, _counted(receive, self._patience), guarded)
        except ClientDisconnect:
            return  # half a form, and nobody who would read an answer
        except _TooSlowError:
            if not begun:
                await _refuse(send, 408, "What was sent came too slowly. Try again.")
        except _TooLargeError:
            if not begun:
                await _refuse(send, 413, "What was sent is too large. Send less at a time.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").casefold()
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name not in self._hosts:
            return (
                400,
                "This name is not one that the desk answers to. Start the desk with --host and the name "
                "in the address bar.",
            )
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, "What was sent is too large. Send less at a time."
        if len(scope.get("query_string", b"")) > _LONGEST_QUERY:
            return 414, "The address is too long. Search for fewer words."
        return None


def _counted(receive: Receive, patience: float) -> Receive:
    """The body, as long as it is neither too large, whatever its stated length, nor too slow."""
    seen, whole, until = 0, False, 0.0

    async def limited() -> Message:
        nonlocal seen, whole, until
        if whole:  # what comes now is only whether the browser goes away
            return await receive()
        now = asyncio.get_running_loop().time()
        until = until or now + patience
        try:
            async with asyncio.timeout(max(0.0, until - now)):
                message = await receive()
        except TimeoutError:
            raise _TooSlowError from None
        whole = not message.get("more_body", False)
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise _TooLargeError
        return message

    return limited


def _without(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in {b"server", b"x-powered-by"}]


def _added(scope: Scope, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    added = list(HEADERS)
    if b"cache-control" not in {name.lower() for name, _ in headers}:
        added.append((b"cache-control", b"no-store"))
    if scope.get("scheme") == "https":
        added.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return added


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""The outermost wrapper of a served application: an error ends here, and what it says goes no further."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("sendbot.pages")
_SENTENCE = b"Something went wrong. Please try again in a few minutes."


class Contained:
    """Starlette raises an error again once its page is out, and the server writes it to the log with its
    text, in which a family's words may stand. Only its kind is logged here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; the start and the end of the application are none, and fail openly."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as problem:
            _LOG.error("A request ended with an error (%s).", type(problem).__name__)
            if not begun:
                await _sorry(send)


async def _sorry(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(_SENTENCE)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": _SENTENCE})

"""The HTTP side: Telegram delivers here when there are several copies of the bot; operators look at health
and figures."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.transport.receipts import update_number
from sendbot.errors import TelegramError
from sendbot.pages.listening import QuietServer, behind, listening_at

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST = 1_000_000
"""Bytes of a delivery: Telegram's are some kilobytes."""
_BODY_SECONDS = 10.0
"""For a delivery to come in whole: it is some kilobytes, from a neighbour."""
_IDLE_SECONDS = 75
"""A connection of a proxy's is kept open for the next delivery for so long."""
_MOST_AT_ONCE = 400
"""Requests and idle connections together: Telegram has 60 deliveries open, and there are a few proxies."""
_LARGEST_HEAD = 32_768
"""Bytes of a request's head: Telegram's takes a few hundred."""
_ANSWER_WITHIN = 50.0
"""Telegram gives up on a delivery after about a minute, and makes it again."""
_DRAIN = 3
"""Seconds of the ten that a stop may take."""
LISTEN = "127.0.0.1:8080"


def secret_of(token: str) -> str:
    """What Telegram sends along, so that nobody else can deliver. All copies of the bot work out the same."""
    return hmac.new(token.encode(), b"sendbot webhook", hashlib.sha256).hexdigest()


class Doors:
    """The routes. `stopping` turns the readiness off, so that a proxy sends no more."""

    def __init__(
        self, channel: Channel, secret: str, path: str | None, proxies: tuple[str, ...] = ()
    ) -> None:
        self._channel = channel
        self._proxies = frozenset(proxies)
        self._secret = secret.encode()
        self.stopping = False
        routes = [
            Route("/healthz", self._health),
            Route("/readyz", self._ready),
            Route("/metrics", self._metrics),
        ]
        if path is not None:
            routes.append(Route(path, self._delivery, methods=["POST"]))
        self.app = Starlette(routes=routes)

    async def _delivery(self, request: Request) -> Response:
        """200 only when the update is answered and recorded; anything else makes Telegram deliver it
        again."""
        stranger = self._of_a_stranger(request)
        if stranger is not None:
            return PlainTextResponse(stranger, 403)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                raw = await _small_json(request)
        except TimeoutError:
            return PlainTextResponse("This took too long.", 408, headers={"connection": "close"})
        number = update_number(raw) if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or number is None:
            return PlainTextResponse("This is no update.", 400)
        channel = self._channel
        if channel.recorder.full:
            return PlainTextResponse("Nothing can be recorded.", 503)
        if channel.unconfirmed.take([number]):
            await channel.take([channel.bot_api.read(raw, number, channel.me)])
        done = await channel.unconfirmed.finished(number, _ANSWER_WITHIN)
        return PlainTextResponse("Done." if done else "Not yet.", 200 if done else 503)

    def _of_a_stranger(self, request: Request) -> str | None:
        """Why this does not come from Telegram, or not on our way; None where it does."""
        if not hmac.compare_digest(request.headers.get(_SECRET_HEADER, "").encode(), self._secret):
            return "This door is for Telegram."
        if self._proxies and not self._through_proxy(request):
            return "This door is behind a proxy."
        return None

    async def _health(self, _request: Request) -> Response:
        return PlainTextResponse("alive")

    async def _ready(self, _request: Request) -> Response:
        """Ready without its database too, since families get their answers all the same; but not when what
        happens can be kept nowhere."""
        recorder = self._channel.recorder
        state = {
            "database": "away" if recorder.away or recorder.store is None else "open",
            "telegram": "reached" if self._channel.bot_api.reached else "away",
        }
        if recorder.away:
            state["records"] = "nowhere" if recorder.nowhere else "on disk"
        ready = not self.stopping and not recorder.nowhere
        return JSONResponse({"ready": ready, **state}, 200 if ready else 503)

    def _through_proxy(self, request: Request) -> bool:
        return request.client is not None and request.client.host in self._proxies

    async def _metrics(self, request: Request) -> Response:
        if self._through_proxy(request) and "x-forwarded-for" in request.headers:
            return PlainTextResponse("Figures are for the inside.", 404)
        return Response(self._channel.figures(), media_type="text/plain; version=0.0.4")


@contextlib.asynccontextmanager
async def served(doors: Doors, listen: str) -> AsyncIterator[asyncio.Task[None]]:
    """Serve on "host:port" while inside; leaving finishes the requests in hand. Raises TelegramError when the
    port is taken."""
    host, _, port = listen.rpartition(":")
    try:
        door = listening_at(host.strip("[]"), int(port))
    except (OSError, ValueError):
        raise TelegramError(
            f"SENDBOT_TELEGRAM_LISTEN is {listen}, where nothing can be served. Use a free port, as in "
            f"{LISTEN}."
        ) from None
    config = uvicorn.Config(
        behind(doors.app, ()),
        log_config=None,
        access_log=False,
        lifespan="off",
        proxy_headers=False,  # who asks is who is connected; nobody is believed to be somebody else
        server_header=False,
        timeout_graceful_shutdown=_DRAIN,
        timeout_keep_alive=_IDLE_SECONDS,
        limit_concurrency=_MOST_AT_ONCE,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
    )
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        yield serving
    finally:
        doors.stopping = True
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        door.close()


async def _small_json(request: Request) -> object:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    try:
        return json.loads(body)
    except ValueError:
        return None

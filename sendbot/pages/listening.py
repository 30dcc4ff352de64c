"""Where pages are served: the port, the proxies that are believed, and a server that leaves signals to its
caller."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from sendbot.errors import SettingsError
from sendbot.pages.contained import Contained

_WAITING = 512
"""Connections that wait to be taken: a newsletter brings this many families in a moment."""


def behind(app: ASGIApp, proxies: tuple[str, ...]) -> ASGIApp:
    """The application as it is served behind these proxies: only from their addresses is it believed who
    asks, and by which scheme. No error comes out of it."""
    if proxies:
        app = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=list(proxies)))
    return Contained(app)


def listening_at(host: str, port: int, shared: bool = False) -> socket.socket:
    """An open port. Raises OSError or ValueError. Connections that are taken there send at once: without it
    the end of each answer on a kept connection waits 40 ms for the browser's receipt, and asyncio asks for it
    only where a socket was made with the number of its protocol, which `create_server` leaves out."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.create_server((host, port), family=family, backlog=_WAITING, reuse_port=shared)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def opened(listen: str, port: int, what: str, shared: bool = False) -> socket.socket:
    """A port, opened before the long work of reading the knowledge, so that a taken one is said at once.
    `shared`: several copies listen on it, and the system deals out the visitors."""
    try:
        return listening_at(listen, port, shared)
    except (OSError, ValueError) as problem:
        why = (getattr(problem, "strerror", None) or "refused").split(" (")[0]
        raise SettingsError(
            f"{what} cannot listen on {listen}, port {port} ({why}). Use another --port or --listen."
        ) from None


class QuietServer(uvicorn.Server):
    """uvicorn's, but whoever started it decides what a signal means."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

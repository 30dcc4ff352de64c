"""The chat page as one application: its addresses, its door, its errors as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sendbot.channels.serving.ending import place_of
from sendbot.channels.web import chat, entry_pages, link_pages
from sendbot.channels.web.drawing import FILES, static
from sendbot.channels.web.site import Site, site_of
from sendbot.channels.web.web_door import door_of
from sendbot.conversation.answers import people, people_first
from sendbot.conversation.replies import Words
from sendbot.errors import SendbotError
from sendbot.pages.guard import Guard

_LOG = logging.getLogger("sendbot.web")
_YEAR = "public, max-age=31536000, immutable"


def make_app(site: Site) -> Starlette:
    """The application, ready to serve."""
    handlers: dict[Any, Callable[[Request, Any], Any]] = {
        HTTPException: _refused,
        SendbotError: _troubled,
        Exception: _broken,
    }
    door = door_of(site.options.hosts, site.options.frames, site.options.address)
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, door=door)],
        exception_handlers=handlers,
    )
    app.state.site = site
    return app


def _routes() -> list[Route]:
    return [
        Route("/", chat.show, methods=["GET"]),
        Route("/", chat.ask, methods=["POST"]),
        Route("/calendar", chat.calendar, methods=["POST"]),
        Route("/answer/{name}", entry_pages.answer),
        Route("/topics", entry_pages.topics),
        Route("/contacts", entry_pages.contacts),
        Route("/privacy", entry_pages.privacy),
        Route("/accessibility", entry_pages.accessibility),
        Route("/link/{secret}", link_pages.show, methods=["GET"]),
        Route("/link/{secret}", link_pages.change, methods=["POST"]),
        Route("/static/{name}", _static),
        Route("/robots.txt", _robots),
        Route("/healthz", _health),
        Route("/readyz", _ready),
        Route("/metrics", _metrics),
    ]


def _static(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in FILES:
        raise HTTPException(404)
    return Response(static(name), media_type=FILES[name], headers={"cache-control": _YEAR})


def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /link/\nAllow: /\n")


async def _health(_request: Request) -> Response:
    return PlainTextResponse("alive")


async def _ready(request: Request) -> Response:
    """Ready without its database too: families get their answers all the same."""
    site = site_of(request)
    state = {"ready": not site.stopping, "database": "open" if site.recorder.store else "away"}
    return JSONResponse(state, 503 if site.stopping else 200)


async def _metrics(request: Request) -> Response:
    """For a monitor beside the page, and not for what a proxy passes on from the world."""
    if not _inside(request):
        raise HTTPException(404)
    return Response(site_of(request).figures(), media_type="text/plain; version=0.0.4")


def _inside(request: Request) -> bool:
    if {"x-forwarded-for", "forwarded", "via"} & set(request.headers):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_private
    except ValueError:
        return False


async def _refused(request: Request, problem: HTTPException) -> Response:
    """A page that is not there, or is used in a way that it is not made for."""
    look = site_of(request).look(request)
    title, more = look("page-not-found"), look("page-not-found-more")
    if problem.status_code not in {404, 405}:
        title, more = look("page-wrong"), problem.detail
    return _error(request, problem.status_code, title, more)


async def _troubled(request: Request, problem: SendbotError) -> Response:
    _LOG.error("%s", problem)
    return _wrong(request, 503)


async def _broken(request: Request, problem: Exception) -> Response:
    _LOG.error("A page failed (%s at %s).", type(problem).__name__, place_of(problem))
    return _wrong(request, 500)


def _wrong(request: Request, status: int) -> Response:
    site = site_of(request)
    look = site.look(request)
    site.metrics.troubles.labels("page").inc()
    return _error(request, status, look("page-wrong"), look("trouble"))


def _error(request: Request, status: int, title: str, more: str) -> Response:
    """Never an end: what to do, and whom to turn to."""
    site = site_of(request)
    look = site.look(request)
    human = people(people_first(look.knowledge), look.knowledge, 3)
    return entry_pages.page(
        site, look, "parts.html", "error", status, parts=(Words(more), *human), title=title
    )

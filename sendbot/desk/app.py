"""The desk as one application: its addresses, its door, its errors as pages.

uvicorn.run(make_app(context))
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sendbot.desk.access import single_sign_on as signon
from sendbot.desk.access.desk_door import door_of
from sendbot.desk.access.throttle import Throttle
from sendbot.desk.context import DeskContext
from sendbot.desk.pages import answer, curation, group, insights, queue, queue_views
from sendbot.desk.pages import answers_list as books
from sendbot.desk.pages import group_changes as change
from sendbot.desk.pages import sign_in as signin
from sendbot.desk.pages import staff as team
from sendbot.desk.pages import try_out as tryit
from sendbot.desk.preview_jobs import PreviewJobs
from sendbot.desk.rendering import draw, stylesheet
from sendbot.desk.request import Handler, page, session_of
from sendbot.errors import SendbotError
from sendbot.pages.guard import Guard
from sendbot.review.states import Role
from sendbot.store.store import Store
from sendbot.upkeep.groups import GroupUpkeep
from sendbot.upkeep.retention import keep_retention
from sendbot.upkeep.traces import keep_traces_away

_LOG = logging.getLogger(__name__)
_EVERY = 20.0
"""Seconds between two looks for new questions and changed knowledge."""
_LOOKS_AT_FILE = 2.0
"""Seconds between two looks at the database's file, as often as the bot looks."""


def make_app(context: DeskContext) -> Starlette:
    """The application, ready to serve."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        workers = [asyncio.create_task(work) for work in _regular(context)]
        try:
            yield
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    handlers: dict[Any, Callable[[Request, Any], Any]] = {
        HTTPException: _refused,
        SendbotError: _troubled,
        Exception: _broken,
    }
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, door=door_of(context.options.hosts))],
        exception_handlers=handlers,
        lifespan=lifespan,
    )
    app.state.context = context
    app.state.throttle = Throttle()
    app.state.read = {}
    app.state.previews = PreviewJobs()
    app.state.sign_on = signon.SignOns(context) if context.options.sign_on is not None else None
    return app


def _routes() -> list[Route]:
    def both(path: str, show: Handler, do: Handler, *roles: Role) -> list[Route]:
        return [
            Route(path, page(show, *roles), methods=["GET"]),
            Route(path, page(do, *roles), methods=["POST"]),
        ]

    def files(path: str, handler: Handler, *roles: Role) -> list[Route]:
        return [Route(f"{path}.{kind}", page(handler, *roles)) for kind in ("csv", "xlsx")]

    return [
        Route("/", lambda _request: RedirectResponse("/queue", 303)),
        Route("/static/desk.css", _style),
        Route("/sign-in", signin.show, methods=["GET"]),
        Route("/sign-in", signin.sign_in, methods=["POST"]),
        Route("/sign-on", signon.begin, methods=["GET"]),
        Route("/sign-on/back", signon.finish, methods=["GET"]),
        Route("/set-up", signin.show_set_up, methods=["GET"]),
        Route("/set-up", signin.set_up, methods=["POST"]),
        Route("/sign-out", page(signin.sign_out), methods=["POST"]),
        *files("/queue", queue.export),
        Route("/queue", page(queue.show), methods=["GET"]),
        Route("/queue", page(change.several), methods=["POST"]),
        Route("/queue/junk", page(queue.empty_junk), methods=["POST"]),
        Route("/queue/views", page(queue_views.change_views), methods=["POST"]),
        *files("/groups/{name}", group.export),
        *_group_routes(),
        *files("/knowledge", books.export),
        Route("/knowledge", page(books.show)),
        Route("/curators", page(curation.show)),
        Route("/knowledge/{name}", page(books.show_entry)),
        *both("/try", tryit.show, tryit.ask),
        *both("/preview", tryit.show_preview, tryit.preview),
        *files("/insights", insights.export),
        Route("/insights", page(insights.show)),
        Route("/report.html", page(insights.export_report)),
        Route("/report.docx", page(insights.export_report)),
        Route("/report", page(insights.show_report)),
        *both("/staff", team.show, team.add, Role.ADMIN),
        *both("/staff/{number}", team.show_person, team.change, Role.ADMIN),
        *files("/audit", team.export_log, Role.ADMIN),
        Route("/audit", page(team.show_log, Role.ADMIN)),
        *both("/account", team.show_account, team.change_password),
        Route("/help", page(team.show_help)),
        Route("/accessibility", team.show_accessibility),
    ]


def _group_routes() -> list[Route]:
    """What is below the address of one group."""
    changes = {
        "assign": change.assign,
        "route": change.route,
        "state": change.set_state,
        "name": change.rename,
        "note": change.add_note,
        "split": change.split,
        "merge": change.merge,
        "unmerge": change.unmerge,
        "question": change.change_question,
    }
    return [
        Route("/groups/{name}", page(group.show)),
        Route("/groups/{name}/answer", page(answer.show), methods=["GET"]),
        Route("/groups/{name}/answer", page(answer.save), methods=["POST"]),
        Route("/groups/{name}/answer/preview", page(answer.preview), methods=["POST"]),
        *[
            Route(f"/groups/{{name}}/answer.{kind}", page(answer.export), methods=["GET"])
            for kind in ("yaml", "patch")
        ],
        Route("/groups/{name}/answer/commit", page(answer.commit), methods=["POST"]),
        *[
            Route(f"/groups/{{name}}/{verb}", page(handler), methods=["POST"])
            for verb, handler in changes.items()
        ],
    ]


def _style(_request: Request) -> Response:
    return Response(
        stylesheet(), media_type="text/css", headers={"cache-control": "public, max-age=31536000, immutable"}
    )


def _regular(context: DeskContext) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside the serving."""
    yield _stay_with_file(context)
    yield _keep_current(context)
    yield keep_traces_away(partial(_opened, context.store))
    if context.retention is not None:
        yield keep_retention(partial(_opened, context.store), context.retention)


async def _opened(store: Store) -> Store:
    return store


async def _stay_with_file(context: DeskContext) -> None:
    """Where the database file was moved or replaced, the one under its name is opened; what is wrong is
    logged once."""
    told = ""
    while True:
        try:
            if await context.store.follow():
                await context.grouper.start_again()
                _LOG.warning("Another database file is under its name now. The desk works with that one.")
            told = ""
        except SendbotError as problem:
            if told != str(problem):
                told = str(problem)
                _LOG.warning("%s", problem)
        await asyncio.sleep(_LOOKS_AT_FILE)


async def _keep_current(context: DeskContext) -> None:
    """Group new questions and follow the knowledge, again and again; trouble is logged and tried again
    later."""
    upkeep = GroupUpkeep(context.store, context.grouper, context.answers)
    while True:
        try:
            await upkeep.run_once(context.now())
        except SendbotError as problem:
            _LOG.warning("%s", problem)
        # the desk goes on without it, and says so: a silent end would leave the queue standing still
        except Exception as problem:
            _LOG.error("New questions could not be grouped (%s).", type(problem).__name__)
        await asyncio.sleep(_EVERY)


_SENTENCES = {
    403: "You may not do this.",
    404: "There is no such page. Check the address, or go to the queue.",
    405: "This page cannot be used in that way.",
}


async def _refused(request: Request, problem: HTTPException) -> Response:
    own = problem.detail if problem.status_code not in {404, 405} else ""
    return await _error(
        request, problem.status_code, own or _SENTENCES.get(problem.status_code, "This did not work.")
    )


async def _troubled(request: Request, problem: SendbotError) -> Response:
    return await _error(request, 503, str(problem))


async def _broken(request: Request, problem: Exception) -> Response:
    _LOG.error("A page failed (%s at %s).", type(problem).__name__, request.url.path)
    return await _error(
        request,
        500,
        "Something went wrong on this page. Nothing was changed. Try again; if it happens again, tell an "
        "admin.",
    )


async def _error(request: Request, status: int, sentence: str) -> Response:
    found = None
    with suppress(SendbotError):
        found = await session_of(request)
    shared = {"person": found.person, "form_token": found.form} if found else {}
    return draw("error.html", status, sentence=sentence, status_code=status, **shared)

"""The session cookie, and the forms of people who are not signed in yet."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import new_token, same, token_hash
from sendbot.desk.context import DeskContext
from sendbot.desk.rendering import draw
from sendbot.desk.request import cookie_name
from sendbot.pages.forms import Form, read_form
from sendbot.store.accounts import (
    Person,
    drop_old_sessions,
    end_session,
    start_session,
)
from sendbot.this_machine import LOOPBACK

_LOCAL = re.compile(r"/[\x21-\x5b\x5d-\x7e]*")


def local_path(wanted: str) -> str:
    """The address to go on to after signing in: a page of the desk, or the queue when it is anything else."""
    parts = urlsplit(wanted) if _LOCAL.fullmatch(wanted) and not wanted.startswith("//") else None
    return wanted if parts is not None and not parts.scheme and not parts.netloc else "/queue"


def draw_form(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A form for somebody who is not signed in, with a token of its own in a cookie."""
    token = request.cookies.get(_form_cookie(request), "")
    fresh = token if 20 <= len(token) <= 100 else new_token()
    context: DeskContext = request.app.state.context
    sign_on = context.options.sign_on.name if context.options.sign_on else ""
    answer = draw(
        template, status, form_token=fresh, sign_on=sign_on, unsafe=not _may_stay_secret(request), **values
    )
    set_cookie(request, answer, _form_cookie(request), fresh)
    return answer


async def checked_form(request: Request) -> Form:
    """The form of somebody who is not signed in, with the token of its own cookie."""
    form = await read_form(request)
    if not same(form["form"], request.cookies.get(_form_cookie(request), "")):
        raise HTTPException(
            403, "This form is old, or cookies are off in this browser. Load the page again and retry."
        )
    return form


async def let_in(request: Request, someone: Person, wanted: str) -> Response:
    """A new session, whatever the browser had before."""
    context: DeskContext = request.app.state.context
    now, token = context.now(), new_token()
    old = request.cookies.get(cookie_name(request), "")
    if old:
        await end_session(context.store, token_hash(old))
    await drop_old_sessions(context.store, now - context.options.longest)
    await start_session(context.store, now, someone, token_hash(token), new_token())
    answer = RedirectResponse(wanted, 303)
    set_cookie(request, answer, cookie_name(request), token, int(context.options.longest.total_seconds()))
    set_cookie(
        request, answer, _form_cookie(request), "", 0
    )  # browsers drop a __Host- cookie only by a Secure one
    return answer


def by_tls(request: Request) -> bool:
    """Does the browser come by https? From another machine it must: then a proxy ends TLS, and the request
    itself does not show it."""
    return request.url.scheme == "https" or (request.url.hostname or "") not in LOOPBACK


def set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie that scripts and other sites cannot use. 0 seconds take it away."""
    answer.set_cookie(
        name, value, max_age=seconds, path="/", secure=by_tls(request), httponly=True, samesite="lax"
    )


def _form_cookie(request: Request) -> str:
    return f"{cookie_name(request)}-form"


def _may_stay_secret(request: Request) -> bool:
    """Is the page under TLS, or does it never leave this machine?"""
    return request.url.scheme == "https" or (request.url.hostname or "") in LOOPBACK

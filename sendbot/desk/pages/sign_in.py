"""Signing in and out, and the page on which the first admin is made."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import hashed, matches, new_token, same, token_hash
from sendbot.desk.access.throttle import Throttle
from sendbot.desk.context import DeskContext
from sendbot.desk.rendering import draw
from sendbot.desk.request import Form, Visit, cookie_name, read_form, session_of
from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.accounts import (
    Person,
    add_person,
    drop_old_sessions,
    end_all_sessions,
    end_session,
    people,
    person,
    start_session,
)
from sendbot.store.review.changes import note_down

WRONG = "The email address or the password is not right."
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_LOCAL = re.compile(r"/[\x21-\x5b\x5d-\x7e]*")


def local_path(wanted: str) -> str:
    """The address to go on to after signing in: a page of the desk, or the queue when it is anything else."""
    parts = urlsplit(wanted) if _LOCAL.fullmatch(wanted) and not wanted.startswith("//") else None
    return wanted if parts is not None and not parts.scheme and not parts.netloc else "/queue"


def _form_cookie(request: Request) -> str:
    return f"{cookie_name(request)}-form"


def _may_stay_secret(request: Request) -> bool:
    """Is the page under TLS, or does it never leave this machine?"""
    return request.url.scheme == "https" or (request.url.hostname or "") in _LOOPBACK


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


def by_tls(request: Request) -> bool:
    """Does the browser come by https? From another machine it must: then a proxy ends TLS, and the request itself does not show it."""
    return request.url.scheme == "https" or (request.url.hostname or "") not in _LOOPBACK


def set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie that scripts and other sites cannot use. 0 seconds take it away."""
    answer.set_cookie(
        name, value, max_age=seconds, path="/", secure=by_tls(request), httponly=True, samesite="lax"
    )


async def checked_form(request: Request) -> Form:
    """The form of somebody who is not signed in, with the token of its own cookie."""
    form = await read_form(request)
    if not same(form["form"], request.cookies.get(_form_cookie(request), "")):
        raise HTTPException(
            403, "This form is old, or cookies are off in this browser. Load the page again and retry."
        )
    return form


async def show(request: Request) -> Response:
    """The form to sign in."""
    if await session_of(request) is not None:
        return RedirectResponse("/queue", 303)
    context: DeskContext = request.app.state.context
    if context.options.setup_code and not await people(context.store):
        return RedirectResponse("/set-up", 303)
    query = request.query_params
    ended = (
        "You were signed out because you were away for a while. Sign in again." if "ended" in query else ""
    )
    return draw_form(
        request, "signin.html", next=local_path(query.get("next", "/queue")), email="", ended=ended
    )


async def sign_in(request: Request) -> Response:
    """Check email address and password, slowly and equally for all."""
    context: DeskContext = request.app.state.context
    throttle: Throttle = request.app.state.throttle
    form = await checked_form(request)
    email, now, address = (
        form["email"].strip().casefold()[:254],
        context.now(),
        request.client.host if request.client else "",
    )
    wanted = local_path(form["next"])
    wait = throttle.waits(email, address, now)
    if wait is not None:
        return _again(request, wanted, email, _wait_words(wait), 429)
    found = await person(context.store, email)
    right = await asyncio.to_thread(matches, form["password"], found.password if found is not None else None)
    if found is None or not right or not found.active:
        throttle.failed(email, address, now)
        await note_down(
            context.store, now, "nobody", "sign-in refused", email if found is not None else "unknown account"
        )
        return _again(request, wanted, email, WRONG, 422)
    throttle.succeeded(email)
    return await let_in(request, found, wanted)


def _again(request: Request, wanted: str, email: str, sentence: str, status: int) -> Response:
    return draw_form(
        request, "signin.html", status, next=wanted, email=email, ended="", errors=(("email", sentence),)
    )


def _wait_words(wait: timedelta) -> str:
    minutes = int(wait.total_seconds() // 60) + 1
    return f"Too many tries. Wait {minutes} {'minute' if minutes == 1 else 'minutes'}, then try again. An admin can set a new password for you."


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


async def sign_out(visit: Visit) -> Response:
    """End this session, or every one of this person's."""
    if visit.form["everywhere"]:
        await end_all_sessions(visit.context.store, visit.now, visit.person)
    else:
        await end_session(
            visit.context.store, token_hash(visit.request.cookies.get(cookie_name(visit.request), ""))
        )
    answer = RedirectResponse("/sign-in", 303)
    set_cookie(visit.request, answer, cookie_name(visit.request), "", 0)
    return answer


async def show_set_up(request: Request) -> Response:
    """The form that makes the first admin; it is there only until there is one."""
    await _still_open(request)
    return draw_form(
        request, "setup.html", code=request.query_params.get("code", "")[:100], email="", name=""
    )


async def set_up(request: Request) -> Response:
    """Make the first admin, given the code that stands in the terminal."""
    context, form = await _still_open(request), await checked_form(request)
    throttle: Throttle = request.app.state.throttle
    address, now = request.client.host if request.client else "", context.now()
    errors: tuple[tuple[str, str], ...] = ()
    if throttle.waits("set-up", address, now) is not None:
        errors = (("code", "Too many tries. Wait 15 minutes, then try again."),)
    elif not same(form["code"].strip(), context.options.setup_code):
        throttle.failed("set-up", address, now)
        errors = (
            ("code", "The code is not the one that stands in the terminal where the desk was started."),
        )
    else:
        try:
            password = await asyncio.to_thread(hashed, form["password"])
            await add_person(
                context.store,
                now,
                "set-up",
                email=form["email"],
                name=form["name"],
                role=Role.ADMIN,
                password=password,
            )
        except ReviewError as problem:
            errors = (("password" if "password" in str(problem) else "email", str(problem)),)
    if errors:
        return draw_form(
            request,
            "setup.html",
            422,
            code=form["code"],
            email=form["email"],
            name=form["name"],
            errors=errors,
        )
    found = await person(context.store, form["email"])
    return await let_in(request, found, "/queue") if found is not None else RedirectResponse("/sign-in", 303)


async def _still_open(request: Request) -> DeskContext:
    context: DeskContext = request.app.state.context
    if not context.options.setup_code or await people(context.store):
        raise HTTPException(404)
    return context

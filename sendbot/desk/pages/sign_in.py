"""Signing in and out, and the page on which the first admin is made."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import hashed_aside, matches_aside, same, token_hash
from sendbot.desk.access.session import checked_form, draw_form, let_in, local_path, set_cookie
from sendbot.desk.access.throttle import Throttle
from sendbot.desk.context import DeskContext
from sendbot.desk.request import Visit, cookie_name, session_of
from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.accounts import (
    add_person,
    end_all_sessions,
    end_session,
    people,
    person,
)
from sendbot.store.audit import note_down

WRONG = "The email address or the password is not right."


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
    wait = throttle.begin(email, address, now)
    if wait is not None:
        return _again(request, wanted, email, _wait_words(wait), 429)
    found = await person(context.store, email) if form["email"].isascii() else None
    right = await matches_aside(form["password"], found.password if found is not None else None)
    if found is None or not right or not found.active:
        await note_down(
            context.store, now, "nobody", "sign-in refused", email if found is not None else "unknown account"
        )
        return _again(request, wanted, email, WRONG, 422)
    throttle.succeeded(email, address)
    return await let_in(request, found, wanted)


def _again(request: Request, wanted: str, email: str, sentence: str, status: int) -> Response:
    return draw_form(
        request, "signin.html", status, next=wanted, email=email, ended="", errors=(("email", sentence),)
    )


def _wait_words(wait: timedelta) -> str:
    minutes = int(wait.total_seconds() // 60) + 1
    return (
        f"Too many tries. Wait {minutes} {'minute' if minutes == 1 else 'minutes'}, then try again. An "
        "admin can set a new password for you."
    )


async def sign_out(visit: Visit) -> Response:
    """End this session, or every one of this person's."""
    if visit.form["everywhere"]:
        await end_all_sessions(visit.context.store, visit.now, visit.person)
    else:
        token = token_hash(visit.request.cookies.get(cookie_name(visit.request), ""))
        await end_session(visit.context.store, token, visit.now, visit.person)
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
    if throttle.begin("set-up", address, now) is not None:
        errors = (("code", "Too many tries. Wait 15 minutes, then try again."),)
    elif not same(form["code"].strip(), context.options.setup_code):
        errors = (
            ("code", "The code is not the one that stands in the terminal where the desk was started."),
        )
    else:
        throttle.succeeded("set-up", address)
        try:
            password = await hashed_aside(form["password"], (form["email"], form["name"]))
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
            errors = ((problem.field or "email", str(problem)),)
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

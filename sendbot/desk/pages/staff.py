"""Staff and audit: accounts, one's own password, and the log of who did what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sendbot.desk.access.password import hashed_aside, matches_aside
from sendbot.desk.access.session import let_in
from sendbot.desk.access.throttle import Throttle
from sendbot.desk.downloads import download
from sendbot.desk.pages.queue import queue_subjects
from sendbot.desk.rendering import draw
from sendbot.desk.request import Visit, session_of
from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.accounts import add_person, change_person, people, person_by_id
from sendbot.store.audit import note_down
from sendbot.store.review.queries import history

_LOG_PAGE = 50
"""Lines: a few screens."""


async def show(visit: Visit) -> Response:
    """Everybody, and the form for a new account."""
    return await _draw(visit)


async def _draw(visit: Visit, status: int = 200, errors: tuple[tuple[str, str], ...] = ()) -> Response:
    knowledge = await visit.context.answers.refresh()
    everybody = await people(visit.context.store)
    return visit.draw(
        "staff.html",
        status,
        everybody=everybody,
        role_options=[(role.value, role.value) for role in Role],
        queue_words=queue_subjects(knowledge),
        typed=visit.form,
        errors=errors,
    )


async def add(visit: Visit) -> Response:
    """A new account."""
    form = visit.form
    try:
        role, workstreams = await _rights(visit)
        rights: dict[str, Any] = {
            "role": role,
            "workstreams": workstreams,
            "password": await _first_password(visit),
        }
        rights["first_password"] = rights["password"] is not None
        await add_person(
            visit.context.store,
            visit.now,
            visit.person.actor,
            email=form["email"],
            name=form["name"],
            **rights,
        )
    except ReviewError as problem:
        return await _draw(visit, 422, ((problem.field or "email", str(problem)),))
    return Visit.go("/staff", done="added")


async def _first_password(visit: Visit) -> str | None:
    """The hash of the password that the form sets; none is needed where people sign in elsewhere."""
    if visit.form["password"]:
        return await hashed_aside(visit.form["password"], (visit.form["email"], visit.form["name"]))
    if visit.context.options.sign_on is None:
        raise ReviewError(
            "Set a first password. Tell it to the person yourself; they can change it.", "password"
        )
    return None


async def _rights(visit: Visit) -> tuple[Role, list[str]]:
    if visit.form["role"] not in set(Role):
        raise ReviewError("Choose a role from the list.", "role")
    known = (await visit.context.answers.refresh()).workstreams
    chosen = [name for name in visit.form.all("workstream") if name in known]
    role = Role(visit.form["role"])
    if role is not Role.ADMIN and not chosen:
        raise ReviewError(
            "Choose at least one workstream: a lead or curator sees the groups of their workstreams.",
            "workstream",
        )
    return role, chosen


async def show_person(visit: Visit) -> Response:
    """One account."""
    return await _draw_person(visit)


async def _draw_person(visit: Visit, status: int = 200, errors: tuple[tuple[str, str], ...] = ()) -> Response:
    number = visit.path("number")
    someone = (
        await person_by_id(visit.context.store, int(number))
        if number.isascii() and number.isdigit() and len(number) < 10
        else None
    )
    if someone is None:
        raise HTTPException(404)
    knowledge = await visit.context.answers.refresh()
    return visit.draw(
        "person.html",
        status,
        someone=someone,
        role_options=[(role.value, role.value) for role in Role],
        queue_words=queue_subjects(knowledge),
        errors=errors,
    )


async def change(visit: Visit) -> Response:
    """Change an account: role, workstreams, whether it may sign in, a new password."""
    try:
        role, workstreams = await _rights(visit)
        values: dict[str, Any] = {
            "role": role.value,
            "workstreams": " ".join(workstreams),
            "active": bool(visit.form["active"]),
        }
        if visit.form["password"]:
            values["password"] = await _password_by_another(visit)
            values["first_password"] = True
        number = visit.path("number")
        await change_person(
            visit.context.store,
            visit.now,
            visit.person.actor,
            int(number) if number.isdigit() and len(number) < 10 else 0,
            **values,
        )
    except ReviewError as problem:
        return await _draw_person(visit, 422, ((problem.field or "email", str(problem)),))
    return Visit.go("/staff", done="changed")


async def _password_by_another(visit: Visit) -> str:
    number = visit.path("number")
    someone = (
        await person_by_id(visit.context.store, int(number))
        if number.isdigit() and len(number) < 10
        else None
    )
    told = (someone.email, someone.name) if someone is not None else ()
    return await hashed_aside(visit.form["password"], told)


async def show_log(visit: Visit) -> Response:
    """The audit log."""
    number = max(1, visit.query.number("page") or 1)
    about = visit.query["about"][:80].strip()
    lines, total = await history(visit.context.store, about or None, number, _LOG_PAGE)
    return visit.draw(
        "audit.html",
        lines=lines,
        total=total,
        number=number,
        pages=max(1, -(-total // _LOG_PAGE)),
        about=about,
    )


async def export_log(visit: Visit) -> Response:
    """The audit log as CSV or XLSX, the newest 20,000 lines."""
    lines, _ = await history(visit.context.store, None, 1, 20_000)
    rows = [
        [
            line.at.strftime("%Y-%m-%d %H:%M:%S"),
            line.who,
            line.account if line.account is not None else "",
            line.action,
            line.about,
            line.detail,
        ]
        for line in lines
    ]
    return await download(visit, "audit", ("at (UTC)", "who", "account", "what", "about", "detail"), rows)


async def show_account(visit: Visit) -> Response:
    """One's own account."""
    return visit.draw("account.html")


async def change_password(visit: Visit) -> Response:
    """A new password for oneself: every other browser is signed out, this one gets a new session."""
    throttle: Throttle = visit.request.app.state.throttle
    address = visit.request.client.host if visit.request.client else ""
    wait = throttle.begin(f"password of {visit.person.email}", address, visit.now)
    if wait is not None:
        await visit.note_refusal("too many tries")
        return visit.draw("account.html", 429, errors=(("old", _wait_words(wait)),))
    if not await matches_aside(visit.form["old"], visit.person.password):
        await note_down(
            visit.context.store, visit.now, visit.person.actor, "password change refused", visit.person.email
        )
        return visit.draw("account.html", 422, errors=(("old", "This is not your password as it is now."),))
    throttle.succeeded(f"password of {visit.person.email}", address)
    if visit.form["new"] == visit.form["old"]:
        return visit.draw("account.html", 422, errors=(("new", "This is the password that you have now."),))
    try:
        password = await hashed_aside(visit.form["new"], (visit.person.email, visit.person.name))
    except ReviewError as problem:
        return visit.draw("account.html", 422, errors=(("new", str(problem)),))
    await change_person(
        visit.context.store,
        visit.now,
        visit.person.actor,
        visit.person.id,
        password=password,
        first_password=False,
    )
    return await let_in(visit.request, visit.person, "/account?done=password")


def _wait_words(wait: timedelta) -> str:
    minutes = int(wait.total_seconds() // 60) + 1
    return f"Too many tries. Wait {minutes} {'minute' if minutes == 1 else 'minutes'}, then try again."


async def show_accessibility(request: Request) -> Response:
    """The accessibility statement, for everybody."""
    found = await session_of(request)
    person, token = (found.person, found.form) if found else (None, "")
    return draw("accessibility.html", path="/accessibility", person=person, form_token=token)


async def show_help(visit: Visit) -> Response:
    """How the desk works."""
    return visit.draw("help.html")

"""One request of somebody at the desk: who it is, what the form holds, how the answer is drawn.

Pages are functions from a Visit to a Response; `page` makes them endpoints that only signed-in staff reach.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import same, token_hash
from sendbot.desk.context import DeskContext
from sendbot.desk.rendering import draw
from sendbot.pages.forms import Form, read_form
from sendbot.review.states import Role
from sendbot.store.accounts import Person, Session, session


@dataclass(frozen=True)
class Visit:
    """A signed-in person's request."""

    request: Request
    context: DeskContext
    session: Session
    now: datetime
    form: Form

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.session.person

    def path(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    @property
    def query(self) -> Form:
        """The fields behind the question mark."""
        return Form(list(self.request.query_params.multi_items()))

    def draw(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for this person."""
        done = DONE.get(self.query["done"], "")
        shared = {
            "person": self.person,
            "form_token": self.session.form,
            "path": self.request.url.path,
            "done": done,
            "trouble": self.context.answers.trouble,
        }
        return draw(template, status, **shared, **values)

    @staticmethod
    def go(path: str, **query: str) -> Response:
        """After a change: show a page, by GET."""
        return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


DONE: Mapping[str, str] = {
    "assigned": "The owner is saved.",
    "moved": "The group is moved.",
    "state": "The state is saved.",
    "noted": "The note is saved.",
    "split": "The questions are in a group of their own. This is it.",
    "merged": "The groups are merged. This is the one that stays.",
    "deleted": "The question is deleted, for good.",
    "redacted": "The words are taken out, for good.",
    "added": "The account is made.",
    "changed": "The account is saved.",
    "password": "The password is changed. Other browsers are signed out.",
}
"""What is said after a change, by the word in the address; nothing else in the address is ever shown."""

Handler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def cookie_name(request: Request) -> str:
    """The session's cookie: with the prefix that browsers guard wherever the page comes over TLS."""
    return "__Host-desk" if request.url.scheme == "https" else "desk"


async def session_of(request: Request) -> Session | None:
    """The session that the request's cookie opens."""
    context: DeskContext = request.app.state.context
    token = request.cookies.get(cookie_name(request), "")
    if not token or len(token) > 100:
        return None
    return await session(
        context.store, token_hash(token), context.now(), context.options.idle, context.options.longest
    )


def page(handler: Handler, *roles: Role) -> Endpoint:
    """An endpoint for signed-in staff, of these roles if any are named. A form must carry the session's
    token."""

    async def endpoint(request: Request) -> Response:
        context: DeskContext = request.app.state.context
        found = await session_of(request)
        if found is None:
            return _to_sign_in(request)
        form = Form(())
        if request.method not in {"GET", "HEAD"}:
            form = await read_form(request)
            if not same(form["form"], found.form):
                raise HTTPException(
                    403,
                    "This form is not one that the desk gave you, or it is old. Go back, load the page "
                    "again and retry.",
                )
        if roles and found.person.role not in roles:
            raise HTTPException(403, "Your account may not do this. Ask an admin.")
        return await handler(Visit(request, context, found, context.now(), form))

    return endpoint


def _to_sign_in(request: Request) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return RedirectResponse("/sign-in?ended=1", 303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}" if wanted != "/" else "/sign-in", 303)

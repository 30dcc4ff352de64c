"""One request of somebody at the desk: who it is, what the form holds, how the answer is drawn.

Pages are functions from a Visit to a Response; `page` makes them endpoints that only signed-in staff reach.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import same, token_hash
from sendbot.desk.context import DeskContext
from sendbot.desk.rendering import draw
from sendbot.pages.forms import Form, read_form
from sendbot.review.states import Role
from sendbot.store.accounts import Person, Session, session
from sendbot.store.audit import note_down

GROWS_HERE = b"<!-- grows here -->"
"""Where a page is cut that grows while something is worked out."""

FILTERS = ("q", "workstream", "state", "language", "from", "to", "mine", "sort")
"""The fields of the queue's filter, kept from page to page."""


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

    @property
    def filter(self) -> dict[str, str]:
        """The queue's filter that this person works through: in the address, or carried by the form."""
        carried = self.form["back"][:2000]
        where = Form(parse_qsl(carried, keep_blank_values=True)) if "back" in self.form else self.query
        return {name: where[name][:100] for name in FILTERS if where[name]}

    def path(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    @property
    def query(self) -> Form:
        """The fields behind the question mark."""
        return Form(list(self.request.query_params.multi_items()))

    async def note_refusal(self, why: str) -> None:
        """What this person asked for and may not have stands in the audit log."""
        asked = f"{self.request.method} {self.request.url.path}"
        await note_down(self.context.store, self.now, self.person.actor, "refused", asked[:80], why)

    def draw(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for this person."""
        done = DONE.get(self.query["done"], "")
        if self.query["done"] == "several":
            done = _several(self.query.number("changed") or 0, self.query.number("refused") or 0)
        shared = {
            "person": self.person,
            "form_token": self.session.form,
            "path": self.request.url.path,
            "done": done,
            "trouble": self.context.answers.trouble,
        }
        return draw(template, status, **shared, **values)

    def begun(self, title: str) -> bytes:
        """The beginning of a page that grows while something is worked out."""
        head, _, _ = bytes(self.draw("growing.html", title=title).body).partition(GROWS_HERE)
        return head

    @staticmethod
    def told(news: str) -> bytes:
        """One more line of it; a blank is a sign of life, which a browser skips."""
        return f"<p>{escape(news)}</p>\n".encode() if news else b"\n"

    @staticmethod
    def ended(page: Response) -> bytes:
        """The end: what the whole page would hold between its tags. What was said on the way is hidden
        by it."""
        body = bytes(page.body)
        main = body[body.index(b"<main") : body.index(b"</main>")]
        inner = main[main.index(b">") + 1 :]
        return b"</div>" + inner + body[body.index(b"</main>") :]

    @staticmethod
    def go(path: str, **query: str) -> Response:
        """After a change: show a page, by GET."""
        return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


def _several(changed: int, refused: int) -> str:
    groups = "1 group is" if changed == 1 else f"{changed} groups are"
    rest = f" {refused} could not be: they are closed, or you may not do this to them." if refused else ""
    return f"{groups} changed.{rest}" if changed or refused else "Tick at least one group first."


DONE: Mapping[str, str] = {
    "assigned": "The owner is saved.",
    "moved": "The group is moved.",
    "state": "The state is saved.",
    "noted": "The note is saved.",
    "split": "The questions are in a group of their own. This is it.",
    "merged": "The groups are merged. This is the one that stays. For a week the other's page can undo it.",
    "unmerged": "The merge is undone. The questions are back.",
    "named": "The name is saved.",
    "moved-questions": "The questions are in the other group now.",
    "several": "Done with the ticked groups.",
    "view-kept": "The view is kept. It stands above the filter, for you alone.",
    "view-gone": "The view is deleted. The filter is still on.",
    "view-unknown": "You have no such view any more.",
    "no-workstream": "Nothing is moved: choose the workstream that the ticked groups are to go to.",
    "one-alone": "Tick two groups or more that you may merge.",
    "kept": "Your answer is kept with the group.",
    "dropped": "What was being written is gone.",
    "committed": "The change is on a branch of the knowledge repository. A person still has to merge it.",
    "emptied": "What looked like junk is put aside.",
    "deleted": "The question is deleted, for good.",
    "redacted": "The words are taken out, for good.",
    "added": "The account is made.",
    "changed": "The account is saved.",
    "password": "The password is changed. Other browsers are signed out.",
}
"""What is said after a change, by the word in the address; nothing else in the address is ever shown."""

_BEFORE_A_PASSWORD = ("/account", "/sign-out", "/accessibility")
"""What may be seen by somebody whose password was set by another person."""

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
        visit = Visit(request, context, found, context.now(), Form(()))
        if request.method not in {"GET", "HEAD"}:
            visit = replace(visit, form=await read_form(request))
            if not same(visit.form["form"], found.form):
                await visit.note_refusal("the form was not one of this session")
                raise HTTPException(
                    403,
                    "This form is not one that the desk gave you, or it is old. Go back, load the page "
                    "again and retry.",
                )
        if found.person.first_password and request.url.path not in _BEFORE_A_PASSWORD:
            return RedirectResponse("/account?first=1", 303)
        if roles and found.person.role not in roles:
            await visit.note_refusal(f"not for a {found.person.role}")
            raise HTTPException(403, "Your account may not do this. Ask an admin.")
        return await handler(visit)

    return endpoint


def _to_sign_in(request: Request) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return RedirectResponse("/sign-in?ended=1", 303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}" if wanted != "/" else "/sign-in", 303)

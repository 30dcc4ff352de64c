"""Signing in through the council's single sign-on: the way there, and the way back, once and in the same
browser."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.access.password import new_token, same, token_hash
from sendbot.desk.access.provider import Provider, Trip, known_error
from sendbot.desk.access.session import by_tls, draw_form, let_in, local_path, set_cookie
from sendbot.desk.context import DeskContext
from sendbot.desk.request import cookie_name
from sendbot.errors import SignOnError
from sendbot.store.accounts import Person, change_person, person
from sendbot.store.audit import note_down

_LOG = logging.getLogger(__name__)
LONGEST = timedelta(minutes=10)
"""From pressing the button to coming back: time for a second factor."""
_MOST_BEGUN = 5_000
"""Kept in memory: a flood of beginnings must not fill it."""
_MOST_NOTED = 60
"""Refusals in the audit log within the time below: a passer-by must not fill it."""
_NOTED_WITHIN = timedelta(minutes=15)
"""The time over which refusals are counted."""


@dataclass(frozen=True)
class _Begun:
    """A sign-on under way, in the browser whose cookie has this hash."""

    trip: Trip
    browser: str
    wanted: str
    at: datetime


class SignOns:
    """The provider, and the sign-ons under way. Kept in memory, for one process: after a restart people start
    again."""

    def __init__(self, context: DeskContext) -> None:
        if context.options.sign_on is None:
            raise ValueError("There is no single sign-on.")
        self.name = context.options.sign_on.name
        self.provider = Provider(context.options.sign_on, context.now)
        self._begun: dict[str, _Begun] = {}
        self._noted: deque[datetime] = deque()

    def remember(self, begun: _Begun) -> None:
        """One more; the oldest gives way when there are too many."""
        fresh = (
            {state: one for state, one in self._begun.items() if begun.at - one.at < LONGEST}
            if len(self._begun) >= _MOST_BEGUN
            else self._begun
        )
        while len(fresh) >= _MOST_BEGUN:
            fresh.pop(next(iter(fresh)))
        self._begun = fresh
        self._begun[token_hash(begun.trip.state)] = begun

    def take(self, state: str, browser: str, now: datetime) -> _Begun | None:
        """The sign-on that this browser began, once. Another browser neither gets it nor spoils it."""
        found = self._begun.get(token_hash(state))
        if found is None or not same(found.browser, token_hash(browser)):
            return None
        del self._begun[token_hash(state)]
        return found if now - found.at < LONGEST else None

    def may_note(self, now: datetime) -> bool:
        """Is there room in the audit log for one more refusal that any passer-by can cause?"""
        while self._noted and now - self._noted[0] >= _NOTED_WITHIN:
            self._noted.popleft()
        if len(self._noted) >= _MOST_NOTED:
            return False
        self._noted.append(now)
        return True


def _sign_ons(request: Request) -> SignOns:
    found: SignOns | None = request.app.state.sign_on
    if found is None:
        raise HTTPException(404)
    return found


def _cookie(request: Request) -> str:
    return f"{cookie_name(request)}-on"


async def begin(request: Request) -> Response:
    """Send the browser to the provider."""
    sign_ons, context = _sign_ons(request), _context(request)
    wanted, browser = local_path(request.query_params.get("next", "/queue")), new_token()
    back = f"{'https' if by_tls(request) else 'http'}://{request.url.netloc}/sign-on/back"
    trip = Trip(back, new_token(), new_token(), new_token())
    try:
        address = await sign_ons.provider.address(trip)
    except SignOnError as problem:
        return await _refused(request, problem, wanted)
    sign_ons.remember(_Begun(trip, token_hash(browser), wanted, context.now()))
    answer = RedirectResponse(address, 303)
    set_cookie(request, answer, _cookie(request), browser, int(LONGEST.total_seconds()))
    return answer


async def finish(request: Request) -> Response:
    """The browser is back: let somebody in whom the provider vouches for and the desk knows."""
    sign_ons, context = _sign_ons(request), _context(request)
    begun = sign_ons.take(
        request.query_params.get("state", ""), request.cookies.get(_cookie(request), ""), context.now()
    )
    try:
        someone = await _someone(request, sign_ons, begun)
    except SignOnError as problem:
        answer = await _refused(request, problem, begun.wanted if begun is not None else "/queue")
    else:
        answer = await let_in(request, someone, begun.wanted if begun is not None else "/queue")
    if begun is not None:
        set_cookie(request, answer, _cookie(request), "", 0)
    return answer


async def _someone(request: Request, sign_ons: SignOns, begun: _Begun | None) -> Person:
    if begun is None:
        sentence = (
            "This sign-in was not begun in this browser, or it was begun more than ten minutes "
            "ago. Start again."
        )
        raise SignOnError(sentence, "not begun in this browser, old, or used already", anyone=True)
    query = request.query_params
    if "error" in query or not query.get("code"):
        sentence = f"You were not signed in with {sign_ons.name}. Try again, or use your password."
        raise SignOnError(
            sentence,
            f"the provider sent the browser back without a code{known_error(query.get('error'))}",
            anyone=True,
        )
    email = await sign_ons.provider.email(begun.trip, query["code"])
    found = await person(_context(request).store, email)
    if found is None or not found.active:
        about = found.email if found is not None else "unknown account"
        raise SignOnError(
            "There is no active account at the desk for your email address. Ask an admin.",
            "no active account",
            about=about,
        )
    if found.first_password:  # never used: whoever signs in elsewhere shall not have to know it
        closed = {"password": None, "first_password": False}
        context = _context(request)
        await change_person(context.store, context.now(), found.actor, found.id, **closed)
    return found


async def _refused(request: Request, problem: SignOnError, wanted: str) -> Response:
    """The ordinary page to sign in, with the reason; and a line in the audit log."""
    context, now = _context(request), _context(request).now()
    if not problem.anyone or _sign_ons(request).may_note(now):
        if problem.status >= 500:
            _LOG.warning("Single sign-on does not work: %s.", problem.why)
        await note_down(context.store, now, "nobody", "sign-in refused", problem.about, problem.why)
    return draw_form(
        request,
        "signin.html",
        problem.status,
        next=wanted,
        email="",
        ended="",
        errors=(("top", str(problem)),),
    )


def _context(request: Request) -> DeskContext:
    context: DeskContext = request.app.state.context
    return context

"""The private link: made under an honest no, looked at later, deleted at any time."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sendbot.channels.web.drawing import drawn
from sendbot.channels.web.email_form import EmailForm, give, refused, take_back
from sendbot.channels.web.look import Look
from sendbot.channels.web.site import Site, site_of
from sendbot.channels.web.web_options import EmailWay
from sendbot.conversation import buttons
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import view_of
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Link, Reply, Sources, Words
from sendbot.errors import StoreError
from sendbot.knowledge.entries import Entry
from sendbot.pages.forms import Form, read_form
from sendbot.review.answered_by import entry_for
from sendbot.store.private_links import PrivateLink, delete_link, find_link, keep_link
from sendbot.store.store import Store
from sendbot.words.days import day_words

_LONGEST = 64
"""Characters that can be a secret of ours."""
_GIVE, _TAKE_BACK = "email", "no-email"
"""What the buttons beside the address do."""
_WAIT = 3600
"""Seconds after which whoever gave too many addresses may give another."""


async def made(request: Request, site: Site, question_id: str, token: str, secret: str) -> Reply:
    """The reply to "tell me when there is an answer": a link with this secret, kept as a sum alone. A form
    that is sent twice brings the same secret, and makes one link."""
    knowledge, view = site.mind.knowledge, view_of(token)
    if not buttons.QUESTION_ID.fullmatch(question_id):
        return Reply((Words(own(knowledge, view, "tell-gone")),))
    try:
        kept = await keep_link(_open(site), secret, question_id, token, datetime.now(UTC))
    except StoreError:
        return Reply((Words(own(knowledge, view, "link-away")),))
    if not kept:
        return Reply((Words(own(knowledge, view, "tell-gone")),))
    site.metrics.links.labels("made").inc()
    address = site.address_of(request, f"/link/{secret}")
    way = Sources(own(knowledge, view, "link-title"), (Link(own(knowledge, view, "link-open"), address),))
    also = (Words(own(knowledge, view, "link-email-there")),) if site.options.email is not None else ()
    return Reply((Words(own(knowledge, view, "link-made")), way, *also))


async def show(request: Request) -> Response:
    """Whether there is an answer by now."""
    site = site_of(request)
    link = await _found(request, site)
    site.metrics.links.labels("opened" if link else "gone").inc()
    return _page(request, site, link)


async def change(request: Request) -> Response:
    """Delete the link, or give or take back the address that one email goes to."""
    site, form = site_of(request), await read_form(request)
    secret = str(request.path_params["secret"])
    if form["do"] in {_GIVE, _TAKE_BACK} and site.options.email is not None:
        return await _email(request, site, site.options.email, form)
    if form["do"] != "delete" or len(secret) > _LONGEST:
        return await show(request)
    await delete_link(_open(site), secret)
    site.metrics.links.labels("deleted").inc()
    return _page(request, site, None, done="link-deleted")


async def _email(request: Request, site: Site, way: EmailWay, form: Form) -> Response:
    """Where the database is away, what was typed stays in the field all the same."""
    try:
        store, link = _open(site), await _found(request, site)
        if link is None or _answer(site, link) is not None:
            return _page(request, site, link)
        if form["do"] == _TAKE_BACK:
            done = await take_back(site, store, link)
        else:
            done = await give(request, site, way, store, link, form["email"])
        return _page(request, site, await _found(request, site), email=done)
    except StoreError:
        problem = refused("link-email-away", form["email"], 503)
        return _page(request, site, None, email=problem)


async def _found(request: Request, site: Site) -> PrivateLink | None:
    secret = str(request.path_params["secret"])
    return await find_link(_open(site), secret) if len(secret) <= _LONGEST else None


def _open(site: Site) -> Store:
    if site.recorder.store is None:
        raise StoreError("The database is away, so a private link cannot be looked at just now.")
    return site.recorder.store


def _page(
    request: Request, site: Site, link: PrivateLink | None, done: str = "", email: EmailForm | None = None
) -> Response:
    away = email is not None and email.status == 503
    status = _status(email, found=bool(link or done or away))
    entry = _answer(site, link)
    look = _look(request, site, link)
    site.metrics.pages.labels("link", str(status)).inc()
    values = {
        "look": look,
        "site": site,
        "link": link,
        "entry": entry,
        "reply": answer_reply(entry, site.mind.knowledge, look.view) if entry else None,
        "date": day_words(link.at) if link else "",
        "done": done,
        "away": away,
        "email": email or EmailForm(),
        "asks_email": site.options.email is not None and (away or (link is not None and entry is None)),
        "here": f"/link/{request.path_params['secret']}",
        "title": look("link-title"),
        "indexed": False,
    }
    headers = {"x-robots-tag": "noindex, nofollow"}
    if status == 429:
        headers["retry-after"] = str(_WAIT)
    return HTMLResponse(drawn("link.html", **values), status, headers)


def _status(email: EmailForm | None, found: bool) -> int:
    if not found:
        return 404
    return email.status if email else 200


def _look(request: Request, site: Site, link: PrivateLink | None) -> Look:
    """As the family read when it kept the link, unless the address says otherwise."""
    if link is None or "lang" in request.query_params:
        return site.look(request)
    view = view_of(link.view)
    return site.look(request, view.language, view.easy_read)


def _answer(site: Site, link: PrivateLink | None) -> Entry | None:
    return None if link is None else entry_for(link.question_id, link.entry, site.mind.knowledge)

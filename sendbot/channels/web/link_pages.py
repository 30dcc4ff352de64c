"""The private link: made under an honest no, looked at later, deleted at any time."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sendbot.channels.web.drawing import drawn
from sendbot.channels.web.site import Site, site_of
from sendbot.conversation import buttons
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import view_of
from sendbot.conversation.replies import Link, Reply, Sources, Words
from sendbot.errors import StoreError
from sendbot.knowledge.entries import Entry
from sendbot.knowledge.wording import say
from sendbot.pages.forms import read_form
from sendbot.store.private_links import PrivateLink, delete_link, find_link, keep_link
from sendbot.store.store import Store
from sendbot.words.days import day_words

_LONGEST = 64
"""Characters that can be a secret of ours."""


async def made(request: Request, site: Site, question_id: str, token: str, secret: str) -> Reply:
    """The reply to "tell me when there is an answer": a link with this secret, kept as a sum alone. A form
    that is sent twice brings the same secret, and makes one link."""
    wording = site.mind.knowledge.wording
    if not buttons.QUESTION_ID.fullmatch(question_id):
        return Reply((Words(say(wording, "tell-gone")),))
    try:
        kept = await keep_link(_open(site), secret, question_id, token, datetime.now(UTC))
    except StoreError:
        return Reply((Words(say(wording, "link-away")),))
    if not kept:
        return Reply((Words(say(wording, "tell-gone")),))
    site.metrics.links.labels("made").inc()
    address = site.address_of(request, f"/link/{secret}")
    way = Sources(say(wording, "link-title"), (Link(say(wording, "link-open"), address),))
    return Reply((Words(say(wording, "link-made")), way))


async def show(request: Request) -> Response:
    """Whether there is an answer by now."""
    site = site_of(request)
    secret = str(request.path_params["secret"])
    link = await find_link(_open(site), secret) if len(secret) <= _LONGEST else None
    site.metrics.links.labels("opened" if link else "gone").inc()
    return _page(request, site, link, secret)


async def change(request: Request) -> Response:
    """Delete the link."""
    site = site_of(request)
    secret = str(request.path_params["secret"])
    form = await read_form(request)
    if form["do"] != "delete" or len(secret) > _LONGEST:
        return await show(request)
    await delete_link(_open(site), secret)
    site.metrics.links.labels("deleted").inc()
    return _page(request, site, None, secret, done="link-deleted")


def _open(site: Site) -> Store:
    if site.recorder.store is None:
        raise StoreError("The database is away, so a private link cannot be looked at just now.")
    return site.recorder.store


def _page(request: Request, site: Site, link: PrivateLink | None, secret: str, done: str = "") -> Response:
    status = 200 if link or done else 404
    entry = _answer(site, link)
    look = site.look(request)
    if link is not None and "lang" not in request.query_params:
        view = view_of(link.view)
        look = site.look(request, view.language, view.easy_read)
    reply = answer_reply(entry, site.mind.knowledge, look.view) if entry else None
    site.metrics.pages.labels("link", str(status)).inc()
    values = {
        "look": look,
        "site": site,
        "link": link,
        "entry": entry,
        "reply": reply,
        "date": day_words(link.at) if link else "",
        "done": done,
        "here": f"/link/{secret}",
        "title": look("link-title"),
        "indexed": False,
    }
    return HTMLResponse(drawn("link.html", **values), status, {"x-robots-tag": "noindex, nofollow"})


def _answer(site: Site, link: PrivateLink | None) -> Entry | None:
    """The entry that answers it: by the desk's groups, or because an entry names this very question."""
    if link is None:
        return None
    knowledge = site.mind.knowledge
    named = (entry for entry in knowledge.entries.values() if link.question_id in entry.answers)
    return next(named, None) or (knowledge.entry(link.entry) if link.entry else None)

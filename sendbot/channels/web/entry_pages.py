"""Each answer as a page of its own: whole, with its people, its sources and how fresh it is; and the lists
that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sendbot.channels.web.drawing import drawn
from sendbot.channels.web.look import Look
from sendbot.channels.web.site import Site, site_of
from sendbot.conversation.answers import (
    date_button,
    entry_words,
    more_reply,
    notices,
    people,
    people_first,
    ways_on,
)
from sendbot.conversation.replies import Part, Title, Words, can_be_asked
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.knowledge.wording import say

_SHARED = "public, max-age=300"
"""Five minutes: a poster's code is scanned by a roomful, and a changed answer is out soon."""


async def answer(request: Request) -> Response:
    """One entry. An id that an entry had before leads to where it is now."""
    site, name = site_of(request), str(request.path_params["name"])
    entry = site.mind.knowledge.entry(name)
    if entry is None:
        raise HTTPException(404)
    look = site.look(request)
    if entry.id != name:
        return RedirectResponse(look.address(f"/answer/{entry.id}"), 301)
    title, _ = entry_words(entry, look.view)
    values: dict[str, Any] = {
        "parts": tuple(entry_parts(entry, look)),
        "entry": entry,
        "title": title,
        "related": [(one.id, entry_words(one, look.view)[0]) for one in ways_on(entry, look.knowledge)],
        "dates": tuple(date_button(entry, look.knowledge, look.view)),
        "here": f"/answer/{entry.id}",
    }
    return page(site, look, "answer.html", "answer", **values)


def entry_parts(entry: Entry, look: Look) -> Iterator[Part]:
    """All of an entry, but for its title: what to know first, the words, the people, the sources."""
    knowledge, view = look.knowledge, look.view
    yield from notices(entry, knowledge, view)
    yield Words(entry_words(entry, view)[1])
    rest = more_reply(entry, knowledge, view).parts[1:]  # without its title
    yield from rest if view.easy_read else rest[1:]  # and, but in Easy Read, without the words


async def topics(request: Request) -> Response:
    """Every answer by its topic."""
    site = site_of(request)
    look = site.look(request)
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in look.knowledge.entries.values():
        if entry.part_of is None:
            title, _ = entry_words(entry, look.view)
            found.setdefault(topic_name(entry.topic, look), []).append((entry.id, title))
    return page(site, look, "topics.html", "topics", topics=found, title=look("page-topics"), here="/topics")


def topic_name(topic: str, look: Look) -> str:
    """A topic as families read it."""
    key = f"topic-{topic}"
    return look(key) if key in look.knowledge.wording else topic.replace("-", " ").capitalize()


async def contacts(request: Request) -> Response:
    """Everybody who can be asked; those for anything first."""
    site = site_of(request)
    look = site.look(request)
    parts = (
        Words(say(look.knowledge.wording, "page-contacts-more")),
        *people(_asked(look.knowledge), look.knowledge),
    )
    return page(
        site, look, "parts.html", "contacts", parts=parts, title=look("page-contacts"), here="/contacts"
    )


def _asked(knowledge: Knowledge) -> Iterator[str]:
    yield from people_first(knowledge)
    yield from (name for name, contact in knowledge.contacts.items() if can_be_asked(contact))


async def privacy(request: Request) -> Response:
    """What is kept: the bot's own answer about it, and what only the page does."""
    site = site_of(request)
    look = site.look(request)
    entry = look.knowledge.entry("about-privacy")
    parts: list[Part] = []
    if entry is not None:
        title, text = entry_words(entry, look.view)
        parts += [Title(title), Words(text)]
    parts.append(Words(say(look.knowledge.wording, "page-privacy-more")))
    if site.options.email is not None:
        parts.append(Words(say(look.knowledge.wording, "page-privacy-email")))
    return page(site, look, "parts.html", "privacy", parts=parts, title=look("page-privacy"), here="/privacy")


async def accessibility(request: Request) -> Response:
    """The statement."""
    site = site_of(request)
    look = site.look(request)
    parts = (Words(say(look.knowledge.wording, "page-accessibility-more")),)
    title = look("page-accessibility")
    return page(site, look, "parts.html", "accessibility", parts=parts, title=title, here="/accessibility")


def page(site: Site, look: Look, template: str, kind: str, status: int = 200, **values: Any) -> Response:
    """One of the pages that are the same for everybody."""
    site.metrics.pages.labels(kind, str(status)).inc()
    shared = {"look": look, "site": site, "indexed": status == 200, "here": ""}
    headers = {"cache-control": _SHARED} if status == 200 else {}
    return HTMLResponse(drawn(template, **{**shared, **values}), status, headers)

"""The chat: the page as it opens, and what becomes of each form that it sends."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sendbot.channels.serving.kept_question_buttons import TELL
from sendbot.channels.web.drawing import drawn
from sendbot.channels.web.greeting import greeting
from sendbot.channels.web.limits import Allowance
from sendbot.channels.web.link_pages import made
from sendbot.channels.web.look import Look, chosen_language
from sendbot.channels.web.sendings import Sending, asking, pressing
from sendbot.channels.web.site import Site, site_of
from sendbot.channels.web.talk import CarriedTalk
from sendbot.channels.web.turns import asked, in_danger, pressed, recorded
from sendbot.conversation import buttons
from sendbot.conversation.events import Forgotten
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Reply, Words
from sendbot.pages.doorman import CROWDED
from sendbot.pages.forms import Form, read_form

LONGEST = 4_000
"""Characters of a question, as on Telegram: a long letter's worth."""
_MARK = 12
"""Bytes of a new form's mark: no two are ever alike."""
_WAIT = 60
"""Seconds after which whoever asked too much may ask again."""


@dataclass(frozen=True)
class _Shown:
    """A conversation to be shown, and what is said above the form. `fresh`: its last turn is new;
    `new_danger`: so are the cards above it."""

    talk: CarriedTalk
    fresh: bool = False
    new_danger: bool = False
    alert: str = ""
    typed: str = ""
    status: int = 200


async def show(request: Request) -> Response:
    """The page as it opens."""
    site = site_of(request)
    look = site.look(request)
    talk = _new_talk(look.language, look.easy_read)
    return _page(site, look, _Shown(talk))


async def ask(request: Request) -> Response:
    """A form came back: a question, a button, or another way of reading."""
    site, now = site_of(request), time.time()
    began = time.perf_counter()
    form = await read_form(request)
    found = await _done(request, site, form, _carried(site, form, now), now)
    look = site.look(request, found.talk.language or "en", found.talk.easy_read)
    shown = _page(site, look, found, part=form["part"] == "1")
    site.metrics.seconds.observe(time.perf_counter() - began)
    return shown


async def calendar(request: Request) -> Response:
    """The calendar file of a date that was worked out, from the form alone."""
    site, form = site_of(request), await read_form(request)
    talk = _carried(site, form, time.time())
    number, _, place = form["file"].partition("-")
    try:
        file = talk.exchanges[int(number)].replies[int(place)].attachment
    except (IndexError, ValueError):
        file = None
    if file is None:
        look = site.look(request, talk.language or "en", talk.easy_read)
        return _page(site, look, _Shown(talk, alert=look("page-forgotten"), status=410))
    headers = {"content-disposition": f'attachment; filename="{file.name}"'}
    return Response(file.text, media_type=f"{file.media_type}; charset=utf-8", headers=headers)


def _carried(site: Site, form: Form, now: float) -> CarriedTalk:
    """The conversation that the form brings; a new one in the same way of reading otherwise."""
    found = site.carrier.opened(form["state"], now) if form["state"] else None
    language = chosen_language(form["reads"].partition(" ")[0], site.mind.knowledge)
    easy = form["reads"].endswith(" easy")
    return found or _new_talk(language, easy)


def _new_talk(language: str | None, easy_read: bool) -> CarriedTalk:
    """One that nothing has been said in, in a form of its own."""
    return CarriedTalk(
        language=language if language != "en" else None, easy_read=easy_read, mark=token_urlsafe(_MARK)
    )


async def _done(request: Request, site: Site, form: Form, talk: CarriedTalk, now: float) -> _Shown:
    """What the form asks for, done."""
    typed = form["text"].replace("\r\n", "\n")
    if form["lang"]:
        chosen = chosen_language(form["lang"], site.mind.knowledge)
        return _Shown(replace(talk, language=chosen if chosen != "en" else None), typed=typed)
    if form["do"] == "easy":
        return _Shown(replace(talk, easy_read=not talk.easy_read), typed=typed)
    if form["do"] == "again":
        return _Shown(_new_talk(talk.language, talk.easy_read))
    said = form["example"] or typed  # a pressed example is asked, and what was being written stays
    if len(said) > LONGEST and not form["press"]:
        return _alert(site, talk, "page-too-long", said, 413)
    refused = await _refused(request, site, form, talk, said, now)
    if refused is not None:
        return refused
    if form["press"]:
        return _Shown(await _press(request, site, form["press"], talk, now), fresh=True, typed=typed)
    command = await _command(site, said, talk)
    if command is not None:
        return command
    after = await asked(site, talk, said, now, site.limits.name_of(_address(request)))
    new_danger = bool(after.danger) and after.danger is not talk.danger
    return _Shown(after, fresh=True, new_danger=new_danger, typed=typed if form["example"] else "")


async def _press(request: Request, site: Site, value: str, talk: CarriedTalk, now: float) -> CarriedTalk:
    """A pressed button; one that we did not give is stale."""
    data = site.carrier.read(value) or ""
    found = buttons.read(data)
    if found is not None and found.action == TELL:
        sending = pressing(site.carrier, talk, data)
        reply = await made(request, site, found.value(0), found.value(1), sending.secret)
        return replace(talk, mark=sending.next_mark).with_turn(talk.label_of(data), [reply], chose=True)
    return await pressed(site, talk, data, now)


async def _command(site: Site, typed: str, talk: CarriedTalk) -> _Shown | None:
    """The commands that Telegram families know; all others are the conversation's."""
    match typed.strip().casefold():
        case "/easyread":
            return _Shown(replace(talk, easy_read=not talk.easy_read))
        case "/forget":
            return _Shown(await _forgotten(site, talk, asking(site.carrier, talk, typed)), fresh=True)
    return None


async def _forgotten(site: Site, talk: CarriedTalk, sending: Sending) -> CarriedTalk:
    """Everything that leads from this conversation to something kept. What cannot be deleted now is not
    forgotten either, so that it can be asked for again."""
    if not await recorded(site, [Forgotten(name) for name in talk.kept], sending):
        said = Reply((Words(own(site.mind.knowledge, talk.view, "trouble")),))
        return replace(talk, mark=sending.next_mark).with_turn("/forget", [said])
    said = Reply((Words(own(site.mind.knowledge, talk.view, "forget-page")),))
    return _new_talk(talk.language, talk.easy_read).with_turn("/forget", [said])


async def _refused(
    request: Request, site: Site, form: Form, talk: CarriedTalk, typed: str, now: float
) -> _Shown | None:
    """Too many from one address, or from all together; danger is answered all the same."""
    address, pressed_one = _address(request), bool(form["press"])
    verdict = site.limits.count(address, now, "" if pressed_one else typed)
    full = site.busy or CROWDED in request.scope
    busy = verdict is Allowance.WELCOME and full and not pressed_one  # a press waits for no thread
    if verdict is Allowance.WELCOME and not busy:
        return None
    unlooked = verdict is Allowance.FLOOD or pressed_one or site.overrun
    if unlooked or not await in_danger(site, talk, typed, site.limits.name_of(address)):
        return _turned_away(site, talk, typed, busy)
    return None


def _turned_away(site: Site, talk: CarriedTalk, typed: str, busy: bool) -> _Shown:
    if busy:
        site.metrics.limited.labels("busy").inc()
        return _alert(site, talk, "page-busy", typed, 503)
    site.metrics.limited.labels("address").inc()
    return _alert(site, talk, "too-many", typed, 429)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _alert(site: Site, talk: CarriedTalk, key: str, typed: str, status: int) -> _Shown:
    look = Look(site.mind.knowledge, site.blocks, talk.language or "en", talk.easy_read)
    return _Shown(talk, alert=look(key), typed=typed[:LONGEST], status=status)


def _page(site: Site, look: Look, shown: _Shown, part: bool = False) -> Response:
    """The whole page, or what of it is new."""
    now = time.time()
    talk, state = site.carrier.fitting(shown.talk, now)
    values = {
        "look": look,
        "site": site,
        "talk": talk,
        "shown": shown,
        "state": state,
        "reads": f"{look.language}{' easy' if look.easy_read else ''}",
        "longest": LONGEST,
        "greeting": greeting(look),
        "first": len(talk.exchanges) - 1 if part else 0,
        "title": look("page-title"),
        "indexed": not talk.exchanges and shown.status == 200,
        "here": "/",
    }
    site.metrics.pages.labels("chat", str(shown.status)).inc()
    headers = {"retry-after": str(_WAIT)} if shown.status in {429, 503} else {}
    if not values["indexed"]:
        headers["x-robots-tag"] = "noindex, nofollow"
    return HTMLResponse(drawn("part.html" if part else "chat.html", **values), shown.status, headers)

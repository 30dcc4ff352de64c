"""One question or one pressed button from beginning to end: answered, then recorded, then shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sendbot.assistant import new_question_id
from sendbot.channels.recall import Remembered, take, take_press
from sendbot.channels.serving.ending import place_of
from sendbot.channels.serving.telling import question_to_forget, with_tell
from sendbot.channels.web.site import Site
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation.buttons import View
from sendbot.conversation.crisis import notice
from sendbot.conversation.events import Abstained, AlarmTakenBack, ChoiceMade, Clarified, Event, Forgotten
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.knowledge.wording import say
from sendbot.store.handled_updates import Handled

_LOG = logging.getLogger("sendbot.web")
_PATIENCE = 2.0
"""Seconds that a reply waits for the record of its question: a family sees nothing meanwhile."""
_NO_BOT = 0
"""Records of the page have no update's number, and so no bot's either."""


@dataclass
class _Happened:
    """What one turn leads to, gathered while it goes on."""

    replies: list[Reply] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    async def send(self, reply: Reply) -> None:
        """Keep a reply for the page."""
        self.replies.append(reply)

    async def record(self, events: Sequence[Event]) -> None:
        """Keep events for the record."""
        self.events += events


async def asked(site: Site, talk: CarriedTalk, text: str, now: float) -> CarriedTalk:
    """The conversation after a message."""
    happened, memory = _Happened(), _memory(talk, now)
    today = site.options.now().date()
    turn = await _guarded(
        site, take(text, memory, site.assistant, today, happened.send, happened.record, new_question_id())
    )
    return await _after(site, talk, memory, happened, turn, text.strip(), chose=False)


async def pressed(site: Site, talk: CarriedTalk, data: str, now: float) -> CarriedTalk:
    """The conversation after a pressed button."""
    happened, memory = _Happened(), _memory(talk, now)
    today = site.options.now().date()
    turn = await _guarded(
        site, take_press(data, memory, site.assistant, today, happened.send, happened.record)
    )
    after = await _after(site, talk, memory, happened, turn, talk.label_of(data), chose=True)
    taken_back = any(isinstance(event, AlarmTakenBack) for event in happened.events)
    return replace(after, danger=()) if taken_back else after


async def in_danger(site: Site, talk: CarriedTalk, text: str) -> bool:
    """Somebody in danger is never told to wait."""
    mind = site.mind
    message = Message(text, site.options.now().date(), language=talk.language)
    return bool((await site.worker.do(lambda: notice(message, mind))).sure)


async def recorded(site: Site, events: Sequence[Event]) -> bool:
    """Write events down; False when neither the database nor the disk takes them soon. They wait in memory
    then."""
    if not events:
        return True
    site.metrics.happened(events)
    written = site.recorder.put(Handled(_NO_BOT, (), datetime.now(UTC), tuple(events)))
    if not any(map(_matters, events)):
        return True
    if not site.recorder.nowhere:
        await asyncio.wait([written], timeout=_PATIENCE)
    return written.done()


def kept_questions(talk: CarriedTalk) -> list[str]:
    """The questions of this conversation that are kept, by the buttons that take them back."""
    replies = (reply for exchange in talk.exchanges for reply in exchange.replies)
    found = (question_to_forget(button) for reply in replies for button in reply.buttons)
    return list(dict.fromkeys(name for name in found if name))


async def _guarded(site: Site, turn: Awaitable[Turn]) -> Turn | None:
    """The turn; None when it broke off. The family has been told, the operator learns where, and never what
    was written."""
    try:
        return await turn
    except Exception as problem:
        site.metrics.troubles.labels("error").inc()
        _LOG.error("A question could not be handled (%s at %s).", type(problem).__name__, place_of(problem))
        return None


async def _after(
    site: Site,
    talk: CarriedTalk,
    memory: Remembered,
    happened: _Happened,
    turn: Turn | None,
    said: str,
    chose: bool,
) -> CarriedTalk:
    """What the page shows, and carries on. Help in danger waits for no database."""
    danger = any(reply.kind is Kind.CRISIS for reply in happened.replies)
    saved = recorded(site, happened.events)
    if danger:
        site.beside(saved)
    elif not await saved:
        happened.replies.append(Reply((Words(say(site.mind.knowledge.wording, "page-not-saved")),)))
    view = View(talk.easy_read, talk.language or "en")
    label = own(site.mind.knowledge, replace(view, easy_read=False), "button-tell")
    replies = [replace(reply, buttons=with_tell(reply, view, label)) for reply in happened.replies]
    wary = talk.wary or danger or bool(turn and turn.soft_concerns)
    carried = replace(talk, before=memory.before, date_for=memory.date_for, at=memory.at, wary=wary)
    return carried.with_turn(said, replies, chose)


def _memory(talk: CarriedTalk, now: float) -> Remembered:
    return Remembered.of(
        talk.before,
        talk.date_for,
        talk.at,
        easy_read=talk.easy_read,
        language=talk.language,
        clock=lambda: now,
    )


def _matters(event: Event) -> bool:
    """Was something kept or taken back, so that the family must not be told of it before it is written?"""
    if isinstance(event, Abstained | Clarified | ChoiceMade):
        return event.question_id is not None
    return isinstance(event, Forgotten)

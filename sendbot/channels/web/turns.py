"""One question or one pressed button from beginning to end: answered, then recorded, then shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, message_of, take_message, take_press
from sendbot.channels.serving.ending import place_of
from sendbot.channels.serving.kept_question_buttons import as_it_stands, with_forget, with_tell
from sendbot.channels.web.sendings import Sending, asking, pressing
from sendbot.channels.web.site import Site
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation.buttons import View
from sendbot.conversation.crisis import notice
from sendbot.conversation.events import (
    Abstained,
    AlarmTakenBack,
    ChoiceMade,
    Clarified,
    Event,
    Forgotten,
    Rated,
)
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.knowledge.entries import Knowledge
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


@dataclass(frozen=True)
class _Done:
    """What a family did: with which form, what came of it, and in which words (its own or a button's)."""

    sending: Sending
    turn: Turn | None
    said: str
    chose: bool = False


async def asked(site: Site, talk: CarriedTalk, text: str, now: float, caller: bytes = b"") -> CarriedTalk:
    """The conversation after a message. `caller` is who waits for nobody's turns but its own."""
    happened, memory = _Happened(), _memory(talk, now)
    sending = asking(site.carrier, talk, text)
    message = message_of(text, memory, site.options.now().date(), sending.question_id)
    turn = await _guarded(site, _answered(site, message, memory, happened, caller))
    if await _deleted_since(site, sending, happened.events):
        happened, memory, message = _Happened(), _memory(talk, now), replace(message, question_id=None)
        turn = await _guarded(site, _answered(site, message, memory, happened, caller))
    return await _after(site, talk, memory, happened, _Done(sending, turn, text.strip()))


async def pressed(site: Site, talk: CarriedTalk, data: str, now: float) -> CarriedTalk:
    """The conversation after a pressed button."""
    happened, memory = _Happened(), _memory(talk, now)
    today, sending = site.options.now().date(), pressing(site.carrier, talk, data)
    stands = await as_it_stands(data, site.recorder)
    turn = await _guarded(
        site, take_press(stands, memory, site.assistant, today, happened.send, happened.record)
    )
    if await _rated_before(site, sending, happened.events):
        happened.events.clear()
    after = await _after(site, talk, memory, happened, _Done(sending, turn, talk.label_of(data), chose=True))
    taken_back = any(isinstance(event, AlarmTakenBack) for event in happened.events)
    return replace(after, danger=()) if taken_back else after


async def _answered(
    site: Site, message: Message, memory: Remembered, happened: _Happened, caller: bytes
) -> Turn:
    """Danger is looked for where no turn is in the way, and whoever is in danger is answered there."""
    mind, looks = site.mind, site.looks.of(caller)
    noticed = await looks.do(lambda: notice(message, mind))
    worker = looks if noticed.sure else site.turns.of(caller)
    looked_at = replace(message, noticed=noticed)
    return await take_message(
        looked_at, memory, Assistant(mind, worker=worker), happened.send, happened.record
    )


async def in_danger(site: Site, talk: CarriedTalk, text: str, caller: bytes = b"") -> bool:
    """Somebody in danger is never told to wait."""
    mind = site.mind
    message = Message(text, site.options.now().date(), language=talk.language)
    return bool((await site.looks.of(caller).do(lambda: notice(message, mind))).sure)


async def recorded(site: Site, events: Sequence[Event], sending: Sending) -> bool:
    """Write events down, once for each sending. False when neither the database nor the disk takes them soon,
    and they wait in memory; and when a question to be deleted stands in a database that is away."""
    if not events:
        return True
    site.metrics.happened(events)
    written = site.recorder.put(Handled(_NO_BOT, (sending.number,), datetime.now(UTC), tuple(events)))
    matters = any(map(_matters, events))
    # a rating is waited for as well, so that the same form, pressed once more, finds it
    if (matters or _rates(events)) and not site.recorder.nowhere:
        await asyncio.wait([written], timeout=_PATIENCE)
    if not matters:
        return True
    deleted = {event.question_id for event in events if isinstance(event, Forgotten)}
    return written.done() and not site.recorder.deleted_later(deleted)


async def _rated_before(site: Site, sending: Sending, events: Sequence[Event]) -> bool:
    """Is this a rating of a reply that was rated with the same form before? What was said then is not known
    here, so nothing can stand in its place."""
    return _rates(events) and bool(await site.recorder.known(_NO_BOT, [sending.number]))


async def _deleted_since(site: Site, sending: Sending, events: Sequence[Event]) -> bool:
    """Is this a question that was kept with the same form before and is gone by now? Then it stays gone, and
    no reply may say that it is kept."""
    kept = [event.question_id for event in events if isinstance(event, Abstained | Clarified)]
    if not any(kept) or not await site.recorder.known(_NO_BOT, [sending.number]):
        return False
    return await site.recorder.gone(sending.question_id)


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
    site: Site, talk: CarriedTalk, memory: Remembered, happened: _Happened, done: _Done
) -> CarriedTalk:
    """What the page shows, and carries on. Help in danger waits for no database."""
    danger = any(reply.kind is Kind.CRISIS for reply in happened.replies)
    known, events = talk.after(happened.events)
    saved, knowledge = recorded(site, events, done.sending), site.mind.knowledge
    view = replace(talk, before=memory.before).view
    if danger:
        site.beside(saved)
    elif not await saved:
        if any(isinstance(event, Forgotten) for event in events):
            known = replace(known, kept=talk.kept)
            happened.replies = [Reply((Words(own(knowledge, view, "trouble")),))]
        else:
            happened.replies.append(Reply((Words(own(knowledge, view, "page-not-saved")),)))
    replies = [_offering(reply, view, knowledge) for reply in happened.replies]
    wary = talk.wary or danger or bool(done.turn and done.turn.soft_concerns)
    carried = replace(
        known,
        before=memory.before,
        date_for=memory.date_for,
        at=memory.at,
        wary=wary,
        mark=done.sending.next_mark,
    )
    return carried.with_turn(done.said, replies, done.chose)


def _offering(reply: Reply, view: View, knowledge: Knowledge) -> Reply:
    """The reply with what only a channel can offer: to be told later, and, below a choice too, not to keep
    the question."""
    plain = replace(view, easy_read=False)
    told = replace(reply, buttons=with_tell(reply, view, own(knowledge, plain, "button-tell")))
    return replace(told, buttons=with_forget(told, own(knowledge, plain, "button-forget")))


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


def _rates(events: Sequence[Event]) -> bool:
    return any(isinstance(event, Rated) for event in events)

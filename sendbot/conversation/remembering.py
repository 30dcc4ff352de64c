"""What of a turn the next one needs to know: the subject, the words, the choices. Values in, values out; the
channel keeps them for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sendbot.conversation import buttons
from sendbot.conversation.events import Abstained, Chatted, Clarified
from sendbot.conversation.messages import Before, Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, People, Reply
from sendbot.mind.mind import Mind

_WORDS_KEPT = 300
"""Characters of the family's last words: the subject of a follow-up stands in the latest of them."""


def before_next(message: Message, turn: Turn, mind: Mind) -> Before:
    """What the turn after this one is told. Small talk changes no subject."""
    known = message.before
    known = replace(
        known,
        told=known.told | told_in(turn),
        young=known.young or (bool(message.text) and mind.screen.by_young_person(message.text)),
        language=turn.language if turn.language != "en" else known.language,
        asked_back=turn.asked_back,
    )
    chatted = any(isinstance(event, Chatted) for event in turn.events)
    if chatted or not message.text.strip() or (turn.entry is None and turn.outcome == "answer"):
        return known
    asked = f"{known.question} {message.text}" if turn.follows else message.text
    return replace(
        known,
        entry=turn.shown,
        earlier=(known.entry or known.earlier) if turn.outcome == "clarify" else None,
        question=asked.strip()[-_WORDS_KEPT:],
        offered=offered_in(turn) or (known.offered if turn.follows else ()),
    )


def before_after_press(known: Before, turn: Turn) -> Before:
    """The same after a pressed button: the entry that it opened is the subject, the family's words stay."""
    return replace(
        known,
        told=known.told | told_in(turn),
        entry=turn.shown or known.entry,
        earlier=None if turn.shown else known.earlier,
        offered=offered_in(turn) or known.offered,
        asked_back=turn.asked_back,
    )


def offered_in(turn: Turn) -> tuple[str, ...]:
    """The entries that the turn's buttons open, in order."""
    return tuple(dict.fromkeys(name for reply in turn.replies for name in _opened(reply)))


def told_in(turn: Turn) -> frozenset[str]:
    """The contacts that the turn has named, and the notices that need no second saying."""
    named = {
        line.contact
        for reply in turn.replies
        for part in reply.parts
        if isinstance(part, People)
        for line in part.lines
    }
    kept = any(isinstance(event, Abstained | Clarified) and event.question_id for event in turn.events)
    led = any(reply.kind is not Kind.CRISIS for reply in turn.replies) and turn.language != "en"
    return frozenset(named | ({"kept"} if kept else set()) | ({f"lead-{turn.language}"} if led else set()))


def _opened(reply: Reply) -> Iterator[str]:
    for button in reply.buttons:
        pressed = buttons.read(button.data)
        if pressed is not None and pressed.action in {buttons.OPEN, buttons.CHOOSE}:
            yield pressed.value(0)

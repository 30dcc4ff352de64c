"""One message in: its reply sent first, then what happened recorded. Randomness and the clock enter here,
nowhere below."""

from __future__ import annotations

import secrets
import string
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sendbot.care.concerns import Concerns
from sendbot.conversation import buttons
from sendbot.conversation.answers import contact_cards, people_first
from sendbot.conversation.crisis import crisis_turn, notice
from sendbot.conversation.events import Event
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.press import press
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.turn import ordinary_turn
from sendbot.errors import StoreError
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind
from sendbot.store.store import Store

Send = Callable[[Reply], Awaitable[None]]
Record = Callable[[Sequence[Event]], Awaitable[None]]
_T = TypeVar("_T")

_LETTERS = string.ascii_lowercase + string.digits


def new_question_id() -> str:
    """A short random id such as "q-7f3k2m9x": it travels in a button and cannot be guessed."""
    return "q-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


class Worker:
    """Where turns are worked out: at once, on the caller's own thread. A channel with many families at once
    brings other threads."""

    async def do(self, work: Callable[[], _T]) -> _T:
        """The result of the work, or whatever it raises."""
        return work()


class Assistant:
    """A mind and a store. Without a store nothing is kept, and families are not told that it is.

    A channel that records in its own way passes `record`; it is called after the reply is out, also when a
    turn breaks off.
    """

    def __init__(self, mind: Mind, store: Store | None = None, worker: Worker | None = None) -> None:
        self._mind = mind
        self._store = store
        self._worker = worker or Worker()

    @property
    def mind(self) -> Mind:
        """What the next turn thinks with."""
        return self._mind

    def reload(self, mind: Mind) -> None:
        """Swap the knowledge; turns under way finish with what they began with."""
        self._mind = mind

    async def answer(self, message: Message, send: Send, record: Record | None = None) -> Turn:
        """Answer a message. Help in danger is sent before anything else is tried; a StoreError comes only
        after the reply."""
        mind = self._mind
        if self._store is not None and message.question_id is None:
            message = replace(message, question_id=new_question_id())
        concerns, first = await self._worker.do(lambda: _first_look(message, mind))
        await _send_all(first, send)
        try:
            rest = await self._worker.do(lambda: ordinary_turn(message, mind, concerns))
        except Exception:
            await self._record(first, record)
            await send(_trouble(mind))
            raise
        await _send_all(rest, send)
        turn = rest.after(first)
        await self._record(turn, record)
        return turn

    async def press(self, data: str, now: date, send: Send, record: Record | None = None) -> Turn:
        """Answer a pressed button."""
        turn = press(await self._as_it_stands(data), self._mind, now)
        await _send_all(turn, send)
        await self._record(turn, record)
        return turn

    async def _as_it_stands(self, data: str) -> str:
        """The button, without a question that this assistant's own store does not keep any more."""
        question = buttons.question_left_open(data)
        if question is None or self._store is None:
            return data
        with suppress(StoreError):  # said once the reply is out
            if not await self._store.has_question(question):
                return buttons.without_question(data)
        return data

    async def _record(self, turn: Turn, record: Record | None) -> None:
        if record is not None:
            await record(turn.events)
        elif self._store is not None:
            await self._store.record(turn.events)


def _first_look(message: Message, mind: Mind) -> tuple[Concerns, Turn]:
    """The concerns of a message and the signposting for them."""
    concerns = notice(message, mind)
    return concerns, crisis_turn(message, mind, concerns)


async def _send_all(turn: Turn, send: Send) -> None:
    for reply in turn.replies:
        await send(reply)


def _trouble(mind: Mind) -> Reply:
    """Something broke: say so, and give people to turn to."""
    cards = contact_cards(people_first(mind.knowledge), mind.knowledge, 3)
    return Reply((Words(say(mind.knowledge.wording, "trouble")), *cards), kind=Kind.NOTICE)

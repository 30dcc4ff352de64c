"""One conversation as a channel on this machine remembers it: in memory only, for as long as the table
says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from sendbot.assistant import Assistant, Record, Send
from sendbot.conversation.messages import Before, Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.remembering import before_after_press, before_next
from sendbot.kept_times import CONVERSATION


@dataclass
class Remembered:
    """How somebody reads, what came before, and which date the last reply asked for. `clock` counts
    seconds."""

    easy_read: bool = False
    language: str | None = None
    clock: Callable[[], float] = monotonic
    _before: Before = field(default_factory=Before)
    _date_for: str | None = None
    _at: float = field(default=0.0)

    @classmethod
    def of(
        cls,
        before: Before,
        date_for: str | None,
        at: float,
        *,
        easy_read: bool,
        language: str | None,
        clock: Callable[[], float],
    ) -> Remembered:
        """A conversation that somebody else has carried: what came before, and when by the same clock."""
        return cls(easy_read, language, clock, before, date_for, at)

    @property
    def at(self) -> float:
        """When the last turn was, by the clock."""
        return self._at

    @property
    def before(self) -> Before:
        """What came before; nothing once it is too long ago."""
        if self.clock() - self._at > CONVERSATION.total_seconds():
            self.forget()
        return self._before

    @property
    def date_for(self) -> str | None:
        """The deadline whose date the last reply asked for."""
        return self._date_for if self.before is not None else None

    def keep(self, before: Before, turn: Turn) -> None:
        """Remember this for the next turn."""
        self._before, self._at = before, self.clock()
        asked = (reply.asks_date_for for reply in reversed(turn.replies) if reply.asks_date_for)
        self._date_for = next(asked, None)

    def forget(self) -> None:
        """Forget what came before; how somebody reads stays, since they chose it."""
        self._before, self._date_for = Before(), None


async def take(
    text: str,
    memory: Remembered,
    assistant: Assistant,
    today: date,
    send: Send,
    record: Record | None = None,
    question_id: str | None = None,
) -> Turn:
    """One message of a conversation: answered with what came before it, and remembered for the next. A
    channel that records in its own way passes `record`, and the id of a question that is kept."""
    return await take_message(message_of(text, memory, today, question_id), memory, assistant, send, record)


def message_of(text: str, memory: Remembered, today: date, question_id: str | None = None) -> Message:
    """What was typed, with what came before it."""
    return Message(
        text,
        today,
        language=memory.language,
        easy_read=memory.easy_read,
        question_id=question_id,
        date_for=memory.date_for,
        before=memory.before,
    )


async def take_message(
    message: Message, memory: Remembered, assistant: Assistant, send: Send, record: Record | None = None
) -> Turn:
    """The same with a message that the channel has made, and perhaps looked at, itself."""
    turn = await assistant.answer(message, send, record)
    memory.keep(before_next(message, turn, assistant.mind), turn)
    return turn


async def take_press(
    data: str,
    memory: Remembered,
    assistant: Assistant,
    today: date,
    send: Send,
    record: Record | None = None,
) -> Turn:
    """One pressed button of a conversation."""
    known = memory.before
    turn = await assistant.press(data, today, send, record)
    memory.keep(before_after_press(known, turn), turn)
    return turn

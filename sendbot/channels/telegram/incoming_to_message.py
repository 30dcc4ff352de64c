"""From what came to a message for the conversation: without who or where, pieces as one, and whether a piece
can stand alone."""

from __future__ import annotations

import hashlib
import hmac
import string
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sendbot.assistant import Assistant, Worker
from sendbot.channels.telegram.chat_memory import ChatMemory
from sendbot.channels.telegram.delivery.still_coming import still_coming
from sendbot.channels.telegram.incoming import Incoming
from sendbot.conversation.commands import COMMANDS as EVERYWHERE
from sendbot.conversation.crisis import notice
from sendbot.conversation.language_lines import written_in
from sendbot.conversation.messages import Before, Message, join
from sendbot.conversation.turn import ordinary_turn

_UNLIKELY, _LIKELY = 0.4, 0.6
"""How sure it must be that a piece is still coming. On messages in pieces that nothing was fitted to, 49 and
46 of 52 pieces are seen coming and 3 of 20 whole messages wait in vain; so do 79 and 12 of 430 curated
questions."""
_ANSWERED, _PERHAPS = 0.5, 0.25
"""Shares of the longest wait: for what has an answer already, and for what may or may not go on."""
_LETTERS = string.ascii_lowercase + string.digits


class MessageMaker:
    """Reads updates. `now` is the clock of the place where families live, `secret` what nobody else knows."""

    def __init__(
        self,
        memory: ChatMemory,
        assistant: Assistant,
        worker: Worker,
        now: Callable[[], datetime],
        secret: str,
    ) -> None:
        self._memory = memory
        self._assistant = assistant
        self._worker = worker
        self._now = now
        self._secret = secret.encode()

    async def likely_more(self, pieces: Sequence[Incoming]) -> float:
        """For how much of the longest wait (0 to 1) another piece is worth waiting for. Somebody in danger,
        or who was asked for a date, does not wait; what has an answer already waits half as long at most. The
        first piece alone is looked up: whoever has sent two is typing on, and all are looked up together."""
        likely = still_coming([piece.text for piece in pieces])
        if likely < _UNLIKELY:
            return 0.0
        message = join([self._message(piece) for piece in pieces])
        mind = self._assistant.mind

        def share() -> float:
            if message.date_for is not None or notice(message, mind).sure:
                return 0.0
            if len(pieces) == 1 and ordinary_turn(message, mind).outcome == "answer":
                return _ANSWERED if likely >= _LIKELY else 0.0
            return likely if likely >= _LIKELY else _PERHAPS

        return await self._worker.do(share)

    async def in_danger(self, pieces: Sequence[Incoming]) -> bool:
        """Somebody in danger is never told to wait."""
        mind = self._assistant.mind
        message = join([self._message(piece) for piece in pieces])
        return bool((await self._worker.do(lambda: notice(message, mind))).sure)

    async def best(self, pieces: Sequence[Incoming]) -> Message:
        """The pieces as one message; only the last, where that has an answer and all together have none."""
        messages = [self._message(piece) for piece in pieces]
        together, last, mind = join(messages), messages[-1], self._assistant.mind
        if len(messages) == 1:
            return _without_unknown_command(last, pieces[0].command)

        def better() -> Message:
            concerns = notice(together, mind)
            if concerns.sure or ordinary_turn(together, mind).outcome == "answer":
                return together
            alone = replace(last, noticed=concerns, written=written_in(together, mind))
            return alone if ordinary_turn(alone, mind).outcome == "answer" else together

        return await self._worker.do(better)

    def _message(self, incoming: Incoming) -> Message:
        """What was written, as the conversation sees it: without who or where."""
        known = self._memory.of(incoming.chat)
        before = Before() if incoming.group else known.before_at(self._now())
        return Message(
            text=incoming.text,
            now=self._now().date(),
            language=known.language,
            easy_read=known.easy_read,
            question_id=self._question_id(incoming.update),
            date_for=known.date_for,
            before=before,
        )

    def _question_id(self, update: int) -> str:
        """The same for an update that is delivered again, so that buttons of a doubled reply mean the same
        question; nobody can guess it."""
        number = int.from_bytes(hmac.digest(self._secret, f"question {update}".encode(), hashlib.sha256))
        letters = []
        for _ in range(8):
            number, place = divmod(number, len(_LETTERS))
            letters.append(_LETTERS[place])
        return "q-" + "".join(letters)


def _without_unknown_command(message: Message, command: str) -> Message:
    """A slip such as "/strat" gets help; the words after "/ask" are a question like any other."""
    if not command or command in EVERYWHERE:
        return message
    rest = message.text.split(maxsplit=1)[1:]
    return replace(message, text=rest[0] if rest else "/help")

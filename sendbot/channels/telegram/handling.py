"""One update (or pieces read as one) from beginning to end: what a person would expect is sent, then what
happened is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sendbot.assistant import Assistant, Worker
from sendbot.channels.serving.ending import place_of
from sendbot.channels.serving.kept_question_buttons import as_it_stands
from sendbot.channels.serving.recorder import Recorder
from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.channels.telegram.chat_commands import COMMANDS, ChatCommands, Wish
from sendbot.channels.telegram.chat_memory import ChatMemory, OpenQuestion, Verdict
from sendbot.channels.telegram.counters import TelegramMetrics
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.incoming_to_message import MessageMaker
from sendbot.channels.telegram.inline import answer_inline, offers
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.channels.telegram.staff_commands import staff_text
from sendbot.channels.telegram.transport.bot_api import BotApi, BotIdentity, log
from sendbot.conversation.commands import COMMANDS as EVERYWHERE
from sendbot.conversation.events import Abstained, Clarified, Event, Forgotten
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.remembering import before_after_press, before_next
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.errors import ChatGoneError
from sendbot.store.consents import Consent
from sendbot.store.handled_updates import Handled

_SENT = {
    What.PHOTO: "sent-photo",
    What.VOICE: "sent-voice",
    What.STICKER: "sent-sticker",
    What.FILE: "sent-file",
    What.PLACE: "sent-place",
    What.CONTACT: "sent-contact",
    What.OTHER: "sent-other",
}
_EDIT_WITHIN = timedelta(minutes=2)
"""Whoever puts a slip right does it at once; later the conversation has gone on."""
_GREET_AFTER = 1.0
"""Seconds in which Telegram tells of a group's move as well."""
_OURS = frozenset(COMMANDS) | frozenset(EVERYWHERE)


@dataclass
class _Caused:
    """What an update led to, gathered for the record."""

    events: list[Event] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    async def record(self, events: Sequence[Event]) -> None:
        """Keep these events for the record."""
        self.events += events


class Handler:
    """Handles updates. `now` is the clock of the place where families live, `secret` what nobody else knows;
    `finish` is told which updates are answered and recorded."""

    def __init__(
        self,
        bot_api: BotApi,
        me: BotIdentity,
        assistant: Assistant,
        recorder: Recorder,
        now: Callable[[], datetime],
        secret: str,
        finish: Callable[[Sequence[int]], None],
        seal: Seal | None = None,
        metrics: TelegramMetrics | None = None,
        worker: Worker | None = None,
    ) -> None:
        self._bot_api, self._me, self._assistant, self._recorder = bot_api, me, assistant, recorder
        self._now, self._finish, self._seal = now, finish, seal
        self._metrics = metrics or TelegramMetrics()
        self._worker = worker or Worker()
        self._memory = ChatMemory()
        self._own = ChatCommands(self._memory, seal)
        self._sender = Sender(bot_api)
        self.reader = MessageMaker(self._memory, assistant, self._worker, now, secret)

    async def __call__(self, pieces: list[Incoming]) -> None:
        """Handle one update, or pieces that are read as one. Nothing that goes wrong keeps the next one from
        being handled."""
        began = asyncio.get_running_loop().time()
        caused = _Caused()
        try:
            await self._respond(pieces, caused)
        except ChatGoneError:
            self._metrics.troubles.labels("blocked").inc()
        except (
            Exception
        ) as problem:  # the family has been told; the operator learns where, never what was written
            self._metrics.troubles.labels("error").inc()
            log.error("An update could not be handled (%s at %s).", type(problem).__name__, place_of(problem))
        self._metrics.updates.labels(pieces[0].what.value).inc(len(pieces))
        self._metrics.happened(caused.events)
        self._metrics.seconds.observe(asyncio.get_running_loop().time() - began)
        await self._record(pieces, caused)

    async def _record(self, pieces: Sequence[Incoming], caused: _Caused) -> None:
        now = datetime.now(UTC)
        consents = tuple(
            Consent(wish.question_id, self._seal.seal(pieces[0].chat), now, wish.view)
            for wish in caused.wishes
            if self._seal
        )
        numbers = tuple(piece.update for piece in pieces)
        renewed = max((piece.renewed for piece in pieces if piece.renewed), default=None)
        sent = max((piece.sent for piece in pieces if piece.sent), default=None)
        written = self._recorder.put(
            Handled(self._me.id, numbers, now, tuple(caused.events), consents, renewed=renewed, sent=sent)
        )
        written.add_done_callback(lambda _: self._finish(numbers))
        await self._recorder.settled(written)

    async def _respond(self, pieces: list[Incoming], caused: _Caused) -> None:
        first = pieces[0]
        if first.what is What.INLINE:
            await self._inline(first)
        elif first.what is What.PRESS:
            await self._press(first, caused)
        elif first.what is What.ADDED:
            await self._greet(first)
        elif first.what is What.BLOCKED:
            self._memory.forget(first.chat)
        elif first.what is What.EDITED:
            await self._edited(first, caused)
        elif first.what not in {What.NOTHING, What.ODD} and any(map(self._is_for_us, pieces)):
            await self._message_came(pieces, caused)

    def notice_moves(self, updates: Sequence[Incoming]) -> None:
        """Take over what is known of a group that has become a supergroup, before anything there is
        handled."""
        for update in updates:
            if update.moved_to is not None:
                self._memory.moved(update.chat, update.moved_to)

    async def _greet(self, incoming: Incoming) -> None:
        """Say hello to a group, once: when it becomes a supergroup Telegram tells of the bot's coming again,
        perhaps before it tells of the move."""
        await asyncio.sleep(_GREET_AFTER)
        known = self._memory.of(incoming.chat)
        if not known.greeted:
            known.greeted = True
            await self._say(incoming, "group-hello")

    async def _edited(self, incoming: Incoming, caused: _Caused) -> None:
        """Read a message again that was put right soon after it got an honest no or a choice; no other edit
        is read."""
        known = self._memory.of(incoming.chat)
        before = known.open
        if before is None or incoming.message not in before.messages or not self._is_for_us(incoming):
            return
        if not timedelta(0) <= self._now() - before.at <= _EDIT_WITHIN:
            return
        known.open = None
        await self._message_came([replace(incoming, what=What.TEXT)], caused)
        if before.question is not None and caused.events:
            caused.events.insert(0, Forgotten(before.question))  # its better wording stands in its place

    def _is_for_us(self, incoming: Incoming) -> bool:
        """In a group only what is addressed to the bot: other people's talk is none of its business."""
        if not incoming.group:
            return True
        if incoming.text.startswith("/"):
            named = incoming.text.split(maxsplit=1)[0].partition("@")[2]
            return named.casefold() == self._me.name.casefold() if named else incoming.command in _OURS
        return incoming.mentioned or incoming.reply_to_us

    async def _message_came(self, pieces: list[Incoming], caused: _Caused) -> None:
        first = pieces[0]
        counted = pieces[:1] if first.album else pieces
        verdicts = [
            self._memory.count(piece.chat, piece.sent or self._now(), self._now()) for piece in counted
        ]
        if verdicts[0] is not Verdict.WELCOME and not await self.reader.in_danger(pieces):
            if Verdict.TOO_MANY in verdicts:
                await self._say(first, "too-many")
            return
        if first.what in _SENT:
            await self._say(first, _SENT[first.what])
            pieces = [piece for piece in pieces if piece.text.strip()]
        if pieces:
            await self._text(pieces, caused)

    async def _text(self, pieces: list[Incoming], caused: _Caused) -> None:
        first, mind = pieces[0], self._assistant.mind
        to = Address.of(first)
        for_staff = await staff_text(first, mind, self._recorder.store, self._now())
        if for_staff is not None:
            await self._sender.text(to, for_staff)
            return
        own = await self._own.command(first, mind, self._recorder.store)
        if own is not None:
            await self._send_turn(first, to, own, caused)
            return
        message = await self.reader.best(pieces)
        async with self._sender.typing(to):
            turn = await self._assistant.answer(
                message, lambda reply: self._send(first, to, reply), caused.record
            )
        self._remember(first, turn)
        if not first.group:
            self._memory.of(first.chat).keep(before_next(message, turn, self._assistant.mind), self._now())
        self._may_be_edited(pieces, turn)

    async def _press(self, incoming: Incoming, caused: _Caused) -> None:
        await self._sender.answer_press(incoming.query)
        to = Address(incoming.chat, incoming.thread)
        own = self._own.press(incoming, self._assistant.mind)
        if own is not None:
            await self._send_turn(incoming, to, own[0], caused)
            caused.wishes += [own[1]] if own[1] else []
            return
        async with self._sender.typing(to):
            turn = await self._assistant.press(
                await as_it_stands(incoming.text, self._recorder, self._memory.of(incoming.chat).dropped),
                self._now().date(),
                lambda reply: self._send(incoming, to, reply),
                self._as_they_count(incoming, caused),
            )
        self._remember(incoming, turn)
        if not incoming.group:
            known = self._memory.of(incoming.chat)
            known.keep(before_after_press(known.before_at(self._now()), turn), self._now())

    def _as_they_count(
        self, incoming: Incoming, caused: _Caused
    ) -> Callable[[Sequence[Event]], Awaitable[None]]:
        """What records the events of a press. In a group nobody knows who pressed, so each press counts."""

        async def record(happened: Sequence[Event]) -> None:
            known = self._memory.of(incoming.chat)
            await caused.record(happened if incoming.group else known.followed(happened))

        return record

    async def _inline(self, incoming: Incoming) -> None:
        mind = self._assistant.mind
        found = await self._worker.do(lambda: offers(incoming.text, mind, self._me.name))
        await answer_inline(incoming, found, mind, self._bot_api)

    async def _send_turn(self, incoming: Incoming, to: Address, turn: Turn, caused: _Caused) -> None:
        for reply in turn.replies:
            await self._send(incoming, to, reply)
        await caused.record(turn.events)

    async def _send(self, incoming: Incoming, to: Address, reply: Reply) -> None:
        offered = self._own.with_tell(
            reply, self._memory.of(incoming.chat), incoming.group, self._assistant.mind
        )
        await self._sender.reply(to, reply, offered)

    async def _say(self, incoming: Incoming, key: str) -> None:
        words = own(self._assistant.mind.knowledge, self._memory.of(incoming.chat).view, key)
        await self._sender.reply(Address.of(incoming), Reply((Words(words),)))

    def _remember(self, incoming: Incoming, turn: Turn) -> None:
        known = self._memory.of(incoming.chat)
        known.date_for = next(
            (reply.asks_date_for for reply in reversed(turn.replies) if reply.asks_date_for), None
        )
        kept = (
            event.question_id
            for event in turn.events
            if isinstance(event, Abstained | Clarified) and event.question_id
        )
        known.questions.extend(() if incoming.group else kept)

    def _may_be_edited(self, pieces: Sequence[Incoming], turn: Turn) -> None:
        """Remember for a moment what got no answer."""
        unanswered = any(reply.kind in {Kind.FALLBACK, Kind.CLARIFY} for reply in turn.replies)
        kept = next(
            (event.question_id for event in turn.events if isinstance(event, Abstained | Clarified)), None
        )
        messages = frozenset(piece.message for piece in pieces if piece.message is not None)
        self._memory.of(pieces[0].chat).open = (
            OpenQuestion(messages, self._now(), kept) if unanswered else None
        )

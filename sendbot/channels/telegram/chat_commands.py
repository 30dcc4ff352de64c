"""What only Telegram has: choices that last (Easy Read, a language), being told later, and having everything
forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendbot.channels.serving.kept_question_buttons import TELL, with_tell
from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.channels.telegram.chat_memory import Chat, ChatMemory
from sendbot.channels.telegram.incoming import Incoming
from sendbot.conversation import buttons
from sendbot.conversation.buttons import Button, View, view_of
from sendbot.conversation.events import Forgotten
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Reply, Words
from sendbot.errors import StoreError
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind
from sendbot.store.consents import waiting
from sendbot.store.store import Store

COMMANDS = ("start", "help", "topics", "contacts", "deadlines", "easyread", "language", "privacy", "forget")
"""As Telegram's menu shows them, each with its words in `wording.yaml`."""


@dataclass(frozen=True)
class Wish:
    """A family wants to be told about this question."""

    question_id: str
    view: str


class ChatCommands:
    """Commands and buttons that the conversation itself knows nothing of."""

    def __init__(self, memory: ChatMemory, seal: Seal | None) -> None:
        self._memory = memory
        self._seal = seal

    async def command(self, incoming: Incoming, mind: Mind, store: Store | None) -> Turn | None:
        """The turn of one of our own commands; None for anything else."""
        match incoming.command:
            case "easyread":
                chat = self._memory.of(incoming.chat)
                chat.easy_read = not chat.easy_read
                return _said(mind, chat.view, "easy-read-on" if chat.easy_read else "easy-read-off")
            case "language":
                return self._languages(mind)
            case "forget":
                return await self._forget(incoming.chat, mind, store)
        return None

    def press(self, incoming: Incoming, mind: Mind) -> tuple[Turn, Wish | None] | None:
        """The turn of one of our own buttons, with the wish it stands for; None for anything else."""
        pressed = buttons.read(incoming.text)
        if pressed is None:
            return None
        if pressed.action == buttons.LANGUAGE and not pressed.value(0):
            return self._languages(mind), None
        if pressed.action == buttons.LANGUAGE:
            return self._language(incoming.chat, pressed.value(0), mind), None
        if pressed.action == TELL:
            return self._tell(incoming, pressed.value(0), pressed.value(1), mind)
        return None

    def with_tell(self, reply: Reply, chat: Chat, group: bool, mind: Mind) -> tuple[Button, ...]:
        """The reply's buttons, with the offer to tell later where a question was kept; nobody is told in a
        group."""
        if self._seal is None or group:
            return reply.buttons
        return with_tell(reply, chat.view, own(mind.knowledge, chat.view, "button-tell"))

    def _tell(self, incoming: Incoming, question_id: str, view: str, mind: Mind) -> tuple[Turn, Wish | None]:
        dropped, reads = question_id in self._memory.of(incoming.chat).dropped, view_of(view)
        if self._seal is None or incoming.group or dropped or not buttons.QUESTION_ID.fullmatch(question_id):
            return _said(mind, reads, "tell-gone"), None
        forget = Button(
            own(mind.knowledge, reads, "button-forget"),
            buttons.write(buttons.FORGET, question_id, reads.token()),
        )
        reply = Reply((Words(own(mind.knowledge, reads, "tell-kept")),), (forget,))
        return Turn((reply,), outcome="answer"), Wish(question_id, view[:12])

    def _languages(self, mind: Mind) -> Turn:
        names = {"en": "English"} | {
            language.language: language.name for language in mind.knowledge.languages.values()
        }
        offered = tuple(Button(name, buttons.write(buttons.LANGUAGE, code)) for code, name in names.items())
        return Turn(
            (Reply((Words(say(mind.knowledge.wording, "language-which")),), offered),), outcome="answer"
        )

    def _language(self, chat: int, code: str, mind: Mind) -> Turn:
        known = mind.knowledge.languages.get(code)
        if known is None and code != "en":
            return _said(mind, self._memory.of(chat).view, "stale")
        self._memory.of(chat).language = None if known is None else code
        if known is None:
            return _said(mind, View(), "language-set-english")
        key = "language-set-checked" if known.checked else "language-set"
        translated = sum(code in entry.translations for entry in mind.knowledge.entries.values())
        words = own(
            mind.knowledge,
            View(language=code),
            key,
            language=known.name,
            number=translated,
            all=len(mind.knowledge.entries),
        )
        return Turn((Reply((Words(words), Words(known.help))),), outcome="answer")

    async def _forget(self, chat: int, mind: Mind, store: Store | None) -> Turn:
        """Everything that leads from this chat to something kept."""
        view = self._memory.of(chat).view
        try:
            wished = await self._wished(chat, store)
        except StoreError:
            return _said(mind, view, "trouble")
        questions = dict.fromkeys((*self._memory.forget(chat).questions, *wished))
        self._memory.of(chat).dropped.extend(questions)
        said = _said(mind, view, "forget-done")
        return Turn(said.replies, tuple(Forgotten(question) for question in questions), outcome="answer")

    async def _wished(self, chat: int, store: Store | None) -> Sequence[str]:
        if self._seal is None:
            return ()
        if store is None:
            raise StoreError("The database is away.")
        return [
            wish.question_id for wish in await waiting(store) if self._seal.open(wish.sealed_chat) == chat
        ]


def _said(mind: Mind, view: View, key: str) -> Turn:
    return Turn((Reply((Words(own(mind.knowledge, view, key)),)),), outcome="answer")

"""What an update of Telegram's is to us: something asked, pressed, shared, or nothing that a person would
expect a reply to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    MaybeInaccessibleMessage,
    Message,
    MessageOrigin,
    Update,
)
from telegram.constants import ChatType

ALLOWED = ["message", "callback_query", "inline_query", "my_chat_member"]
"""The kinds that we ask Telegram for. Edited messages and channel posts are none of them: nobody waits for a
reply to those."""


class What(Enum):
    """What came."""

    TEXT = "text"
    PRESS = "press"
    INLINE = "inline"
    PHOTO = "photo"
    VOICE = "voice"
    STICKER = "sticker"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"
    ADDED = "added"
    BLOCKED = "blocked"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Incoming:
    """One update. `chat` is where a reply goes; it stays in this package."""

    update: int
    what: What
    chat: int = 0
    text: str = ""
    sender: int = 0
    sent: datetime | None = None
    group: bool = False
    message: int | None = None
    thread: int | None = None
    """The topic of a group that is divided into topics."""
    mentioned: bool = False
    reply_to_us: bool = False
    forwarded: bool = False
    query: str = ""
    """The id of a pressed button's or an inline query, by which it is answered."""

    @property
    def command(self) -> str:
        """The name of a command without its slash, in lower case; "" for other text."""
        word = self.text.split(maxsplit=1)[0] if self.text.startswith("/") else ""
        return word[1:].partition("@")[0].casefold()


def read(update: Update, bot_id: int, bot_name: str) -> Incoming:
    """The update as we see it."""
    number = update.update_id
    if update.callback_query is not None:
        return _press(number, update.callback_query)
    if update.inline_query is not None:
        return _inline(number, update.inline_query)
    if update.my_chat_member is not None:
        return _membership(number, update.my_chat_member)
    if update.message is not None:
        return _message(number, update.message, _kind(update.message, bot_id), bot_id, bot_name)
    return Incoming(number, What.NOTHING)


def _press(number: int, query: CallbackQuery) -> Incoming:
    chat = query.message.chat if query.message is not None else None
    return Incoming(
        number,
        What.PRESS,
        chat.id if chat else query.from_user.id,
        query.data or "",
        query.from_user.id,
        group=chat is not None and chat.type != ChatType.PRIVATE,
        message=query.message.message_id if query.message is not None else None,
        thread=_thread(query.message),
        query=query.id,
    )


def _thread(message: MaybeInaccessibleMessage | None) -> int | None:
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def _inline(number: int, query: InlineQuery) -> Incoming:
    return Incoming(number, What.INLINE, query.from_user.id, query.query, query.from_user.id, query=query.id)


def _membership(number: int, changed: ChatMemberUpdated) -> Incoming:
    gone = changed.new_chat_member.status in {"kicked", "left"}
    private = changed.chat.type == ChatType.PRIVATE
    came = changed.old_chat_member.status in {"kicked", "left"} and not gone
    what = (
        What.BLOCKED
        if gone
        else What.ADDED
        if came and changed.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
        else What.NOTHING
    )
    return Incoming(number, what, changed.chat.id, sender=changed.from_user.id, group=not private)


def _message(number: int, message: Message, what: What, bot_id: int, bot_name: str) -> Incoming:
    text = message.text or message.caption or ""
    replied = message.reply_to_message
    addressed = f"@{bot_name}".casefold()
    return Incoming(
        update=number,
        what=what,
        chat=message.chat.id,
        text=without_mention(text, bot_name),
        sender=message.from_user.id if message.from_user else 0,
        sent=message.date.astimezone(UTC) if message.date else None,
        group=message.chat.type != ChatType.PRIVATE,
        message=message.message_id,
        thread=message.message_thread_id if message.is_topic_message else None,
        mentioned=bool(bot_name) and addressed in text.casefold(),
        reply_to_us=replied is not None and replied.from_user is not None and replied.from_user.id == bot_id,
        forwarded=isinstance(message.forward_origin, MessageOrigin),
    )


def without_mention(text: str, bot_name: str) -> str:
    """The text without the bot's own name, which is no part of the question; a command keeps whom it
    names."""
    if not bot_name or text.startswith("/"):
        return text
    lower, name = text.casefold(), f"@{bot_name}".casefold()
    at = lower.find(name)
    if at < 0 or len(lower) != len(text):
        return text
    return f"{text[:at].rstrip()} {text[at + len(name) :].lstrip(' ,:')}".strip()


def _kind(message: Message, bot_id: int) -> What:
    if message.chat.type == ChatType.CHANNEL or (
        message.via_bot is not None and message.via_bot.id == bot_id
    ):
        return What.NOTHING
    if message.text is not None:
        return What.TEXT
    found = next(
        (what for what, names in _KINDS.items() if any(getattr(message, name, None) for name in names)), None
    )
    return found or What.NOTHING


_KINDS = {
    What.PHOTO: ("photo", "video", "animation", "story", "live_photo", "paid_media"),
    What.VOICE: ("voice", "video_note", "audio"),
    What.STICKER: ("sticker",),
    What.PLACE: ("location", "venue"),
    What.FILE: ("document",),
    What.CONTACT: ("contact",),
    What.OTHER: ("poll", "dice", "game", "checklist"),
}
"""An animation is also a document, a venue also a location: what stands first wins. Service messages are none
of these."""

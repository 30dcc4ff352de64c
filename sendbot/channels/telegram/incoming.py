"""What an update of Telegram's is to us: something asked, pressed, shared, or nothing that a person would
expect a reply to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    MessageOrigin,
    Update,
)
from telegram.constants import ChatType

ALLOWED = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
"""The kinds that we ask Telegram for. Channel posts are none of them: nobody waits for a reply to those."""


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
    EDITED = "edited"
    NOTHING = "nothing"
    ODD = "odd"
    """Of a kind, or in a shape, that nobody here knows: it is set aside, counted, told to staff and
    confirmed."""


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
    album: str = ""
    """What pictures and files that were sent together have in common."""
    moved_to: int | None = None
    """The supergroup that this group has become."""
    renewed: datetime | None = None
    """Set where the update's number was used before: records older than this are another server's."""
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
    if update.edited_message is not None:
        typed = _kind(update.edited_message, bot_id) is What.TEXT
        what = What.EDITED if typed else What.NOTHING
        return _message(number, update.edited_message, what, bot_id, bot_name)
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
    spans = mentions(message, text, bot_id, bot_name)
    at = message.edit_date or message.date
    return Incoming(
        update=number,
        what=what,
        chat=message.chat.id,
        text=without_spans(text, spans),
        sender=message.from_user.id if message.from_user else 0,
        sent=at.astimezone(UTC) if at else None,
        group=message.chat.type != ChatType.PRIVATE,
        message=message.message_id,
        thread=message.message_thread_id if message.is_topic_message else None,
        mentioned=bool(spans),
        reply_to_us=replied is not None and replied.from_user is not None and replied.from_user.id == bot_id,
        forwarded=isinstance(message.forward_origin, MessageOrigin),
        album=message.media_group_id or "",
        moved_to=message.migrate_to_chat_id,
    )


def mentions(message: Message, text: str, bot_id: int, bot_name: str) -> list[tuple[int, int]]:
    """Where the text names the bot: as Telegram marks it, or a link to the bot without its name. A server
    that marks nothing at all is helped out by the name as a word of its own."""
    if text.startswith("/"):
        return []  # a command keeps whom it names
    marked = [*message.entities, *message.caption_entities]
    named = f"@{bot_name}".casefold()
    if not marked and bot_name:
        return _unmarked(text, named)
    spans = []
    for entity in marked:
        start, end = (_place(text, units) for units in (entity.offset, entity.offset + entity.length))
        ours = entity.type == MessageEntity.MENTION and text[start:end].casefold() == named
        linked = (
            entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot_id
        )
        if (ours and bot_name) or linked:
            spans.append((start, end))
    return spans


def _unmarked(text: str, named: str) -> list[tuple[int, int]]:
    """Where the name stands alone; nowhere in a text that small letters make longer: no place would fit."""
    plain = text.casefold()
    if len(plain) != len(text):
        return []
    alone = re.finditer(rf"(?<![\w.@/-]){re.escape(named)}(?![\w@-]|\.\w)", plain)
    return [found.span() for found in alone]


def _place(text: str, units: int) -> int:
    """The position in a text that Telegram counts in UTF-16 units."""
    return len(
        text.encode("utf-16-le", errors="surrogatepass")[: 2 * units].decode("utf-16-le", errors="ignore")
    )


def without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the bot's own name, which is no part of the question."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip(' ,:')}".strip()
    return text


def _by_a_bot(message: Message) -> bool:
    """Bots that answer each other would never end. Somebody who writes as their group, or as a channel, comes
    as one of Telegram's own bots, with the group or channel beside it: that is a person."""
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _kind(message: Message, bot_id: int) -> What:
    through_us = message.via_bot is not None and message.via_bot.id == bot_id
    if message.chat.type == ChatType.CHANNEL or through_us or _by_a_bot(message):
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

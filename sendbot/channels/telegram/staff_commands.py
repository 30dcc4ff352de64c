"""What staff can ask for in a private chat with the bot: today's open questions, and the week's digest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from sendbot.channels.telegram.incoming import Incoming
from sendbot.channels.telegram.sender import Address, Sender
from sendbot.errors import ChatGoneError, TelegramError
from sendbot.mind.mind import Mind
from sendbot.store.store import Store
from sendbot.upkeep.digests import as_one, write_digests

_SHOWN = 40
"""Questions in one message of the staff chat: a day's, and readable."""
_NO_DATABASE = "The database does not answer just now. Please try again in a few minutes."


STAFF_COMMANDS = {"review": "Today's open questions", "digest": "The week's digest"}


async def staff_text(incoming: Incoming, mind: Mind, store: Store | None, now: datetime) -> str | None:
    """The text for a staff command; None when this is none, or when whoever wrote is not on the list of
    staff."""
    write = _COMMANDS.get(incoming.command)
    if write is None or incoming.group or incoming.sender not in mind.knowledge.staff:
        return None
    return _NO_DATABASE if store is None else await write(store, mind, now)


async def _review(store: Store, _mind: Mind, now: datetime) -> str:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = await store.questions(limit=_SHOWN + 1, since=midnight)
    if not found:
        return "No open question has come in today."
    more = f" These are the latest {_SHOWN}." if len(found) > _SHOWN else ""
    head = f"Open questions of today without personal details, the newest first.{more}"
    lines = [
        f"{question.at.astimezone(now.tzinfo):%H:%M}  {question.text}\n({question.reason}; {question.id})"
        for question in found[:_SHOWN]
    ]
    return "\n\n".join([head, *lines])


async def _digest(store: Store, mind: Mind, now: datetime) -> str:
    return as_one(await write_digests(store, mind.knowledge, now))


async def tell_staff_chat(sender: Sender, chat: int, text: str) -> None:
    """A text for the chat of staff, however long. Raises TelegramError when it does not get all of it."""
    try:
        arrived = await sender.text(Address(chat), text)
    except ChatGoneError:
        raise TelegramError(
            "SENDBOT_STAFF_CHAT names a chat that the bot cannot write to. Add the bot to it, or put in "
            "another number."
        ) from None
    if not arrived:
        raise TelegramError("Telegram did not take the message for SENDBOT_STAFF_CHAT.")


_COMMANDS: dict[str, Callable[[Store, Mind, datetime], Awaitable[str]]] = {
    "review": _review,
    "digest": _digest,
}
